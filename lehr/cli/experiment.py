"""The experiment that `lehr submit` hands in: a file's or a study's, changed as told."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from lehr.client import Client
from lehr.experiments.sweep import MAX_RUNS, Override, changed
from lehr.wording import spelled

from .documents import STANDARD_INPUT, from_yaml, place, read
from .pairs import pair
from .sentences import Failure

FILES: Final = (".json", ".yaml", ".yml")


def experiment(client: Client, source: str) -> dict[str, Any]:
    """Return the experiment in a file, on standard input, or of a study."""
    if not _is_file(source):
        return _of_study(client, source)
    found = read(source)
    if not isinstance(found, dict):
        raise Failure(
            f"{place(source)}: an experiment must be an object; received {spelled(found)}"
        )
    return found


def with_changes(
    spec: Mapping[str, Any], *, values: Sequence[str], labels: Sequence[str], seeds: str | None
) -> dict[str, Any]:
    """Return the experiment with values at dotted paths, labels and seeds of its own.

    Raises InvalidRequest for a path that leads nowhere.
    """
    told = [pair(text, "--set") for text in values]
    overrides = [
        Override(path, from_yaml(value, f"--set {path}"), f"--set {path}") for path, value in told
    ]
    found = changed(dict(spec), overrides)
    if labels:
        found["labels"] = _labels(found.get("labels", {}), labels)
    if seeds is not None:
        found.pop("seed", None)
        found["seeds"] = _seeds(seeds)
    return found


def _is_file(source: str) -> bool:
    named = source == STANDARD_INPUT or source.endswith(FILES) or os.sep in source
    return named or Path(source).exists()


def _of_study(client: Client, name: str) -> dict[str, Any]:
    studies = {study["name"]: study["request"] for study in client.studies()}
    if name not in studies:
        there = ", ".join(f"`{study}`" for study in studies)
        raise Failure(f"there is no file and no study `{name}`; there are the studies {there}")
    request: dict[str, Any] | None = studies[name]
    if request is None:
        raise Failure(f"the study `{name}` has curves to look at and nothing to train")
    return request


def _labels(known: object, texts: Sequence[str]) -> dict[str, Any]:
    if not isinstance(known, dict):
        raise Failure(f"/labels: Input should be an object; received {spelled(known)}")
    return known | dict(pair(text, "--label") for text in texts)


def _seeds(text: str) -> list[int]:
    try:
        return [seed for part in text.split(",") for seed in _range(part)]
    except ValueError as error:
        rule = f"--seeds must be like 1,2,3 or 1-10, at most {MAX_RUNS}"
        raise Failure(f"{rule}; received {spelled(text)}") from error


def _range(part: str) -> range:
    begin, _, end = part.partition("-")
    first, last = int(begin), int(end or begin)
    if not first <= last < first + MAX_RUNS:
        raise ValueError
    return range(first, last + 1)
