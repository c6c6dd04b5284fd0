#!/usr/bin/env python3
"""Writes community-ids.txt, the ids that the reference implementation gives (pip install communityid).

Each line: seed, protocol, source, source port, destination, destination port, id. ICMP has type and code for ports;
protocols without ports have 0.
"""
import itertools
import pathlib

from communityid import CommunityID, FlowTuple

V4 = [("192.0.2.1", "198.51.100.9"), ("10.0.0.5", "10.0.0.5"), ("1.2.3.4", "1.2.3.5"), ("255.255.255.254", "0.0.0.1")]
V6 = [("2001:db8::1", "2001:db8::9"), ("fe80::1", "ff02::1:ff00:1"), ("::1", "::1"), ("ffff::", "::2")]
PORTS = [(40000, 80), (80, 40000), (53, 53), (0, 65535), (256, 1)]
PORTLESS = [0, 2, 46, 47, 50, 51, 89, 255]  # hop-by-hop, IGMP, RSVP, GRE, ESP, AH, OSPF, reserved


def vectors():
    for pair in V4 + V6:
        for source, destination in (pair, pair[::-1]):
            for protocol, (sport, dport) in itertools.product((6, 17, 132), PORTS):
                yield protocol, source, sport, destination, dport
            for protocol in PORTLESS:
                yield protocol, source, None, destination, None
    for protocol, pairs in ((1, V4), (58, V6)):
        for kind in range(256):
            # One code for each type, never the same: whether codes count depends on the type alone.
            for source, destination in (pairs[0], pairs[0][::-1]):
                yield protocol, source, kind, destination, kind * 7 % 256
        for kind in (0, 3, 8, 13, 128, 129, 133, 134, 144):
            for source, destination in (pairs[0], pairs[1], pairs[2][::-1]):
                yield protocol, source, kind, destination, 0


def main():
    lines = []
    for protocol, source, sport, destination, dport in vectors():
        has_code = protocol in (1, 58) and dport != 0
        for seed in (0,) if has_code else (0, 1):
            tuple_ = FlowTuple(protocol, source, destination, sport, dport)
            identifier = CommunityID(seed=seed).calc(tuple_)
            lines.append(f"{seed} {protocol} {source} {sport or 0} {destination} {dport or 0} {identifier}\n")
    path = pathlib.Path(__file__).with_name("community-ids.txt")
    path.write_text("".join(dict.fromkeys(lines)), encoding="ascii")


if __name__ == "__main__":
    main()
