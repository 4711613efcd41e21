"""Where Lehr is and how one gets in: told, or from the environment."""

import os
from typing import Final

import httpx

from .errors import InvalidArgument

DEFAULT_URL: Final = "http://127.0.0.1:8000"


def base_url(url: str | None) -> httpx.URL:
    """Return where Lehr is: as told, else as in LEHR_URL, else on this machine."""
    named = url or os.environ.get("LEHR_URL") or DEFAULT_URL
    try:
        parsed = httpx.URL(named)
    except httpx.InvalidURL as error:
        raise InvalidArgument(f"`url` must be a URL ({error}); received {named!r}") from error
    if parsed.scheme not in {"http", "https"} or not parsed.host:
        raise InvalidArgument(f"`url` must be like {DEFAULT_URL}; received {named!r}")
    return parsed


def credentials(api_key: str | None) -> dict[str, str]:
    """Return the header that shows a key: as told, else as in LEHR_API_KEY; none without."""
    key = api_key or os.environ.get("LEHR_API_KEY")
    return {"Authorization": f"Bearer {header_text('api_key', key)}"} if key else {}


def header_text(name: str, value: str) -> str:
    """Return what a header can hold; raise InvalidArgument naming the first wrong character."""
    wrong = next((one for one in value if not (one.isascii() and one.isprintable())), None)
    if wrong is not None:
        raise InvalidArgument(f"`{name}` must be printable ASCII; received {wrong!a} in it")
    return value
