"""Captures as arrays: read from pcap and pcapng, written as one pcap file.

A `Packets` keeps all frames in one array of octets, each behind the 16 octets that a pcap record's header takes, so that a
slice of it, headers filled in, is a piece of a file. Frames are Ethernet; Linux's cooked frames are given an Ethernet header.
"""
import struct

import numpy as np

HEADER = 16  # octets of a pcap record's header
SPARE = 64  # octets behind the last frame, so that looking for a field needs no bounds
ETHERNET, COOKED = 1, 113


class Unfit(Exception):
    """A capture that cannot be laid over others; the message says why."""


class Packets:
    """Frames in the order of their capture: times in nanoseconds, octets on the wire, first octet and length in `data`."""

    def __init__(self, data, starts, lengths, times, wire):
        self.data, self.starts, self.lengths, self.times, self.wire = data, starts, lengths, times, wire

    def __len__(self):
        return len(self.starts)

    def slice(self, first, end):
        """A copy of a contiguous part."""
        low, high = self.starts[first] - HEADER, self.starts[end - 1] + self.lengths[end - 1]
        data = np.zeros(high - low + SPARE, np.uint8)
        data[: high - low] = self.data[low:high]
        return Packets(
            data, self.starts[first:end] - low, self.lengths[first:end], self.times[first:end].copy(), self.wire[first:end])

    def take(self, chosen):
        """A copy of some, in the order of their indices `chosen`."""
        lengths = self.lengths[chosen] + HEADER
        data, starts = gather(self.data, self.starts[chosen] - HEADER, lengths)
        data = np.concatenate([data, np.zeros(SPARE, np.uint8)])
        return Packets(data, starts + HEADER, self.lengths[chosen], self.times[chosen], self.wire[chosen])

    def bytes_at(self, offset, count):
        """`count` octets of each frame at an offset from its start (or offsets), one row a frame."""
        return self.data[(self.starts + offset)[:, None] + np.arange(count)]


def gather(data, starts, lengths):
    """Pieces of an array one behind the other, and where each starts."""
    ends = np.cumsum(lengths)
    index = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - (ends - lengths), lengths)
    return data[index], ends - lengths


def read(path):
    """All packets of a capture, in order of time. `Unfit` where its frames are neither Ethernet nor cooked ones."""
    with open(path, "rb") as file:
        octets = file.read()
    records = pcapng(octets) if octets[:4] == b"\n\r\r\n" else pcap(octets)
    data, starts, lengths, times, wire, at = [], [], [], [], [], 0
    for time, link, frame, size in records:
        if link == COOKED:  # the sender's address, and the protocol; the receiver is not known
            frame, size = b"\2\0\0\0\0\1" + frame[6:12] + frame[14:], size - 2
        elif link != ETHERNET:
            raise Unfit(f"link type {link}")
        data += (bytes(HEADER), frame)
        starts.append(at + HEADER)
        lengths.append(len(frame))
        times.append(time)
        wire.append(size)
        at += HEADER + len(frame)
    whole = Packets(
        np.frombuffer(b"".join(data) + bytes(SPARE), np.uint8), np.array(starts, np.int64), np.array(lengths, np.int64),
        np.array(times, np.int64), np.array(wire, np.int64))
    return whole.take(np.argsort(whole.times, kind="stable"))


def pcap(octets):
    """Records of a pcap file: time, link type, frame, size on the wire."""
    order = "<" if octets[:1] in (b"\xd4", b"\x4d") else ">"
    magic, *_, link = struct.unpack_from(order + "IHHiIII", octets)
    unit = {0xA1B2C3D4: 1000, 0xA1B23C4D: 1}.get(magic)
    if unit is None:
        raise Unfit("no pcap file")
    header, at = struct.Struct(order + "IIII"), 24
    while at + HEADER <= len(octets):
        seconds, part, kept, size = header.unpack_from(octets, at)
        at += HEADER
        yield seconds * 1_000_000_000 + part * unit, link & 0xFFFF, octets[at:at + kept], size
        at += kept


def pcapng(octets):
    """The same of a pcapng file; only enhanced packet blocks have a time, and only they are read."""
    order, at, links = "<", 0, []
    while at + 12 <= len(octets):
        if octets[at:at + 4] == b"\n\r\r\n":
            order, links = "<" if octets[at + 8:at + 12] == b"\x4d\x3c\x2b\x1a" else ">", []
        kind, size = struct.unpack_from(order + "II", octets, at)
        if size < 12:
            raise Unfit("broken block")
        if kind == 1:
            link = struct.unpack_from(order + "H", octets, at + 8)[0]
            links.append((link, resolution(octets[at + 16:at + size - 4], order)))
        elif kind == 6:
            interface, high, low, kept, wire = struct.unpack_from(order + "IIIII", octets, at + 8)
            link, (scale, divisor) = links[interface]
            yield ((high << 32) | low) * scale // divisor, link, octets[at + 28:at + 28 + kept], wire
        at += size


def resolution(options, order):
    """What turns an interface's time units into nanoseconds: a factor and a divisor."""
    at = 0
    while at + 4 <= len(options):
        code, length = struct.unpack_from(order + "HH", options, at)
        if code == 9:
            power = options[at + 4]
            return (1_000_000_000, 1 << (power & 127)) if power & 128 else (1_000_000_000, 10 ** power)
        at += 4 + (length + 3) // 4 * 4
    return 1000, 1


def write(path, pieces, chunk=200_000):
    """Writes pieces into one pcap file of nanoseconds, in order of time; where times are equal, in the order of the pieces."""
    for piece in pieces:
        fields = np.stack([piece.times // 1_000_000_000, piece.times % 1_000_000_000, piece.lengths, piece.wire], axis=1)
        piece.data[(piece.starts - HEADER)[:, None] + np.arange(HEADER)] = fields.astype("<u4").view(np.uint8)
    sizes = np.cumsum([0] + [len(piece.data) for piece in pieces])
    starts = np.concatenate([piece.starts + size for piece, size in zip(pieces, sizes)]) - HEADER
    lengths = np.concatenate([piece.lengths for piece in pieces]) + HEADER
    order = np.argsort(np.concatenate([piece.times for piece in pieces]), kind="stable")
    data = np.concatenate([piece.data for piece in pieces])
    with open(path, "wb") as file:
        file.write(struct.pack("<IHHiIII", 0xA1B23C4D, 2, 4, 0, 0, 262144, ETHERNET))
        for at in range(0, len(order), chunk):
            part = order[at:at + chunk]
            file.write(gather(data, starts[part], lengths[part])[0].tobytes())
