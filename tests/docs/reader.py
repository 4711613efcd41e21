"""Somebody who does all that a page says, from its top to its end."""

import json
import runpy
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, Final

from lehr.dialects import parse

from .answers import prints, shows
from .blocks import Block
from .shell import Shell

HERE: Final = "127.0.0.1:8000"
"""Where the service is in all pages."""
OUTPUT: Final = 'title="output"'
"""What a text block has that shows all that the block before it prints."""


class Reader:
    """Runs the blocks of a page as they stand, but for the address of the service."""

    def __init__(self, shell: Shell, address: str, directory: Path) -> None:
        self._shell = shell
        self._address = address
        self._directory = directory
        self._names: dict[str, Any] = {}
        self._printed: str | None = None

    def read(self, block: Block) -> None:
        """Do what a block says; raises AssertionError where the page promises something else.

        JSON and output are of the block that ran before; JSON before any is a schedule.
        """
        match block.language:
            case "sh":
                self._printed = self._shell.run(self._here(block.text))
                assert '"type":"/problems/' not in self._printed, self._printed
            case "python":
                self._printed = self._executed(block)
            case "json" if self._printed is None:
                parse(json.loads(block.text))
            case "json":
                assert shows(block.text, self._printed or ""), self._printed
            case "text" if block.options == OUTPUT:
                assert prints(block.text, self._printed or ""), self._printed

    def _executed(self, block: Block) -> str:
        program = self._directory / "block.py"
        program.write_text("\n" * (block.line - 1) + self._here(block.text), "utf-8")
        with redirect_stdout(StringIO()) as printed:
            self._names |= runpy.run_path(str(program), self._names)
        return printed.getvalue()

    def _here(self, text: str) -> str:
        return text.replace(HERE, self._address)
