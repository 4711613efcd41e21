"""A job as its configurations: what each of them trains, checked one by one."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import orjson
from pydantic import ValidationError

from lehr.errors import InvalidRequest, Violation
from lehr.settings import Settings
from lehr.violations import MOST, violations
from lehr.wording import spelled

from .compilation import program
from .experiment import Experiment
from .findings import Findings
from .job_spec import JobSpec
from .plan import resolve
from .records import Plan
from .sweep import Override, changed, override_sets

JOB_FIELDS = frozenset(JobSpec.model_fields) - frozenset(Experiment.model_fields)
"""What a job's document has besides an experiment."""
PER_RUN = JOB_FIELDS | {"seed"}


class Configuration(NamedTuple):
    """An experiment of a job, and how it differs from the others; trained by each seed."""

    parameters: dict[str, Any]
    experiment: Experiment
    """With the first seed."""
    plan: Plan
    program: str
    """What runs that can share a compiled program have in common."""


def run_document(
    document: Mapping[str, Any], parameters: Mapping[str, Any], seed: int
) -> dict[str, Any]:
    """Return the experiment of one run, from its job's document and what is its own."""
    overrides = [Override(path, value, "") for path, value in parameters.items()]
    return _own_document(document, overrides, seed)


def configurations(spec: JobSpec, settings: Settings) -> list[Configuration]:
    """Return every configuration of a seeded job, resolved.

    Raises InvalidRequest with the violations found, each where the client wrote the value.
    """
    findings, found = Findings(), list[Configuration]()
    document = spec.normalised()
    for overrides in override_sets(spec.sweep):
        with findings.collect(), _blamed_on(overrides):
            found.append(_configuration(document, overrides, spec.run_seeds[0], settings))
        if len(findings.violations) > MOST:
            break
    findings.settle()
    _check_difference(found)
    _check_columns(found)
    return found


def _configuration(
    document: Mapping[str, Any], overrides: Sequence[Override], seed: int, settings: Settings
) -> Configuration:
    _check_paths(overrides)
    parameters = {override.path: override.value for override in overrides}
    own = _own_document(document, overrides, seed)
    try:
        experiment = Experiment.model_validate(own)
    except ValidationError as error:
        raise InvalidRequest(violations(error, own, Experiment)) from error
    resolved, plan = resolve(experiment, settings)
    return Configuration(parameters, resolved, plan, program(resolved, plan))


def _own_document(
    document: Mapping[str, Any], overrides: Sequence[Override], seed: int
) -> dict[str, Any]:
    own = {name: value for name, value in document.items() if name not in JOB_FIELDS}
    return changed(own, overrides) | {"seed": seed}


def _check_paths(overrides: Sequence[Override]) -> None:
    for path, _, pointer in overrides:
        if path.split(".")[0] in PER_RUN:
            rule = "seeds are given by `seeds`" if path == "seed" else "it belongs to the whole job"
            raise InvalidRequest([Violation(pointer, f"`{path}` cannot be swept: {rule}")])


@contextmanager
def _blamed_on(overrides: Sequence[Override]) -> Iterator[None]:
    """Have violations point at the change that brought them about."""
    try:
        yield
    except InvalidRequest as error:
        raise InvalidRequest([_blamed(one, overrides) for one in error.violations]) from error


def _blamed(violation: Violation, overrides: Sequence[Override]) -> Violation:
    if violation.pointer.startswith("/sweep"):
        return violation
    guilty = [one for one in overrides if f"{violation.pointer}/".startswith(f"{one.target}/")]
    if guilty:
        nearest = max(guilty, key=lambda one: len(one.target))
        rest = violation.pointer.removeprefix(nearest.target)
        return Violation(nearest.pointer + rest, violation.detail)
    if not overrides:
        return violation
    chosen = spelled({override.path: override.value for override in overrides})
    return Violation(violation.pointer, f"{violation.detail} (in the configuration {chosen})")


def _check_difference(found: Sequence[Configuration]) -> None:
    places: dict[bytes, int] = {}
    for place, configuration in enumerate(found):
        written = orjson.dumps(configuration.experiment.normalised(), option=orjson.OPT_SORT_KEYS)
        first = places.setdefault(written, place)
        if first != place:
            rule = f"configurations must differ; number {place + 1} is number {first + 1} again"
            raise InvalidRequest([Violation("/sweep", rule)])


def _check_columns(found: Sequence[Configuration]) -> None:
    first = found[0].plan.columns
    for place, configuration in enumerate(found):
        if configuration.plan.columns != first:
            rule = "all configurations must measure the same columns"
            received = f"number 1 has {', '.join(first)}"
            other = f"number {place + 1} {', '.join(configuration.plan.columns)}"
            raise InvalidRequest([Violation("/sweep", f"{rule}; {received}, {other}")])
