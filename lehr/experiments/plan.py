"""Resolve one training before anything is stored: defaults, shapes, steps, cost, rules."""

import secrets
from math import ceil, prod

import numpy as np

from lehr.errors import InvalidRequest, Violation
from lehr.preview import schedule_hash
from lehr.settings import Settings
from lehr.violations import below

from .compilation import obstacle
from .experiment import MAX_SEED, Experiment
from .findings import Findings
from .layer_rates import check_layer_rates
from .monitor import direction_warnings
from .objective import Objective, check_optimizer, objective
from .rates import counted_unit, planned_rates
from .records import Assignment, JobPlan, Plan, Warned
from .rows import absence, divided
from .shapes import Architecture, describe
from .steps_history import check_steps

PASSES_PER_UPDATE = 3
"""Forward, and twice that backward (Kaplan et al. 2020, section 2.1)."""
BYTES_PER_PARAMETER = 16
"""A float32 weight, its gradient and two optimizer slots."""

CURVE_SAMPLE = 1000
"""At so many updates the rate is computed before a job is accepted."""


def resolve(experiment: Experiment, settings: Settings) -> tuple[Experiment, Plan]:
    """Fill in what the client left open, and check what the body's shape alone cannot tell.

    Raises InvalidRequest with every violation found.
    """
    resolved, plan = _resolved(experiment)
    check_budget(plan, settings)
    check_steps(resolved, plan)
    _check_curve(resolved, plan)
    warnings = plan.warnings + direction_warnings(resolved, plan)
    return resolved, plan.model_copy(update={"warnings": warnings})


def assigned(assignment: Assignment) -> tuple[Experiment, Plan]:
    """Return what a worker is to train, as it was resolved when its job was accepted.

    Raises InvalidRequest where this version of Lehr takes it no longer.
    """
    resolved, plan = _resolved(Experiment.model_validate(assignment.experiment))
    return resolved, plan.model_copy(update={"warnings": assignment.warnings})


def network(experiment: Experiment) -> tuple[Architecture, Objective]:
    """Return what the model amounts to on its data set, and what is minimised and measured.

    Raises InvalidRequest with the violations of model, loss and metrics.
    """
    data = experiment.dataset
    architecture = describe(experiment.model, data.shape)
    target = objective(architecture, data.classes, experiment.loss, experiment.metrics)
    return architecture, target


def drawn_seed() -> int:
    """Return a seed for a client that gave none."""
    return secrets.randbelow(MAX_SEED + 1)


def check_budget(needs: Plan | JobPlan, settings: Settings) -> None:
    """Raise InvalidRequest, naming the number, where more is needed than is allowed."""
    findings = Findings()
    for pointer, what, needed, limit in (
        ("/model", "weights", needs.parameters, settings.max_parameters),
        ("/model", "bytes of memory", needs.estimated_memory, settings.max_memory),
        ("/epochs", "floating-point operations", needs.estimated_cost, settings.max_cost),
    ):
        if needed > limit:
            findings.refuse(
                pointer, f"at most {limit:.4g} {what} are allowed; this needs {needed:.4g}"
            )
    findings.settle()


def _resolved(experiment: Experiment) -> tuple[Experiment, Plan]:
    if experiment.seed is None:
        experiment = experiment.model_copy(update={"seed": drawn_seed()})
    architecture, target, rows = _parts(experiment)
    experiment = experiment.over(_steps_per_epoch(experiment, rows[0]))
    plan = _plan(experiment, architecture, target, rows)
    return experiment.model_copy(update={"loss": target.loss, "metrics": target.metrics}), plan


def _parts(experiment: Experiment) -> tuple[Architecture, Objective, tuple[int, int]]:
    findings = Findings()
    with findings.collect():
        check_optimizer(experiment.optimizer)
    with findings.collect():
        train, validation = divided(experiment)
    with findings.collect():
        architecture, target = network(experiment)
        _check_trainer(experiment, architecture)
        check_layer_rates(experiment, architecture)
    findings.settle()
    return architecture, target, (len(train), len(validation))


def _plan(
    experiment: Experiment, architecture: Architecture, target: Objective, rows: tuple[int, int]
) -> Plan:
    train, validation = rows
    steps_per_epoch = _steps_per_epoch(experiment, train)
    passes = experiment.epochs * (PASSES_PER_UPDATE * train + validation)
    return Plan(
        train_rows=train,
        validation_rows=validation,
        steps_per_epoch=steps_per_epoch,
        steps=steps_per_epoch * experiment.epochs,
        parameters=architecture.parameters,
        estimated_cost=passes * architecture.operations,
        estimated_memory=_memory(experiment, architecture),
        encoding=target.encoding.value,
        metric_names=target.metric_names,
        schedule_hash=schedule_hash(experiment.schedule, counted_unit(experiment)),
        warnings=_warnings(experiment, target),
    )


def _steps_per_epoch(experiment: Experiment, train_rows: int) -> int:
    return ceil(train_rows / experiment.batch_size)


def _memory(experiment: Experiment, architecture: Architecture) -> int:
    inputs = experiment.dataset.samples * prod(experiment.dataset.shape)
    batch = 2 * experiment.batch_size * architecture.activations
    return BYTES_PER_PARAMETER * architecture.parameters + 4 * (inputs + batch)


def _warnings(experiment: Experiment, target: Objective) -> list[Warned]:
    labels = experiment.dataset.labels()
    warnings = [Warned(**warning) for warning in target.warnings]
    if labels is None:
        return warnings
    train, _ = divided(experiment)
    return warnings + absence(labels, train, experiment.dataset.classes)


def _check_trainer(experiment: Experiment, architecture: Architecture) -> None:
    reason = obstacle(architecture)
    if experiment.trainer == "compiled" and reason is not None:
        raise InvalidRequest([Violation("/trainer", f"{reason}; received `compiled`")])


def _check_curve(experiment: Experiment, plan: Plan) -> None:
    sample = np.linspace(0, plan.steps - 1, min(plan.steps, CURVE_SAMPLE), dtype=np.int64)
    told_by = "schedule" if experiment.lr_range_test is None else "lr_range_test"
    with below(f"/{told_by}"):
        planned_rates(experiment, plan.steps_per_epoch, sample)
