"""Which addresses are somebody else's: on the public internet, and reached without translation."""

from ipaddress import IPv4Address, IPv6Address, ip_network
from typing import Final, TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address

UNICAST: Final = (ip_network("0.0.0.0/0"), ip_network("2000::/3"))
"""Of IPv6 all else is special: loopback, link-local, unique local, multicast, and every prefix that
holds an IPv4 address, mapped (::ffff:0:0/96), compatible (::/96) or translated (64:ff9b::/96)."""

SPECIAL: Final = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared by a carrier's customers; clouds' metadata
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # public by its number, but the host of every Azure machine
        "169.254.0.0/16",  # link-local; clouds' metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments; a cloud's metadata
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved; broadcast
        "2001::/23",  # protocol assignments; Teredo, which holds an IPv4 address
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, which holds an IPv4 address
        "3fff::/20",  # documentation
    )
)
"""What is special within UNICAST (IANA's special-purpose registries, RFC 6890 and its updates).
Written out, as the properties of `ipaddress` differ between patch releases of Python."""


def is_public(address: Address) -> bool:
    """Tell whether an address is a host's on the public internet."""
    return (
        address.is_global
        and any(address in network for network in UNICAST)
        and not any(address in network for network in SPECIAL)
    )
