"""The rates that an experiment trains with: the preview's own call, at the run's updates."""

from lehr.schedules import FloatArray, Precision, StepArray

from .experiment import Experiment

TRAINING_DTYPE: Precision = "float32"
"""What Keras's optimizers keep their learning rate in."""


def planned_rates(experiment: Experiment, steps_per_epoch: int, steps: StepArray) -> FloatArray:
    """Return the float32 learning rate of each update, counted from 0 over the whole run."""
    by_epoch = experiment.schedule_unit == "epoch"
    counted = steps // steps_per_epoch if by_epoch else steps
    return experiment.schedule.rates(counted, TRAINING_DTYPE)
