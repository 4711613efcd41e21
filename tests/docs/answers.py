"""Whether an answer is what a page shows of it."""

import json
import re
from typing import Any

import pytest

ELISION = "…"


def shows(text: str, printed: str) -> bool:
    """Tell whether the JSON of a page is part of what a command printed.

    "…" stands for anything, within a text for the rest of it, numbers included, and at the end of
    a list for the rest of that; objects may hold more.
    """
    found, _ = json.JSONDecoder().raw_decode(printed[printed.index("{") :])
    return _shows(json.loads(text), found)


def prints(text: str, printed: str) -> bool:
    """Tell whether a page's output is what was printed; … stands for anything."""
    pattern = re.escape(text.strip()).replace(re.escape(ELISION), ".*")
    return re.fullmatch(pattern, printed.strip(), re.DOTALL) is not None


def _shows(shown: Any, found: Any) -> bool:
    match shown:
        case str():
            return shown == ELISION or prints(shown, str(found))
        case dict():
            return isinstance(found, dict) and all(
                name == ELISION or (name in found and _shows(value, found[name]))
                for name, value in shown.items()
            )
        case list():
            return isinstance(found, list) and _shows_list(shown, found)
        case bool() | None:
            return shown is found
        case _:
            return bool(found == pytest.approx(shown, rel=1e-5))


def _shows_list(shown: list[Any], found: list[Any]) -> bool:
    if shown and shown[-1] == ELISION:
        shown = shown[:-1]
        found = found[: len(shown)]
    return len(shown) == len(found) and all(map(_shows, shown, found))
