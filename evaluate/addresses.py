"""Finds the addresses in frames and gives them others, checksums with them.

IPv4, IPv6, ARP, neighbour discovery, the headers that ICMP errors quote, Ethernet's own addresses; behind up to two VLAN tags.
Not the insides of tunnels, nor addresses in payloads (DNS, DHCP, FTP). Checksums are changed by the difference
(RFC 1624), so that wrong ones stay wrong and right ones right.
"""
import numpy as np

PRIVATE = ((0x0A000000, 8), (0xAC100000, 12), (0xC0A80000, 16), (0xA9FE0000, 16), (0xF0000000, 4))
# The last is class E, which testbeds use; the one before it is link-local.


class Layout:
    """Where the headers of each frame are: arrays of indices into `data`, and masks."""

    def __init__(self, packets):
        data, starts = packets.data, packets.starts
        ends = starts + packets.lengths
        kind, layer3 = be16(data, starts + 12), starts + 14
        for _ in range(2):
            tagged = (kind == 0x8100) | (kind == 0x88A8)
            kind = np.where(tagged, be16(data, np.minimum(layer3 + 2, ends)), kind)
            layer3 = layer3 + 4 * tagged
        self.layer3 = layer3
        self.v4 = (kind == 0x0800) & (layer3 + 20 <= ends)
        self.v6 = (kind == 0x86DD) & (layer3 + 40 <= ends)
        self.arp = (kind == 0x0806) & (layer3 + 28 <= ends) & (be16(data, np.minimum(layer3 + 2, ends)) == 0x0800)
        at = np.minimum(layer3, ends)  # looks past the end are in the spare octets
        first = self.v6 | (self.v4 & (be16(data, at + 6) & 0x1FFF == 0))
        after = data[at + 6]
        hop = self.v6 & (after == 0) & (layer3 + 48 <= ends)
        options = np.where(hop, at + 40, 0)
        protocol = np.where(self.v4, data[at + 9], np.where(hop, data[options], after))
        layer4 = at + np.where(self.v4, (data[at].astype(np.int64) & 15) * 4, 40 + hop * (data[options + 1].astype(np.int64) + 1) * 8)
        self.tcp, self.layer4 = first & (protocol == 6) & (layer4 + 20 <= ends), layer4
        self.checksum = np.full(len(starts), -1)  # of the transport, where it covers the addresses; else -1
        for number, offset in ((6, 16), (17, 6), (58, 2)):
            found = first & (protocol == number) & (layer4 + offset + 2 <= ends) & ((number != 58) | self.v6)
            self.checksum[found] = layer4[found] + offset
        self.udp = protocol == 17
        self.checksum[self.udp & (be16(data, np.maximum(self.checksum, 0)) == 0)] = -1
        message = data[np.minimum(layer4, ends)]
        errors = self.v4 & first & (protocol == 1) & np.isin(message, (3, 4, 5, 11, 12)) & (layer4 + 28 <= ends)
        self.quoted = layer4[errors] + 8
        self.targets = self.v6 & (protocol == 58) & np.isin(message, (135, 136)) & (layer4 + 24 <= ends)
        self.target = layer4 + 8

    def places4(self):
        """Where IPv4 addresses are: pairs of a mask over the frames and the place of the first octet in each of those."""
        return [(self.v4, self.layer3 + 12), (self.v4, self.layer3 + 16), (self.arp, self.layer3 + 14), (self.arp, self.layer3 + 24)]

    def places6(self):
        return [(self.v6, self.layer3 + 8), (self.v6, self.layer3 + 24), (self.targets, self.target)]


def be16(data, at):
    return data[at].astype(np.int64) << 8 | data[at + 1]


def be32(data, at):
    return be16(data, at) << 16 | be16(data, at + 2)


def put(data, at, value, octets):
    for octet in range(octets):
        data[at + octet] = value >> 8 * (octets - 1 - octet) & 255


def words(address):
    """The sum of an IPv4 address's two words."""
    return (address >> 16) + (address & 0xFFFF)


def correct(data, at, before, after, words_changed, udp=False):
    """Changes checksums by the sums of the words before and after."""
    total = (~be16(data, at) & 0xFFFF) + 0xFFFF * words_changed - before + after
    for _ in range(3):
        total = (total & 0xFFFF) + (total >> 16)
    value = ~total & 0xFFFF
    put(data, at, np.where(udp & (value == 0), 0xFFFF, value), 2)


def private(address):
    found = np.zeros(address.shape, bool)
    for network, bits in PRIVATE:
        found |= (address >> 32 - bits) == network >> 32 - bits
    return found & (address != 0xFFFFFFFF)


def movable(address):
    """Whether they are hosts': neither 0/8, loopback, multicast nor broadcast."""
    top = address >> 24
    return (top != 0) & (top != 127) & ((top < 224) | (top >= 240)) & (address != 0xFFFFFFFF)


def present(packets, layout):
    """The distinct IPv4 addresses of hosts, and in how many places each is, most frequent last."""
    found = [be32(packets.data, place[mask]) for mask, place in layout.places4()]
    addresses, counts = np.unique(np.concatenate(found), return_counts=True)
    order = np.argsort(counts, kind="stable")
    return addresses[order][movable(addresses[order])]


def local(packets, layout, hosts):
    """Which of these are on the sensor's own network: private, or spoken of in ARP."""
    claimed = [be32(packets.data, place[mask]) for mask, place in layout.places4()[2:]]
    return private(hosts) | np.isin(hosts, np.concatenate(claimed))


def ends(packets, layout):
    """Source and destination of each frame as IPv4 numbers (ARP's too), -1 for others."""
    pair = np.full((2, len(packets)), -1)
    for row, (mask, place) in zip((0, 1, 0, 1), layout.places4()):
        pair[row][mask] = be32(packets.data, place[mask])
    return pair


def move(packets, layout, before, after, number):
    """Turns addresses `before` (sorted) into `after`; IPv6 and Ethernet ones differ by `number` (16 bits) in two octets."""
    data = packets.data

    def mapped(old):
        found = np.minimum(np.searchsorted(before, old), len(before) - 1)
        return np.where(before[found] == old, after[found], old) if len(before) else old

    def both(at):
        old = be32(data, at), be32(data, at + 4)
        new = mapped(old[0]), mapped(old[1])
        put(data, at, new[0], 4)
        put(data, at + 4, new[1], 4)
        return words(old[0]) + words(old[1]), words(new[0]) + words(new[1])

    at = layout.layer3[layout.v4]
    change = both(at + 12)
    correct(data, at + 10, *change, 4)
    transport = layout.checksum[layout.v4]
    has = transport >= 0
    correct(data, transport[has], change[0][has], change[1][has], 4, layout.udp[layout.v4][has])
    correct(data, layout.quoted + 10, *both(layout.quoted + 12), 4)  # which leaves the sum of what is quoted as it was
    for mask, place in layout.places4()[2:]:
        put(data, place[mask], mapped(be32(data, place[mask])), 4)
    for mask, place in layout.places6():
        first = place[mask]
        host = (data[first] != 0xFF) & (be32(data, first) != 0)
        first, transport = first[host] + 8, layout.checksum[mask][host]
        old = be16(data, first)
        put(data, first, old ^ number, 2)
        has = transport >= 0
        correct(data, transport[has], old[has], (old ^ number)[has], 1, layout.udp[mask][host][has])
    arp = layout.layer3[layout.arp]
    for place in (packets.starts, packets.starts + 6, arp + 8, arp + 18):
        host = place[(data[place] & 1 == 0) & (be32(data, place) != 0)]
        put(data, host + 3, be16(data, host + 3) ^ number, 2)
