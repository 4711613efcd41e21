"""Compiled programs, kept warm: runs that differ in inputs only share one."""

import json
from collections import OrderedDict

import keras
import tensorflow as tf

from lehr.experiments.compilation import obstacle
from lehr.experiments.experiment import Experiment
from lehr.experiments.plan import network
from lehr.experiments.records import Plan
from worker.trainer import TrainingFailed

from .assembly import assemble
from .data import Data
from .embeddings import check_indices
from .hyperparameters import hyperparameters
from .program import Program

KEPT = 32
"""Programs that stay warm; the least recently used one goes first."""

STRUCTURE = ("model", "loss", "metrics", "batch_size", "layer_rates", "steps_history")
"""Parts of an experiment that make another program; its optimizer and its data's shapes do too."""


class CannotCompile(TrainingFailed):
    """The experiment is beyond XLA; Keras's `fit` may still train it."""

    def __init__(self, detail: str) -> None:
        super().__init__("cannot-compile", detail)


class Programs:
    """The programs that this process compiled last."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._programs: OrderedDict[str, Program] = OrderedDict()

    def __len__(self) -> int:
        return len(self._programs)

    def loaded(self, experiment: Experiment, plan: Plan, data: Data) -> Program:
        """Return a program that is ready for the run's first epoch; raises CannotCompile."""
        architecture, _ = network(experiment)
        if reason := obstacle(architecture):
            raise CannotCompile(reason)
        fresh = assemble(experiment)
        check_indices(fresh, data)
        key = signature(experiment, fresh.optimizer, data)
        program = self._programs.pop(key, None)
        if program is None:
            program = _compiled(fresh, experiment, plan, data)
        else:
            program.load(fresh, data)
        self._programs[key] = program
        if len(self._programs) > self._kept:
            self._programs.popitem(last=False)
        return program


def signature(experiment: Experiment, optimizer: keras.optimizers.Optimizer, data: Data) -> str:
    """Return what two runs must have in common to share a program."""
    parts = experiment.model_dump(mode="json", include=set(STRUCTURE))
    inputs = {"learning_rate": None, "name": None} | hyperparameters(optimizer)
    settings = {key: value for key, value in optimizer.get_config().items() if key not in inputs}
    update = [type(optimizer).__name__, settings, sorted(inputs)]
    arrays = [*data.train, *(data.validation or ())]
    shapes = [(array.shape, array.dtype.name) for array in arrays]
    return json.dumps([parts, update, shapes], sort_keys=True)


def _compiled(model: keras.Model, experiment: Experiment, plan: Plan, data: Data) -> Program:
    names = plan.metric_names
    try:
        return Program(model, data, batch_size=experiment.batch_size, metric_names=names)
    except tf.errors.ResourceExhaustedError:
        raise
    except (ValueError, TypeError, NotImplementedError, tf.errors.OpError) as error:
        raise CannotCompile(f"XLA cannot compile this: {error}") from error
