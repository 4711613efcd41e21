"""What a job would do, as `lehr submit --dry-run` tells it."""

from collections.abc import Iterator, Mapping
from typing import Any

from lehr.client import Client

from .jobs import counted
from .terminal import document, write_lines


def planned(client: Client, spec: Mapping[str, Any], *, as_json: bool) -> None:
    """Write what a job would do; nothing is stored."""
    found = client.plan(spec)
    if as_json:
        document(found)
    else:
        write_lines(_words(found))


def _words(found: Mapping[str, Any]) -> Iterator[str]:
    names = ("run", "configuration", "program")
    counts = [counted(found[f"{name}s"], name) for name in names]
    yield ", ".join([*counts, counted(found["steps"], "update")])
    size = f"{found['parameters']:,} parameters, {found['estimated_memory'] / 1e6:.1f} MB"
    yield f"the largest model: {size}; in all about {found['estimated_cost']:.3g} operations"
    yield f"columns: {', '.join(found['columns'])}"
    yield from (f"warning: {one['detail']}" for one in found["warnings"])
