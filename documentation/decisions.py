"""The list of decisions, from their own headings."""

from pathlib import Path


def decisions(directory: Path) -> str:
    """Return the page that leads to every decision of `directory`, in their order."""
    lines = ["# Decisions", "", "Why Lehr is as it is: what was decided, and what follows.", ""]
    return "\n".join([*lines, *map(_entry, sorted(directory.glob("[0-9]*.md"))), ""])


def _entry(page: Path) -> str:
    heading, _, _ = page.read_text("utf-8").removeprefix("# ").partition("\n")
    number, _, title = heading.partition(". ")
    return f"{number}. [{title}]({page.name})"
