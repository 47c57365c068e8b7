"""Which addresses of the network a page may be fetched from: the public ones."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# What is_global of Python 3.11 lets pass: all of IPv6 that nobody has given out yet (site-local fec0::/10, 5f00::/16 and others),
# a documentation prefix of 2024, and two IPv4 blocks of protocols.
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
_NEVER = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20")))
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_public(address: Address, *, loopback: bool = False) -> bool:
    """Whether `address`, and each IPv4 address that it wraps, is one of the public internet; `loopback` lets 127.0.0.0/8 and ::1 pass too.

    ::ffff:127.0.0.1 is not (IPv4-mapped), nor is 64:ff9b::a00:1 (NAT64 of 10.0.0.1), 2002:7f00:1:: (6to4), 224.0.0.1 (multicast).
    """
    wrapped = _wrapped(address)
    return all(_is_public(each, loopback=loopback) for each in wrapped or (address,))


def _is_public(address: Address, *, loopback: bool) -> bool:
    if loopback and address.is_loopback:
        return True
    if isinstance(address, ipaddress.IPv6Address) and address not in _GLOBAL_UNICAST:
        return False
    return address.is_global and not address.is_multicast and not _within(address, _NEVER)


def _wrapped(address: Address) -> tuple[ipaddress.IPv4Address, ...]:
    """The IPv4 addresses that an IPv6 address leads to, by the ways in which a system or a gateway unwraps it."""
    if isinstance(address, ipaddress.IPv4Address):
        return ()
    if address.teredo:
        return address.teredo  # the server's and the client's
    if address in _NAT64:
        return (ipaddress.IPv4Address(int(address) & 0xFFFFFFFF),)
    one = address.ipv4_mapped or address.sixtofour
    return (one,) if one else ()


def _within(address: Address, networks: Collection[ipaddress.IPv4Network | ipaddress.IPv6Network]) -> bool:
    return any(address in network for network in networks)
