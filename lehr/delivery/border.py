"""Where deliveries may go: to public addresses by https, and to what the operator has listed."""

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Final, TypeAlias

from pydantic import AnyUrl

from .addresses import Address, is_public

PORTS: Final = (443, 8443)

Resolve: TypeAlias = Callable[[str], Sequence[Address]]
"""From a host, which may be an address in any spelling, to its addresses."""


class Forbidden(Exception):
    """A webhook's URL leads where deliveries may not go; the message says which rule it breaks."""


def resolved(host: str) -> Sequence[Address]:
    """Ask the system for a host's addresses, best first; raises OSError or UnicodeError."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(ip_address(address[0]) for *_, address in found))


class Border:
    """Lets deliveries pass to checked addresses alone.

    A host of `hosts`, or one all of whose addresses are in `networks`, may have any address and
    port and need not speak TLS. Any other must be reached by https on a usual port, and all of its
    addresses must be public or in `networks`.
    """

    def __init__(
        self,
        hosts: frozenset[str],
        networks: Sequence[IPv4Network | IPv6Network],
        *,
        resolve: Resolve = resolved,
    ) -> None:
        self._hosts = hosts
        self._networks = networks
        self._resolve = resolve

    def passed(self, url: AnyUrl) -> Sequence[Address]:
        """Return the addresses of the URL's host, resolved once; connect to nothing but these.

        Raises Forbidden where one of them is not allowed, and where there is none.
        """
        host = bare_host(url)
        addresses = self._addresses(host)
        if host not in self._hosts and not all(map(self._is_listed, addresses)):
            for address in addresses:
                self._require_public(host, address)
            _require_https(url)
        return addresses

    def _addresses(self, host: str) -> Sequence[Address]:
        try:
            addresses = self._resolve(host)
        except (OSError, UnicodeError) as error:
            raise Forbidden(f"the host {host!r} must have an address: {error}") from error
        if not addresses:
            raise Forbidden(f"the host {host!r} must have an address; it has none")
        return addresses

    def _is_listed(self, address: Address) -> bool:
        return any(address in network for network in self._networks)

    def _require_public(self, host: str, address: Address) -> None:
        if not is_public(address) and not self._is_listed(address):
            raise Forbidden(
                f"the host {host!r} must have public addresses alone, unless LEHR_WEBHOOK_ALLOW "
                f"lists it; one is {address}"
            )


def bare_host(url: AnyUrl) -> str:
    """Return the URL's host as names and addresses are written elsewhere: IPv6 unbracketed."""
    return (url.host or "").strip("[]")


def _require_https(url: AnyUrl) -> None:
    if url.scheme != "https":
        raise Forbidden(
            f"the scheme must be https, unless LEHR_WEBHOOK_ALLOW lists the host; "
            f"it is {url.scheme}"
        )
    if url.port not in PORTS:
        raise Forbidden(
            f"the port must be {PORTS[0]} or {PORTS[1]}, unless LEHR_WEBHOOK_ALLOW lists the "
            f"host; it is {url.port}"
        )
