"""Pictures of the page for the documents: `python -m tests.browser.pictures DIRECTORY`."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Literal

from PIL import Image
from playwright.sync_api import Page

from lehr.testing.service import serving
from tests.browser.chromium import browsing
from tests.browser.playing import COSINE, PLATEAU, STEPS, curve, play
from tests.browser.visits import NARROW, WIDE, Visits

COLOURS: Final = 128
"""Enough for a page: a picture of it takes a quarter of the bytes."""
WARMED: Final = curve("warmup", name="warmed up", steps=100, schedule=COSINE["schedule"])


@dataclass(frozen=True)
class View:
    """What a picture shows."""

    curves: tuple[dict[str, object], ...]
    theme: Literal["light", "dark"] = "light"
    is_narrow: bool = False


VIEWS: Final = {
    "playground": View((WARMED, STEPS)),
    "playground-dark": View((PLATEAU, COSINE), theme="dark"),
    "playground-narrow": View((PLATEAU, COSINE), theme="dark", is_narrow=True),
}


def main(directory: Path) -> None:
    """Write a picture of every view."""
    directory.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as home, serving(Path(home) / "home") as service:
        for name, picture in taken(str(service.client.base_url)):
            picture.quantize(COLOURS).save(directory / f"{name}.png", optimize=True)


def taken(url: str) -> Iterator[tuple[str, Image.Image]]:
    """Open every view, and yield its name and its picture."""
    with browsing() as browser:
        visits = Visits(browser, url)
        for name, view in VIEWS.items():
            size = NARROW if view.is_narrow else WIDE
            page = play(visits.page(size, color_scheme=view.theme), *view.curves)
            yield name, _picture(page)
        visits.end()


def _picture(page: Page) -> Image.Image:
    page.locator(".translation pre").wait_for()
    return Image.open(BytesIO(page.screenshot()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
