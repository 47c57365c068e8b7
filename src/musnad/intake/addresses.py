"""Which addresses of the network a page may be fetched from: the public ones."""

from __future__ import annotations

import ipaddress

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# is_global of Python 3.11 lets pass all of IPv6 that nobody has given out yet (site-local fec0::/10, 5f00::/16 and others).
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
# It lets these pass too: two IPv4 blocks of protocols, 6to4 (an IPv4 address, any, in an IPv6 one) and the documentation prefix of 2024.
_NEVER = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "2002::/16", "3fff::/20")))
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""How a network of IPv6 alone names the hosts of IPv4."""


def is_public(address: Address, *, loopback: bool = False) -> bool:
    """Whether `address` is one of the public internet; `loopback` lets 127.0.0.0/8 and ::1 pass too.

    ::ffff:93.184.216.34 is not (IPv4-mapped: no name server tells it), nor 64:ff9b::a00:1 (NAT64 of 10.0.0.1) or 224.0.0.1 (multicast).
    """
    if loopback and address.is_loopback:
        return True
    if address in _NAT64:
        address = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address.version == 6 and address not in _GLOBAL_UNICAST:
        return False
    return address.is_global and not address.is_multicast and not any(address in network for network in _NEVER)
