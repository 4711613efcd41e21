"""Compiled programs, kept warm: runs that differ in inputs only share one."""

import errno
import os
from collections import OrderedDict

import tensorflow as tf

from lehr.errors import Unavailable
from lehr.experiments import compilation
from lehr.experiments.experiment import Experiment
from lehr.experiments.plan import network
from lehr.experiments.records import Plan
from worker.paces import PROGRAMS_KEPT
from worker.program_cache import ProgramCache
from worker.trainer import TrainingFailed

from .data import Data
from .program import Program

DAMAGED = (tf.errors.OutOfRangeError, tf.errors.DataLossError)
"""What reading a program fails with that is not whole on disk."""


DISK_FULL = os.strerror(errno.ENOSPC)
"""With these words XLA says so, in the error of a machine whose memory is full."""


class CannotCompile(TrainingFailed):
    """The experiment is beyond XLA; Keras's `fit` may still train it."""

    def __init__(self, detail: str) -> None:
        super().__init__("cannot-compile", detail)


class Programs:
    """The programs that this process used last; the least recently used one goes first."""

    def __init__(self, cache: ProgramCache | None = None, kept: int = PROGRAMS_KEPT) -> None:
        self._cache = cache
        self._kept = kept
        self._programs: OrderedDict[str, Program] = OrderedDict()

    def __len__(self) -> int:
        return len(self._programs)

    def loaded(self, experiment: Experiment, plan: Plan, data: Data) -> Program:
        """Return a program that is ready for the run's first epoch.

        Raises CannotCompile, or Unavailable while the disk is full.
        """
        name = compilation.program(experiment, plan)
        program = self._programs.pop(name, None) or self._compiled(experiment, plan, data)
        self._programs[name] = program
        if len(self._programs) > self._kept:
            self._programs.popitem(last=False)
        program.load(experiment, data)
        return program

    def _compiled(self, experiment: Experiment, plan: Plan, data: Data) -> Program:
        try:
            return _compiled(experiment, plan, data)
        except CannotCompile as error:
            if self._cache is None or not isinstance(error.__cause__, DAMAGED):
                raise
            self._cache.clear()
            return _compiled(experiment, plan, data)


def _compiled(experiment: Experiment, plan: Plan, data: Data) -> Program:
    architecture, _ = network(experiment)
    if reason := compilation.obstacle(architecture):
        raise CannotCompile(reason)
    try:
        return Program(experiment, plan, data)
    except tf.errors.ResourceExhaustedError as error:
        if DISK_FULL in str(error):
            raise Unavailable("no compiled program can be kept: the disk is full") from error
        raise
    except (ValueError, TypeError, NotImplementedError, tf.errors.OpError) as error:
        raise CannotCompile(f"XLA cannot compile this: {error}") from error
