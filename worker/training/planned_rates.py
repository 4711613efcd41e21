"""The planned rates of a run, handed out in the order of its updates."""

import numpy as np

from lehr.experiments.experiment import Experiment
from lehr.experiments.rates import planned_rates
from lehr.experiments.records import Plan
from lehr.schedules import FloatArray

AT_ONCE = 65_536
"""Updates whose rates are computed together: a recurrence is not begun anew for each."""


class PlannedRates:
    """The float32 rate of each update of a run, from the first on."""

    def __init__(self, experiment: Experiment, plan: Plan) -> None:
        self._experiment = experiment
        self._plan = plan
        self._computed = 0
        self._ahead: FloatArray = np.empty(0, np.float32)

    def take(self, updates: int) -> FloatArray:
        """Return the rates of the next so many updates, of which the run must have as many left."""
        missing = updates - len(self._ahead)
        if missing > 0:
            self._ahead = np.concatenate([self._ahead, self._compute(max(missing, AT_ONCE))])
        taken, self._ahead = self._ahead[:updates], self._ahead[updates:]
        return taken

    def _compute(self, updates: int) -> FloatArray:
        end = min(self._computed + updates, self._plan.steps)
        steps = np.arange(self._computed, end, dtype=np.int64)
        self._computed = end
        return planned_rates(self._experiment, self._plan.steps_per_epoch, steps)
