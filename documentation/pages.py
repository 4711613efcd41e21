"""The reference of schedules as Markdown."""

import json
from collections.abc import Iterable, Mapping, Sequence
from inspect import getdoc
from typing import Any

from lehr.dialects import KINDS, ScheduleEntry, catalogue

from .chapters import Chapter, chapter_of

BOUNDS = {
    "minimum": "≥",
    "exclusiveMinimum": ">",
    "maximum": "≤",
    "exclusiveMaximum": "<",
    "minItems": "items ≥",
}


def contents(chapters: Iterable[Chapter]) -> str:
    """Return the page of all kinds."""
    lines = [
        "# Schedules",
        "",
        "Made from the catalogue of `GET /schedules`. A kind of a library has exactly",
        "that library's parameters and defaults, and computes in its arithmetic.",
    ]
    for chapter in chapters:
        lines += ["", f"## [{chapter.title}]({chapter.name}.md)", "", chapter.about, ""]
        lines += [*_table("kind", "what it is")]
        lines += [f"| {_link(entry.kind)} | {entry.title} |" for entry in chapter.entries]
    return "\n".join([*lines, ""])


def page(chapter: Chapter) -> str:
    """Return a chapter's page."""
    sections = [_section(entry) for entry in chapter.entries]
    return "\n\n".join([f"# {chapter.title}", chapter.about, *sections, ""])


def anchor(kind: str) -> str:
    """Return by what a page's address leads to a kind."""
    return kind.replace(".", "-")


def _section(entry: ScheduleEntry) -> str:
    parts = [
        f"## `{entry.kind}` {{ #{anchor(entry.kind)} }}",
        f"{entry.title}.",
        f"```text\n{entry.formula}\n```",
        getdoc(KINDS[entry.kind]) or "",
        f"![{entry.title}: the learning rate over its steps]({entry.kind}.svg)",
        _parameters(entry.parameters),
        f"```json\n{json.dumps(entry.example, indent=2)}\n```",
        *_spellings(entry),
    ]
    return "\n\n".join(parts)


def _spellings(entry: ScheduleEntry) -> Iterable[str]:
    if entry.spellings:
        yield f"Other names: {', '.join(map(_link, entry.spellings))}."
    if families := [one.kind for one in catalogue() if entry.kind in one.spellings]:
        yield f"Under Lehr's own name: {', '.join(map(_link, families))}."


def _parameters(schema: Mapping[str, Any]) -> str:
    required, definitions = schema.get("required", ()), schema.get("$defs", {})
    rows = [
        f"| `{name}` | {_type(field, definitions)} | {_default(name, field, required)} "
        f"| {_plain(field.get('description', ''))} |"
        for name, field in schema["properties"].items()
    ]
    return "\n".join([*_table("parameter", "type", "default", "meaning"), *rows])


def _type(field: Mapping[str, Any], definitions: Mapping[str, Any]) -> str:
    if "$ref" in field:
        return _type(definitions[field["$ref"].rpartition("/")[2]], definitions)
    if choices := field.get("anyOf") or field.get("oneOf"):
        names = [_type(one, definitions) for one in choices]
        return " or ".join(dict.fromkeys(names))
    if "enum" in field:
        return ", ".join(f"`{value}`" for value in field["enum"])
    if "kind" in field.get("properties", {}):
        return "schedule"
    return _bounded(field, definitions)


def _bounded(field: Mapping[str, Any], definitions: Mapping[str, Any]) -> str:
    name = str(field.get("type", "any"))
    bounds = [f"{sign} {field[bound]:,}" for bound, sign in BOUNDS.items() if bound in field]
    if name == "array" and "items" in field:
        name = f"list of {_type(field['items'], definitions)}"
    return ", ".join([name, *bounds])


def _default(name: str, field: Mapping[str, Any], required: Sequence[str]) -> str:
    return "required" if name in required else f"`{json.dumps(field.get('default'))}`"


def _plain(text: str) -> str:
    return text.replace("|", "\\|")


def _link(kind: str) -> str:
    return f"[`{kind}`]({chapter_of(kind)}.md#{anchor(kind)})"


def _table(*names: str) -> Sequence[str]:
    return (f"| {' | '.join(names)} |", f"|{'---|' * len(names)}")
