#!/usr/bin/env python3
"""A wire with length: carries every frame between two interfaces, later, and if asked tagged on the far side.

usage: wire.py NEAR FAR [--delay MS] [--tag VLAN]

One way takes half of --delay, with a tenth of it as jitter, in order. With --tag, frames get an 802.1Q tag when
they leave through FAR; those that come in through FAR have lost theirs already (the kernel takes it off).
"""
import argparse, collections, ctypes, random, select, socket, struct, time

SOL_PACKET, PACKET_ADD_MEMBERSHIP, PACKET_MR_PROMISC, PACKET_IGNORE_OUTGOING = 263, 1, 1, 23


def opened(name):
    port = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
    port.bind((name, 0))
    port.setsockopt(SOL_PACKET, PACKET_IGNORE_OUTGOING, 1)
    port.setsockopt(SOL_PACKET, PACKET_ADD_MEMBERSHIP, struct.pack("IHH8s", socket.if_nametoindex(name), PACKET_MR_PROMISC, 0, b""))
    port.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 << 20)
    port.setblocking(False)
    return port


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("near")
    parser.add_argument("far")
    parser.add_argument("--delay", type=float, default=0)
    parser.add_argument("--tag", type=int)
    options = parser.parse_args()
    near, far = opened(options.near), opened(options.far)
    other = {near: far, far: near}
    waiting = {near: collections.deque(), far: collections.deque()}  # (due, frame), by the port it leaves through
    tag = struct.pack("!HH", 0x8100, options.tag) if options.tag else b""
    half = options.delay / 2000
    ctypes.CDLL(None).prctl(29, 1, 0, 0, 0)  # PR_SET_TIMERSLACK: sleeps end when they should
    while True:
        dues = [queue[0][0] for queue in waiting.values() if queue]
        timeout = max(0, min(dues) - time.monotonic()) if dues else None
        for port in select.select([near, far], [], [], timeout)[0]:
            try:
                frame = port.recv(65536)
            except BlockingIOError:
                continue
            leaves = other[port]
            if tag and leaves is far:
                frame = frame[:12] + tag + frame[12:]
            waiting[leaves].append((time.monotonic() + half * random.uniform(1, 1.1), frame))
        now = time.monotonic()
        for port, queue in waiting.items():
            while queue and queue[0][0] <= now:
                try:
                    port.send(queue.popleft()[1])
                except OSError:
                    pass  # too long for the wire, or the far end is down: lost, as on any wire


main()
