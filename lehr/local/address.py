"""The address that the API will listen on."""

import errno
import socket
from contextlib import suppress
from ipaddress import IPv4Address, ip_address

from lehr.settings import Settings

from .errors import CannotServeError


def require_free(settings: Settings) -> None:
    """Make sure that the API can listen where it shall; raises CannotServeError."""
    host, port = settings.host, settings.port
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
            trial.listen()
    except OSError as error:
        raise CannotServeError(_reason(settings, error)) from error


def url(settings: Settings) -> str:
    """Give the URL that a browser on this machine takes."""
    host = reachable_host(settings)
    return f"http://[{host}]:{settings.port}" if ":" in host else f"http://{host}:{settings.port}"


def reachable_host(settings: Settings) -> str:
    """Give the address that is listened on, or one of them when it is every one."""
    with suppress(ValueError):
        address = ip_address(settings.host)
        if address.is_unspecified:
            return "127.0.0.1" if isinstance(address, IPv4Address) else "::1"
    return settings.host


def _reason(settings: Settings, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"LEHR_PORT={settings.port} is taken on {settings.host}: stop what listens there, "
            "or set LEHR_PORT to a free port"
        )
    return f"LEHR_HOST={settings.host}, LEHR_PORT={settings.port}: {error.strerror}"
