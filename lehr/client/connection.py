"""What both kinds of connection have in common: headers, patience, and words for failures."""

from dataclasses import dataclass
from typing import Any, Final

import httpx

from .addresses import base_url, credentials
from .exchange import Lost, Request

TIMEOUT: Final = 10.0
RETRIES: Final = 3
JSON: Final = {"Content-Type": "application/json"}
NEVER_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
UNLIMITED: Final = httpx.Limits()
"""Of connections: httpx's pool can close one that it has just given to another thread as idle."""


@dataclass(frozen=True)
class Connection:
    """Where requests go, and how long one waits for their answers."""

    url: httpx.URL
    headers: dict[str, str]
    timeout: float
    """Seconds of silence."""

    @classmethod
    def to(cls, url: str | None, api_key: str | None, timeout: float) -> "Connection":
        """Find out where Lehr is; raise InvalidArgument where that cannot be."""
        return cls(base_url(url), credentials(api_key), timeout)

    def options(self) -> dict[str, Any]:
        """Return the arguments for a client of httpx."""
        return {"base_url": self.url, "headers": self.headers, "limits": UNLIMITED}

    def arguments(self, request: Request) -> dict[str, Any]:
        """Return the arguments for one request of httpx."""
        return {
            "method": request.method,
            "url": request.path,
            "params": request.params,
            "content": request.content,
            "headers": dict(request.headers) | (JSON if request.content is not None else {}),
            "timeout": httpx.Timeout(self.timeout, read=self._silence(request)),
        }

    def lost(self, request: Request, error: httpx.HTTPError) -> Lost:
        """Say what became of a request that has no answer."""
        reason = str(error) or type(error).__name__
        if isinstance(error, httpx.TimeoutException):
            reason = f"nothing came within {self._silence(request):g} s"
        arrived = not isinstance(error, NEVER_SENT)
        place = self.url.copy_with(userinfo=b"")  # which may hold a password
        return Lost(f"Lehr does not answer at {place}: {reason}", arrived)

    def _silence(self, request: Request) -> float:
        return self.timeout + request.waits
