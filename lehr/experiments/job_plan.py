"""Resolve a job before anything is stored: its configurations, its runs and what they cost."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import uuid4

from lehr.errors import InvalidRequest, ScheduleMismatch, Violation
from lehr.settings import Settings

from .configurations import Configuration, configurations
from .job_spec import JobSpec
from .plan import check_budget, drawn_seed
from .records import JobPlan, Plan
from .sweep import MAX_RUNS, configurations_of


class ResolvedJob(NamedTuple):
    """A job that can be accepted."""

    spec: JobSpec
    configurations: Sequence[Configuration]
    plan: JobPlan

    def runs(self) -> list[dict[str, Any]]:
        """Return the facts of each run: configuration by configuration, seed by seed."""
        return [run for one in self.configurations for run in self._repeated(one)]

    def _repeated(self, configuration: Configuration) -> list[dict[str, Any]]:
        facts = {
            "parameters": configuration.parameters,
            "epochs": configuration.experiment.epochs,
            "priority": self.spec.priority,
            "program": configuration.program,
        }
        return [facts | {"id": uuid4(), "seed": seed} for seed in self.spec.run_seeds]


def resolve_job(spec: JobSpec, settings: Settings) -> ResolvedJob:
    """Fill in what the client left open, and check what the body's shape alone cannot tell.

    Raises InvalidRequest with the violations found, and ScheduleMismatch for another curve.
    """
    if not spec.run_seeds:
        spec = spec.model_copy(update={"seed": drawn_seed()})
    _check_runs(spec)
    found = configurations(spec, settings)
    plan = _job_plan(spec, found)
    check_budget(plan, settings)
    _check_curves(spec, found)
    return ResolvedJob(_completed(spec, found), found, plan)


def _check_runs(spec: JobSpec) -> None:
    varied, repeated = configurations_of(spec.sweep), len(spec.run_seeds)
    if varied * repeated > MAX_RUNS:
        rule = f"a job has at most {MAX_RUNS} runs"
        received = f"{varied} configurations by {repeated} seeds are {varied * repeated}"
        pointer = "/seeds" if spec.sweep is None else "/sweep"
        raise InvalidRequest([Violation(pointer, f"{rule}; {received}")])


def _check_curves(spec: JobSpec, found: Sequence[Configuration]) -> None:
    for configuration in found:
        curve = configuration.plan.schedule_hash
        if spec.schedule_hash not in {None, curve}:
            received = f"`schedule_hash` is {spec.schedule_hash:.100}"
            raise ScheduleMismatch(f"{received}, but this job would train {curve}")


def _completed(spec: JobSpec, found: Sequence[Configuration]) -> JobSpec:
    """Write out the loss and the metrics that a lone configuration has by default."""
    if spec.sweep is not None:
        return spec
    lone = found[0].experiment
    return spec.model_copy(update={"loss": lone.loss, "metrics": lone.metrics})


def _job_plan(spec: JobSpec, found: Sequence[Configuration]) -> JobPlan:
    plans, seeds = [one.plan for one in found], len(spec.run_seeds)
    warnings = [warning for plan in plans for warning in plan.warnings]
    return JobPlan(
        runs=len(found) * seeds,
        configurations=len(found),
        programs=len({one.program for one in found}),
        train_rows=_shared(plans, "train_rows"),
        validation_rows=_shared(plans, "validation_rows"),
        steps_per_epoch=_shared(plans, "steps_per_epoch"),
        steps=seeds * sum(plan.steps for plan in plans),
        parameters=max(plan.parameters for plan in plans),
        estimated_cost=seeds * sum(plan.estimated_cost for plan in plans),
        estimated_memory=max(plan.estimated_memory for plan in plans),
        encoding=_shared(plans, "encoding"),
        metric_names=plans[0].metric_names,
        columns=plans[0].columns,
        schedule_hash=_shared(plans, "schedule_hash"),
        warnings=list({(one.code, one.detail): one for one in warnings}.values()),
    )


def _shared(plans: Sequence[Plan], fact: str) -> Any:
    values = {getattr(plan, fact) for plan in plans}
    return values.pop() if len(values) == 1 else None
