"""How values, names and pointers are written in messages: short, and never more than was sent."""

import json
from typing import Final

LONGEST: Final = 80


def pointer_to(*path: int | str) -> str:
    """Return the JSON pointer (RFC 6901) that leads along `path`."""
    escaped = (str(element).replace("~", "~0").replace("/", "~1") for element in path)
    return "".join(f"/{cut(element)}" for element in escaped)


def spelled(value: object) -> str:
    """Return `value` as JSON, cut to about 80 characters; NaN and Infinity are written so."""
    written = ""
    try:
        for piece in json.JSONEncoder(ensure_ascii=False, default=repr).iterencode(value):
            written += piece[: LONGEST + 1]
            if len(written) > LONGEST:
                break
    except ValueError:
        return f"{type(value).__name__} too large to be written"
    return cut(written)


def cut(text: str) -> str:
    """Return `text` in at most 80 characters that UTF-8 can hold."""
    cut = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    return cut.encode("utf-8", "backslashreplace").decode()
