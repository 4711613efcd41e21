"""Asks every library for its numbers and writes them to tests/golden: `make golden`."""

import json
import sys
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path

from golden import (
    timm_plateau,
    timm_schedules,
    torch_plateau,
    torch_schedules,
    transformers_feedback,
    transformers_schedules,
)

LIBRARIES = {
    "torch": torch_schedules.curves,
    "transformers": transformers_schedules.curves,
    "timm": timm_schedules.curves,
    "feedback/torch": torch_plateau.traces,
    "feedback/timm": timm_plateau.traces,
    "feedback/transformers": transformers_feedback.traces,
}
TARGET = Path(__file__).parents[1] / "tests" / "golden"


def main() -> None:
    """Write one file a library: its version, and curves as schedules, steps and rates."""
    for name, curves in LIBRARIES.items():
        library = name.removeprefix("feedback/")
        document = _written(version(library), curves())
        (TARGET / f"{name}.json").write_text(document, encoding="utf-8")
        sys.stdout.write(f"{name} {version(library)}: {document.count(chr(10)) - 2} curves\n")


def _written(version: str, curves: Iterable[Mapping[str, object]]) -> str:
    """Return JSON with a line a curve; floats are written so that they read back as their bits."""
    lines = ",\n".join(json.dumps(curve) for curve in curves)
    return f'{{"version": {json.dumps(version)}, "curves": [\n{lines}\n]}}\n'


if __name__ == "__main__":
    main()
