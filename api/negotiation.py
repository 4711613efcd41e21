"""Media types and entity tags: which form of an answer a client gets, and whether it has it."""

import re
from collections.abc import Sequence
from functools import lru_cache

from fastapi import Request, Response
from xxhash import xxh3_128_hexdigest

from lehr.errors import InvalidRequest, NotAcceptable, Violation

JSON, CSV = "application/json", "text/csv"
SVG, PNG = "image/svg+xml", "image/png"
EVENT_STREAM = "text/event-stream"
FORMATS = {"json": JSON, "csv": CSV, "svg": SVG, "png": PNG}
VARY = (b"vary", b"Accept")
QUALITY = re.compile(r"0(\.\d{0,3})?|1(\.0{0,3})?")


def media_type(request: Request, offered: Sequence[str] = (JSON, CSV)) -> str:
    """Return the offered media type that `format` or else `Accept` wants most, of equals the first.

    Raises InvalidRequest for an unknown `format`, NotAcceptable where nothing offered is accepted.
    """
    return negotiated(request.query_params.get("format"), accepted(request), tuple(offered))


def accepted(request: Request) -> str:
    """Return what a request's `Accept` says."""
    return _values(request, b"accept")


def negotiated(named: str | None, accept: str, offered: tuple[str, ...]) -> str:
    """Do as `media_type` for a `format` and an `Accept` that have been read."""
    return _accepted(accept or "*/*", offered) if named is None else _formatted(named, offered)


def tagged(body: bytes, content_type: str) -> Response:
    """Answer with a strong entity tag of the body."""
    answer = Response(body, media_type=content_type)
    # As they are sent: what is made of a dictionary takes as long as the rest of the response.
    answer.raw_headers += [(b"etag", b'"%s"' % xxh3_128_hexdigest(body).encode()), VARY]
    return answer


def unless_known(request: Request, answer: Response) -> Response:
    """Return the answer, or 304 where the client has it."""
    if not _values(request, b"if-none-match"):
        return answer
    if not has(request, answer.headers["etag"]):
        return answer
    return Response(status_code=304, headers=_kept(answer))


def validated(etag: str) -> dict[str, str]:
    """Return the headers by which a client can tell later whether it has the same answer."""
    return {"ETag": etag, "Vary": "Accept"}


def unchanged(etag: str) -> Response:
    """Answer that the client has what the tag names."""
    return Response(status_code=304, headers=validated(etag))


def has(request: Request, etag: str) -> bool:
    """Tell whether `If-None-Match` names the tag, weakly compared (RFC 9110, 13.1.2)."""
    named = _values(request, b"if-none-match").split(",")
    tags = {tag.strip().removeprefix("W/") for tag in named}
    return "*" in tags or etag.removeprefix("W/") in tags


def _kept(answer: Response) -> dict[str, str]:
    """Return what a client is told again: a policy that is left out would be replaced."""
    described = {"content-length", "content-type"}
    return {name: value for name, value in answer.headers.items() if name not in described}


def _values(request: Request, name: bytes) -> str:
    """Return all that a request's headers of one name say; empty where it has none."""
    headers: list[tuple[bytes, bytes]] = request.scope["headers"]
    return ",".join([value.decode("latin-1") for one, value in headers if one == name])


def _formatted(named: str, offered: Sequence[str]) -> str:
    names = {name: kind for name, kind in FORMATS.items() if kind in offered}
    if named not in names:
        detail = f"`format` must be {' or '.join(names)}; received {named[:80]!r}"
        raise InvalidRequest([Violation("/format", detail)])
    return names[named]


@lru_cache(64)  # clients are few that accept something else than the others
def _accepted(accepted: str, offered: Sequence[str]) -> str:
    ranges = dict(_range(part) for part in accepted.split(","))
    best = max(offered, key=lambda candidate: _quality(candidate, ranges))
    if not _quality(best, ranges):
        raise NotAcceptable(f"offered are {', '.join(offered)}; accepted is {accepted[:80]}")
    return best


def _range(part: str) -> tuple[str, float]:
    """Return a media range and its quality, 0 where that is none (RFC 9110, 12.4.2)."""
    media_range, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = next((p[2:] for p in parameters if p.startswith("q=")), "1")
    return media_range, float(quality) if QUALITY.fullmatch(quality) else 0.0


def _quality(candidate: str, ranges: dict[str, float]) -> float:
    """Return what the most specific range that matches says; 0 where none does."""
    main, _, _ = candidate.partition("/")
    matching = (ranges[name] for name in (candidate, f"{main}/*", "*/*") if name in ranges)
    return next(matching, 0.0)
