"""Asks the libraries for their numbers and writes them to tests/golden: `make golden`.

`python -m golden.generate optax` asks one alone; the others need not be installed then.
"""

import json
import sys
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from pkgutil import resolve_name

LIBRARIES = {
    "optax": "golden.optax_schedules:curves",
    "tf_keras": "golden.tf_keras_schedules:curves",
    "timm": "golden.timm_schedules:curves",
    "torch": "golden.torch_schedules:curves",
    "transformers": "golden.transformers_schedules:curves",
    "feedback/optax": "golden.optax_plateau:traces",
    "feedback/timm": "golden.timm_plateau:traces",
    "feedback/torch": "golden.torch_plateau:traces",
    "feedback/transformers": "golden.transformers_feedback:traces",
}
TARGET = Path(__file__).parents[1] / "tests" / "golden"


def main() -> None:
    """Write one file a library: its version, and curves as schedules, steps and rates."""
    for name in LIBRARIES:
        library = name.removeprefix("feedback/")
        if library in sys.argv[1:] or not sys.argv[1:]:
            _write(name, library)


def _write(name: str, library: str) -> None:
    document = _written(version(library), resolve_name(LIBRARIES[name])())
    (TARGET / f"{name}.json").write_text(document, encoding="utf-8")
    sys.stdout.write(f"{name} {version(library)}: {document.count(chr(10)) - 2} curves\n")


def _written(version: str, curves: Iterable[Mapping[str, object]]) -> str:
    """Return JSON with a line a curve; floats are written so that they read back as their bits."""
    lines = ",\n".join(json.dumps(curve) for curve in curves)
    return f'{{"version": {json.dumps(version)}, "curves": [\n{lines}\n]}}\n'


if __name__ == "__main__":
    main()
