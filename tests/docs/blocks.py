"""The code blocks of a page, in their order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Final

ROOT: Final = Path(__file__).parents[2]
PAGES: Final = {
    str(page.relative_to(ROOT)): page
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
}
"""Every page that people write, by its path."""

_BLOCK: Final = re.compile(
    r"^(?P<indent> *)```(?P<language>\S*)(?P<options>[^\n]*)\n(?P<text>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Block:
    """Text between fences."""

    language: str
    options: str
    text: str
    line: int
    """Where its text begins in the page."""


def blocks(page: Path) -> Iterator[Block]:
    """Yield the blocks of a page, those in its tabs included."""
    source = page.read_text("utf-8")
    for found in _BLOCK.finditer(source):
        line = source.count("\n", 0, found.start("text")) + 1
        options = found["options"].strip()
        yield Block(found["language"], options, dedent(found["text"]), line)
