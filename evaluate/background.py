"""Benign traffic of any size: copies of benign captures beside each other, each copy a network of its own.

Every capture is cut into clips of a stated length. Clips are drawn by seed and set at random times. A copy's local addresses
(private ones, and those of which ARP speaks) get fresh /24 networks in 10.0.0.0/8 below 10.200.0.0, host by host; the others, its
servers, stay, unless it has no local ones: then all move. IPv6 and Ethernet addresses differ by the copy's number.
"""
import ipaddress
import random

import numpy as np

import addresses
import frames

CLIP = 120 * 1_000_000_000  # nanoseconds
BLOCKS = 200 << 8  # /24 networks that copies may use
SITE = 0x0A000000


class Background:
    """The clips of a list of captures."""

    def __init__(self, rows):
        self.clips, self.left_out = [], []
        for row in rows:
            try:
                packets = frames.read(row["path"])
            except frames.Unfit as why:
                self.left_out.append(f"{row['file']}: {why}")
                continue
            numbers = (packets.times - packets.times[0]) // CLIP
            borders = np.flatnonzero(np.diff(numbers)) + 1
            for first, end in zip([0, *borders], [*borders, len(packets)]):
                if end - first >= 20:
                    self.clips.append((packets, int(first), int(end)))

    def draw(self, count, seconds, start, seed):
        """Pieces with `count` packets in all, within `seconds` from `start` (ns); and their IPv4 addresses, sorted."""
        draw, pieces, seen, block, number = random.Random(seed), [], [], 0, 0
        while count > 0:
            packets, first, end = draw.choice(self.clips)
            number += 1
            piece = packets.slice(first, min(end, first + count))
            count -= len(piece)
            room = int(seconds * 1e9) - int(piece.times[-1] - piece.times[0])
            piece.times += start + int(draw.random() * max(room, 0)) - piece.times[0]
            layout = addresses.Layout(piece)
            hosts = np.sort(addresses.present(piece, layout))
            inside = addresses.local(piece, layout, hosts)
            moved = hosts[inside] if inside.any() else hosts
            networks, index = np.unique(moved >> 8, return_inverse=True)
            if block + len(networks) > BLOCKS:
                raise ValueError("more copies of benign captures than there are networks for them")
            after = SITE + (block + index << 8) + (moved & 255)
            block += len(networks)
            addresses.move(piece, layout, moved, after, number % 0xFFFF + 1)
            seen += [after, hosts[~inside]]
            pieces.append(piece)
        return pieces, np.unique(np.concatenate(seen))


class Attack:
    """The attack's packets of a capture, moved to where none of the background's hosts is.

    Each private /16 becomes one of 10.200.0.0 to 10.249.0.0; public addresses stay, but for those of the background, which
    become the next free ones.
    """

    def __init__(self, row, judge):
        self.packets = frames.read(row["path"])
        self.guilty, self.victims = judge.networks(row["attackers"]), judge.networks(row["victims"])
        self.spoofed = any(word in row["attackers"].lower() for word in ("spoof", "reflectors"))
        if row["mixture"] != "attack only":
            self.strip(row["kind"] in judge.TWO_SIDED and self.victims)

    def strip(self, both):
        """Leaves out what is no part of the attack: packets without an address of it, or without two."""
        pair = addresses.ends(self.packets, addresses.Layout(self.packets))
        within = np.zeros(pair.shape, bool)
        for network in (n for n in self.guilty + self.victims if n.version == 4):
            within |= (pair >> 32 - network.prefixlen) == int(network.network_address) >> 32 - network.prefixlen
        self.packets = self.packets.take(np.flatnonzero(within.all(0) if both else within.any(0)))

    def lay(self, count, start, taken):
        """Its first `count` packets from `start` (ns) on, a function from its old networks to the new ones, its new addresses."""
        piece = self.packets.slice(0, min(count, len(self.packets)))
        piece.times += start - piece.times[0]
        layout = addresses.Layout(piece)
        hosts = addresses.present(piece, layout)[::-1]
        sites = list(dict.fromkeys((hosts[addresses.private(hosts)] >> 16).tolist()))[:50]
        place = {site: SITE + (200 + rank << 16) for rank, site in enumerate(sites)}
        free = set(taken.tolist())
        new = {}
        for host in hosts.tolist():
            moved = place[host >> 16] | host & 0xFFFF if host >> 16 in place else host
            while moved in free:
                moved += 1 << 16
            free.add(moved)
            new[host] = moved
        before = np.array(sorted(new), np.int64)
        addresses.move(piece, layout, before, np.array([new[host] for host in before.tolist()], np.int64), 0xA77A)

        def renamed(network):
            old = int(network.network_address)
            if network.version == 6:
                return type(network)((old ^ 0xA77A << 48 & ~((1 << 128 - network.prefixlen) - 1), network.prefixlen))
            return type(network)((new.get(old, place.get(old >> 16, old & 0xFFFF0000) | old & 0xFFFF), network.prefixlen))

        return piece, renamed, {str(ipaddress.ip_address(host)) for host in new.values()}
