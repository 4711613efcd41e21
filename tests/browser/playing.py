"""The playground as its users meet it: opened at an address, read and written by labels."""

import json
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Locator, Page

LINES = ".scatterlayer .trace path.js-line"
"""The curves that are drawn."""


def curve(kind: str, name: str | None = None, **parameters: Any) -> dict[str, Any]:
    """Return a curve as the address holds it."""
    named = {} if name is None else {"name": name}
    return {"schedule": {"kind": kind, **parameters}} | named


COSINE = curve("cosine", initial_learning_rate=0.1, decay_steps=1000)
STEPS = curve("step", initial_learning_rate=0.1, drop=0.5, every=100)
EXPONENTIAL = curve(
    "keras.ExponentialDecay", initial_learning_rate=0.1, decay_steps=100, decay_rate=0.5
)
PLATEAU = curve("keras.ReduceLROnPlateau", initial_learning_rate=0.1, factor=0.5, patience=3)


def address(*curves: dict[str, Any], **state: str) -> str:
    """Return the address of a playground with these curves."""
    return f"/#/playground?{urlencode({'curves': json.dumps(curves), **state})}"


def play(page: Page, *curves: dict[str, Any], **state: str) -> Page:
    """Open a playground, and wait until its curves are drawn."""
    page.goto(address(*curves, **state) if curves else "/")
    page.locator(LINES).first.wait_for()
    return page


def parameter(page: Page, name: str) -> Locator:
    """Return the control of a parameter of the chosen curve."""
    return page.locator(".parameters").get_by_label(name, exact=True)


def facts(page: Page) -> dict[str, str]:
    """Return what is told of the chosen curve in figures."""
    names = page.locator(".facts dt").all_inner_texts()
    return dict(zip(names, page.locator(".facts dd").all_inner_texts(), strict=True))
