"""The planned rates of a run, told epoch by epoch."""

import numpy as np
from typing_extensions import override

from lehr.experiments.experiment import Experiment
from lehr.experiments.history import EpochRecord
from lehr.experiments.monitor import monitored
from lehr.experiments.rates import planned_rates
from lehr.experiments.records import Plan
from lehr.schedules import Feedback, FloatArray, State

AT_ONCE = 65_536
"""Updates whose rates are computed together: a recurrence is not begun anew for each."""


class PlannedRates:
    """The float32 rate of each update of a run, epoch after epoch from the first on."""

    tentative = False
    """Whether an epoch may change the rates of those after it."""

    def __init__(self, experiment: Experiment, plan: Plan) -> None:
        self._experiment = experiment
        self._plan = plan
        self._state: State | None = None
        self._passed = 0
        self._known: FloatArray = np.empty((0, plan.steps_per_epoch), np.float32)

    def ahead(self, epochs: int) -> FloatArray:
        """Return the rates (epochs, updates) of the next epochs: one at least, `epochs` at most.

        The run must have so many left.
        """
        if len(self._known) < epochs:
            self._know(max(epochs, AT_ONCE // self._plan.steps_per_epoch))
        return self._known[:epochs]

    def pass_epoch(self, record: EpochRecord) -> bool:
        """Hear of the next epoch; return whether the rates told for those after it still hold."""
        self._passed = record.epoch
        self._known = self._known[1:]
        return True

    @property
    def state(self) -> str | None:
        """The schedule's state as JSON, None of one that has none."""
        return None if self._state is None else self._state.as_json().decode()

    def resume(self, epoch: int, state: str | None) -> None:
        """Go on after `epoch`, in the state of then."""
        self._passed, self._known = epoch, self._known[:0]
        if self._state is not None and state is not None:
            self._state = self._state.from_json(state)

    def _know(self, epochs: int) -> None:
        """Know the rates of so many epochs to come, as far as the run has them."""
        more = self._compute(self._passed + len(self._known), self._passed + epochs)
        self._known = np.concatenate([self._known, more])

    def _compute(self, first: int, end: int) -> FloatArray:
        """Return the rates of epochs, counted from 0, as they are in the present state."""
        updates = self._plan.steps_per_epoch
        steps = np.arange(first * updates, min(end * updates, self._plan.steps), dtype=np.int64)
        rates = planned_rates(self._experiment, updates, steps, self._state)
        return rates.reshape(-1, updates)


class AnsweringRates(PlannedRates):
    """The same of a schedule that answers to a metric: those of later epochs are told on trust.

    Trust begins with one epoch and doubles while the metric changes nothing. A change sets it to
    the shortest stretch without one so far, which is often what a patience allows.
    """

    tentative = True

    def __init__(self, experiment: Experiment, plan: Plan, schedule: Feedback) -> None:
        super().__init__(experiment, plan)
        self._schedule = schedule
        self._monitored = monitored(experiment, plan)
        self._state = schedule.begin()
        self._trusted = 1
        self._stretch = 0
        self._shortest = plan.steps

    @override
    def ahead(self, epochs: int) -> FloatArray:
        told = min(epochs, self._trusted)
        if len(self._known) <= told:
            self._know(told + 1)  # what is expected after them tells whether anything changed
        return self._known[:told]

    @override
    def pass_epoch(self, record: EpochRecord) -> bool:
        super().pass_epoch(record)
        metric = record.named(self._plan.metric_names)[self._monitored]
        self._state = self._schedule.observe(self._state, metric)
        now = self._compute(self._passed, self._passed + 1)
        holds = np.array_equal(now, self._known[:1])
        self._stretch += 1
        if holds:
            self._trusted += 1
        else:
            self._known = now
            self._trusted = self._shortest = min(self._stretch, self._shortest)
            self._stretch = 0
        return holds


def rates_of(experiment: Experiment, plan: Plan) -> PlannedRates:
    """Return the rates of a run before its first epoch."""
    if isinstance(experiment.schedule, Feedback):
        return AnsweringRates(experiment, plan, experiment.schedule)
    return PlannedRates(experiment, plan)
