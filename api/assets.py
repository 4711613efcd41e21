"""The page's files, each under a name that changes with its content."""

import gzip
from collections.abc import Iterator
from functools import cached_property
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from mimetypes import guess_type
from pathlib import Path
from typing import Final

from lehr.errors import NotFound

PAGE: Final = Path(__file__).with_name("page")
INDEX: Final = "index.html"
GZIP: Final = "gzip"
DIGITS: Final = 16
"""Of a digest, in a name."""


class Asset:
    """A file that is sent as it is or compressed; it is compressed once, when first asked for."""

    def __init__(self, source: Traversable) -> None:
        self.media_type = _media_type(source.name)
        self._source = source

    @cached_property
    def digest(self) -> str:
        """Digits that stand for the content."""
        return _digest(self.written())

    @cached_property
    def _compressed(self) -> bytes:
        return gzip.compress(self._source.read_bytes(), mtime=0)

    def written(self, coding: str | None = None) -> bytes:
        """Return the content, in the coding `gzip` or in none."""
        return self._compressed if coding == GZIP else self._source.read_bytes()


class Assets:
    """The document that names the page's files, and what its names stand for.

    The files lie in a folder that is named by all their content, so that they can name each other
    as they do on disk.
    """

    def __init__(self) -> None:
        page = {name: asset for name, asset in _assets() if name != INDEX}
        plotly = Asset(files("plotly") / "package_data" / "plotly.min.js")
        folder = _digest("".join(asset.digest for asset in page.values()).encode())
        script = f"plotly-{plotly.digest}.js"
        self._named = {f"{folder}/{name}": asset for name, asset in page.items()}
        self._named[script] = plotly
        self.index = _filled({"{folder}": folder, "{plotly}": script})

    def find(self, name: str) -> Asset:
        """Return the file of a name; raise NotFound where this release has none of it."""
        try:
            return self._named[name]
        except KeyError as error:
            raise NotFound(f"nothing lives at /page/{name[:80]}") from error


def _assets() -> Iterator[tuple[str, Asset]]:
    for path in sorted(PAGE.rglob("*.*")):
        yield path.relative_to(PAGE).as_posix(), Asset(path)


def _filled(names: dict[str, str]) -> bytes:
    text = (PAGE / INDEX).read_text(encoding="utf-8")
    for placeholder, name in names.items():
        text = text.replace(placeholder, name)
    return text.encode()


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()[:DIGITS]


def _media_type(name: str) -> str:
    """Return the media type; machines differ in what they call a script."""
    return "text/javascript" if name.endswith(".js") else guess_type(name)[0] or "text/plain"
