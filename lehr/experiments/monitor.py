"""Which column of the history a feedback schedule answers to."""

from collections.abc import Iterable, Sequence

from lehr.dialects.feedback.keras import HIGHER_IS_BETTER, LOWER_IS_BETTER, metric_name
from lehr.errors import InvalidRequest, Violation
from lehr.schedules import Feedback, Schedule
from lehr.wording import spelled

from .experiment import Experiment
from .records import Plan, Warned

NOT_MEASURED = ("epoch", "learning_rate")
"""Columns that say when, not how well."""
DIRECTIONS = {
    **dict.fromkeys(LOWER_IS_BETTER, ("max", "lower")),
    **dict.fromkeys(HIGHER_IS_BETTER, ("min", "higher")),
}
"""By metric: the mode that takes worse for better, and what is better."""


def measured(columns: Iterable[str]) -> list[str]:
    """Return the columns of a history that say how well its run has learned."""
    return [column for column in columns if column not in NOT_MEASURED]


def monitored(experiment: Experiment, plan: Plan) -> str:
    """Return the column whose value the schedule is told after each epoch.

    What the schedule names, else `monitor`, else the validation loss, or the loss where nothing
    validates. Raises InvalidRequest, naming the columns there are, where it is none of them.
    """
    columns = measured(plan.columns)
    pointer, name = _named(experiment) or _by_default(columns)
    if name not in columns:
        rule = f"the metric must be one of {', '.join(columns)}"
        raise InvalidRequest([Violation(pointer, f"{rule}; received {spelled(name)}")])
    return name


def direction_warnings(experiment: Experiment, plan: Plan) -> list[Warned]:
    """Warn of a schedule that takes the wrong direction for better.

    Raises InvalidRequest where what the experiment monitors is not measured.
    """
    schedule: Schedule = experiment.schedule
    if experiment.monitor is None and not isinstance(schedule, Feedback):
        return []
    name = monitored(experiment, plan)
    modes = [getattr(one, "mode", None) for one in (schedule, *schedule.children)]
    wrong, better = DIRECTIONS.get(metric_name(name), ("", ""))
    if wrong not in modes:
        return []
    detail = f"`mode` is {wrong}, but {name} is better {better}; `monitor` can name another column"
    return [Warned(code="metric-direction", detail=detail)]


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


def _by_default(columns: Sequence[str]) -> tuple[str, str]:
    return "/schedule", "val_loss" if "val_loss" in columns else "loss"
