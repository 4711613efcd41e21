"""The bell's other end: one task that says nothing but that there is work."""

import ctypes
import os
import signal
import sys
from datetime import timedelta
from functools import cache
from typing import Any

from celery.signals import worker_process_init

from lehr.bell import WORK
from lehr.logs import configure
from lehr.workers import presence

from .app import MAIN_PID, app
from .checkpoints import Checkpoints
from .environment import environment
from .heart import Heart
from .making import Maker
from .model_files import ModelFiles
from .process import process
from .program_cache import ProgramCache
from .run import Worker
from .trainer import Trainer

if os.environ.get("FORKED_BY_MULTIPROCESSING"):
    # The child asks to die with its parent before it loads Keras, not seconds after.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    if os.getppid() != int(os.environ[MAIN_PID]):
        os._exit(0)
else:
    os.environ[MAIN_PID] = str(os.getpid())


@cache
def heart() -> Heart:
    """Give this child, once Keras is loaded, its heart."""
    here = process()
    from .training.devices import gpus

    described = here.workers.describe(environment(gpus()))
    return Heart(here.runs, here.workers, presence(int(os.environ[MAIN_PID]), described))


@worker_process_init.connect
def get_ready(**_: Any) -> None:
    """Load Keras and warm it up before a run waits for it, then announce the worker."""
    configure("worker")
    train = trainer()
    from .training.warm_up import warm_up

    warm_up(train)
    process().workers.arrive(heart().presence)
    heart().start()


@app.task(name=WORK)
def work() -> None:
    """Train queued runs until none is left."""
    worker().work()


@cache
def worker() -> Worker:
    """Give this child what it works with, and what it remembers of its programs' speed."""
    here = process()
    kept_for = timedelta(days=here.settings.checkpoint_days)
    checkpoints = Checkpoints(here.settings.checkpoints_directory, kept_for=kept_for)
    return Worker(here.runs, heart(), trainer(), checkpoints, maker(checkpoints))


def maker(checkpoints: Checkpoints) -> Maker:
    """Give this child what makes models, with the same trainer."""
    here = process()
    settings = here.settings
    files = ModelFiles(settings.checkpoints_directory, max_bytes=settings.max_model_bytes)
    return Maker(here.commissions, heart(), trainer(), checkpoints, files)


@cache
def trainer() -> Trainer:
    """Give this child, which alone ever loads Keras, its trainer and the programs it keeps."""
    cache = ProgramCache(process().settings.home)
    cache.enable()
    from .training.choice import ChosenTrainer

    return ChosenTrainer(cache)
