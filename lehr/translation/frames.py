"""What stands around a rate's functions, so that a library trains with them as they stand."""

from collections.abc import Mapping
from typing import Final

from .target import Target

TORCH: Final = """\
import torch
{functions}


parameters = [torch.nn.Parameter(torch.zeros(1))]  # those of the model
optimizer = torch.optim.SGD(parameters, lr=1.0)  # the schedule says the whole rate
scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, learning_rate)
"""

KERAS: Final = """\
import keras
from keras import ops
{functions}


@keras.saving.register_keras_serializable(package="lehr-{digest}")
class TranslatedSchedule(keras.optimizers.schedules.LearningRateSchedule):

    def __call__(self, step):
        return ops.cast(learning_rate(step), "float32")

    def get_config(self):
        return {{}}


schedule = TranslatedSchedule()
"""

KERAS_CALLBACK: Final = """\
import keras
{functions}


class EveryUpdate(keras.callbacks.Callback):
    \"\"\"Sets the learning rate before every update.\"\"\"

    def on_train_batch_begin(self, batch, logs=None):
        optimizer = self.model.optimizer
        optimizer.learning_rate = learning_rate(int(optimizer.iterations))


callback = EveryUpdate()
"""

OPTAX: Final = """\
import jax.numpy as jnp
import optax
{functions}


schedule = learning_rate
optimizer = optax.sgd(schedule)
"""

OPTAX_CALLBACK: Final = """\
import jax
import jax.numpy as jnp
import numpy as np
import optax
{functions}


def schedule(count):
    \"\"\"Ask Python for the learning rate of an update.\"\"\"
    rate = jax.ShapeDtypeStruct((), jnp.float32)
    return jax.pure_callback(lambda step: np.float32(learning_rate(int(step))), rate, count)


optimizer = optax.sgd(schedule)
"""

OF_PYTHON: Final[Mapping[Target, str]] = {
    "keras": KERAS_CALLBACK,
    "optax": OPTAX_CALLBACK,
    "python": "{functions}\n",
    "torch": TORCH,
    "transformers": TORCH,
}
"""Frames of a function of Python, which is called with one step at a time."""

_TORCH_FEEDBACK: Final = '''\
import torch
{functions}


class AfterEveryEpoch:
    """Sets the rate of every epoch by the metric of those before it."""

    def __init__(self, optimizer):
        self.optimizer, self.epoch, self.state = optimizer, 0, rule.begin()
        self.set_rate()

    def step(self, metric):
        self.epoch, self.state = self.epoch + 1, rule.observe(self.state, float(metric))
        self.set_rate()

    def set_rate(self):
        for group in self.optimizer.param_groups:
            group["lr"] = learning_rate(self.state, self.epoch)


parameters = [torch.nn.Parameter(torch.zeros(1))]  # those of the model
optimizer = torch.optim.SGD(parameters, lr=0.1)  # the schedule says the rate
scheduler = AfterEveryEpoch(optimizer)
'''

OF_FEEDBACK: Final[Mapping[Target, str]] = {
    "python": '''\
{functions}


def learning_rates(metric):
    """Yield the rate of every epoch; `metric` yields the value after each."""
    state = rule.begin()
    for epoch, value in enumerate(metric):
        yield learning_rate(state, epoch)
        state = rule.observe(state, value)
''',
    "keras": '''\
import keras
{functions}


class AfterEveryEpoch(keras.callbacks.Callback):
    """Sets the rate of every epoch by the metric of those before it."""

    def __init__(self, monitor="val_loss"):
        super().__init__()
        self.monitor = monitor

    def on_train_begin(self, logs=None):
        self.state = rule.begin()

    def on_epoch_begin(self, epoch, logs=None):
        self.model.optimizer.learning_rate = learning_rate(self.state, epoch)

    def on_epoch_end(self, epoch, logs=None):
        self.state = rule.observe(self.state, float(logs[self.monitor]))


callback = AfterEveryEpoch()
''',
    "optax": '''\
import jax.numpy as jnp
import optax
{functions}


class AfterEveryEpoch:
    """Sets the rate of every epoch, in an optimizer's state, by the metric of those before it."""

    def __init__(self):
        self.epoch, self.state = 0, rule.begin()

    def step(self, optimizer_state, metric):
        self.epoch, self.state = self.epoch + 1, rule.observe(self.state, float(metric))
        rate = jnp.asarray(learning_rate(self.state, self.epoch), jnp.float32)
        optimizer_state.hyperparams["learning_rate"] = rate
        return optimizer_state


scheduler = AfterEveryEpoch()
optimizer = optax.inject_hyperparams(optax.sgd)(learning_rate=learning_rate(scheduler.state, 0))
''',
    "torch": _TORCH_FEEDBACK,
    "transformers": _TORCH_FEEDBACK,
}
"""Frames of `rule`, which is told the metric after every epoch, and its `learning_rate`."""
