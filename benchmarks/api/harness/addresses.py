"""The addresses that both lists hold: the same for the same seed."""
import ipaddress
import random

#: 2026 is of no meaning but to be the same in every run.
SEED = 2026


def public_addresses(count, seed=SEED):
    """So many different IPv4 addresses, as whole numbers, none of a private or special block."""
    chosen, drawn = {}, random.Random(seed)
    while len(chosen) < count:
        number = drawn.randrange(0x01000000, 0xDF000000)
        if number not in chosen and ipaddress.IPv4Address(number).is_global:
            chosen[number] = None
    return list(chosen)


def text(number):
    return str(ipaddress.IPv4Address(number))


def mapped(number):
    """The sixteen octets of the IPv6 form."""
    return b"\0" * 10 + b"\xff\xff" + number.to_bytes(4, "big")
