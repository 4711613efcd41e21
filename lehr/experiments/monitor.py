"""Which column of the history a feedback schedule answers to."""

from lehr.errors import InvalidRequest, Violation
from lehr.schedules import Feedback
from lehr.wording import spelled

from .experiment import Experiment
from .records import Plan

NOT_MEASURED = ("epoch", "learning_rate")
"""Columns that say when, not how well."""


def monitored(experiment: Experiment, plan: Plan) -> str:
    """Return the column whose value the schedule is told after each epoch.

    What the schedule names, else `monitor`, else the validation loss, or the loss where nothing
    validates. Raises InvalidRequest, naming the columns there are, where it is none of them.
    """
    measured = [column for column in plan.columns if column not in NOT_MEASURED]
    pointer, name = _named(experiment) or _by_default(measured)
    if name not in measured:
        rule = f"the metric must be one of {', '.join(measured)}"
        raise InvalidRequest([Violation(pointer, f"{rule}; received {spelled(name)}")])
    return name


def check_monitor(experiment: Experiment, plan: Plan) -> None:
    """Raise InvalidRequest where what an experiment monitors is not measured."""
    if experiment.monitor is not None or isinstance(experiment.schedule, Feedback):
        monitored(experiment, plan)


def _named(experiment: Experiment) -> tuple[str, str] | None:
    schedule, asked = experiment.schedule, experiment.monitor
    own = schedule.monitored if isinstance(schedule, Feedback) else None
    if own is None:
        return None if asked is None else ("/monitor", asked)
    pointer, name = own
    if asked not in {None, name}:
        rule = f"the schedule names the metric itself, {spelled(name)}"
        raise InvalidRequest([Violation("/monitor", f"{rule}; received {spelled(asked)}")])
    return f"/schedule{pointer}", name


def _by_default(measured: list[str]) -> tuple[str, str]:
    return "/schedule", "val_loss" if "val_loss" in measured else "loss"
