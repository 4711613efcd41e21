"""How far a training has come in a schedule."""

import numpy as np

from lehr.errors import InvalidRequest, Violation
from lehr.schedules import Feedback, Precision, Schedule, State
from lehr.wording import cut


class Clock:
    """A schedule, the steps behind it, and what its metrics have decided.

    A clock of the same schedule goes on from its `step` and `state` to the bit.
    """

    def __init__(self, schedule: Schedule, dtype: Precision | None = None) -> None:
        self.schedule = schedule
        self.step = 0
        self._dtype = dtype
        self._state: State = schedule.begin() if isinstance(schedule, Feedback) else State()

    def rate(self) -> float:
        """Return the rate of the step to come, as the preview has it in the clock's dtype.

        Raises InvalidRequest where it is not finite.
        """
        steps = np.array([self.step])
        if isinstance(self.schedule, Feedback):
            return float(self.schedule.rates_in(self._state, steps, self._dtype)[0])
        return float(self.schedule.rates(steps, self._dtype)[0])

    def observe(self, metric: float) -> None:
        """Tell the schedule what an epoch ended with; one that answers to no metric ignores it."""
        if isinstance(self.schedule, Feedback):
            self._state = self.schedule.observe(self._state, metric)

    @property
    def state(self) -> str:
        """What the metrics so far have decided, as JSON."""
        return self._state.as_json().decode()

    def resume(self, step: int, state: str) -> None:
        """Go on from a step and a `state`; raises InvalidRequest for a state of another kind."""
        try:
            self._state = type(self._state).from_json(state)
        except ValueError as error:
            rule = f"the state must be one of `{self.schedule.kind}`; received {cut(state)}"
            raise InvalidRequest([Violation("/state", rule)]) from error
        self.step = step
