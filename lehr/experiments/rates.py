"""The rates that an experiment trains with: the preview's own call, at the run's updates."""

from lehr.preview import Unit
from lehr.schedules import EpochRate, Feedback, FloatArray, Precision, Schedule, State, StepArray

from .experiment import Experiment

TRAINING_DTYPE: Precision = "float32"
"""What Keras's optimizers keep their learning rate in."""


def counted_unit(experiment: Experiment) -> Unit:
    """Return what the schedule counts: a rate that a metric alone decides counts epochs."""
    by_metric = isinstance(experiment.schedule, EpochRate)
    return "epoch" if by_metric else experiment.schedule_unit


def planned_rates(
    experiment: Experiment, steps_per_epoch: int, steps: StepArray, state: State | None = None
) -> FloatArray:
    """Return the float32 learning rate of each update, counted from 0 over the whole run.

    A feedback schedule has these rates in `state`, in the one that it begins in if that is None.
    """
    schedule: Schedule = experiment.schedule
    counted = steps // steps_per_epoch if counted_unit(experiment) == "epoch" else steps
    if isinstance(schedule, Feedback):
        return schedule.rates_in(state or schedule.begin(), counted, TRAINING_DTYPE)
    return schedule.rates(counted, TRAINING_DTYPE)
