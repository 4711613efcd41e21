"""Schedules of Lehr in Keras: for `optimizer(learning_rate=...)`, and for `fit(callbacks=...)`."""

from collections.abc import Mapping
from typing import Any

import keras
from keras import ops
from typing_extensions import override

from lehr.dialects import parse
from lehr.errors import InvalidRequest, Violation
from lehr.preview import normalised
from lehr.schedules import EpochRate, Feedback
from lehr.schedules import Schedule as AnySchedule

from .clock import Clock
from .table import STEPS, check_range, stepwise, table


@keras.saving.register_keras_serializable(package="lehr")
class Schedule(keras.optimizers.schedules.LearningRateSchedule):
    """Any schedule that is a function of the step: at each step the preview's float32 rate.

    The rates of `steps` updates are computed beforehand and looked up, compiled or not; from there
    on the last one holds. With `steps_per_epoch` the schedule counts epochs of so many updates.
    Raises InvalidRequest for a schedule that cannot be had, or one that answers to a metric.
    """

    def __init__(
        self, spec: object, steps: int = STEPS, *, steps_per_epoch: int | None = None
    ) -> None:
        self._schedule = stepwise(spec)
        self._steps = steps
        self._steps_per_epoch = steps_per_epoch
        self._rates = ops.convert_to_tensor(table(self._schedule, steps, steps_per_epoch))

    @override
    def __call__(self, step: Any) -> Any:
        """Return the rate of an update, a scalar float32 tensor."""
        counted = ops.floor_divide(ops.cast(step, "int"), self._steps_per_epoch or 1)
        return ops.take(self._rates, ops.minimum(counted, self._rates.shape[0] - 1))

    @override
    def get_config(self) -> dict[str, Any]:
        return {
            "spec": normalised(self._schedule),
            "steps": self._steps,
            "steps_per_epoch": self._steps_per_epoch,
        }


class FeedbackSchedule(keras.callbacks.Callback):
    """A schedule that answers to a metric: before an epoch it assigns the optimizer's rate.

    One that the step decides too assigns before each update, which Keras on JAX does not heed.
    After each epoch it is told the value of `monitor`: of what the schedule names itself, else of
    the validation loss. Steps are the optimizer's own, so that they go on where a saved model
    stopped; what the metrics have decided goes on from the `state` of another one. With
    `steps_per_epoch` the schedule counts epochs. The history has the rate of each epoch's last
    update as `learning_rate`. Raises InvalidRequest for a schedule that answers to no metric.
    """

    def __init__(
        self,
        spec: object,
        *,
        monitor: str | None = None,
        steps_per_epoch: int | None = None,
        state: str | None = None,
    ) -> None:
        super().__init__()
        schedule = _answering(parse(spec))
        check_range("steps_per_epoch", steps_per_epoch or 1)
        self.monitor = monitor or (schedule.monitored or ("", "val_loss"))[1]
        self._clock = Clock(schedule, "float32")
        self._steps_per_epoch = steps_per_epoch or 1
        if state is not None:
            self._clock.resume(0, state)

    @property
    def state(self) -> str:
        """What the metrics so far have decided, as JSON."""
        return self._clock.state

    @override
    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        self._assign()

    @override
    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        if not isinstance(self._clock.schedule, EpochRate):
            self._assign()

    @override
    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        metric = _measured(self.monitor, logs)
        logs["learning_rate"] = float(self.model.optimizer.learning_rate)
        self._clock.observe(metric)

    def _assign(self) -> None:
        optimizer = self.model.optimizer
        self._clock.step = int(optimizer.iterations) // self._steps_per_epoch
        optimizer.learning_rate = self._clock.rate()


def _answering(schedule: AnySchedule) -> Feedback:
    if isinstance(schedule, Feedback):
        return schedule
    rule = "the schedule must answer to a metric; `Schedule` takes those that do not"
    raise InvalidRequest([Violation("/kind", f"{rule}; received `{schedule.kind}`")])


def _measured(monitor: str, logs: Mapping[str, float]) -> float:
    if monitor in logs:
        return logs[monitor]
    rule = f"the metric must be one of {', '.join(logs)}; received `{monitor}`"
    raise InvalidRequest([Violation("/monitor", rule)])
