"""The Celery app, and what a worker's main process does: sweep, and pass on the word to stop."""

from threading import Thread
from typing import Any

from celery.signals import (
    setup_logging,
    worker_ready,
    worker_shutdown,
    worker_shutting_down,
)

from lehr.bell import celery
from lehr.logs import configure
from lehr.settings import Settings
from lehr.sweeper import Sweeper
from lehr.workers import presence

from .process import process

MAIN_PID = "LEHR_WORKER_MAIN_PID"
"""Tells the spawned child who its main process is."""

MAX_CHILD_KILOBYTES = 2_000_000
"""A child that has grown beyond is replaced after its shift: TensorFlow keeps, to the end of its
process, whatever XLA compiled.
"""

app = celery("worker", Settings().required_redis_url)
app.conf.update(
    imports=["worker.tasks"],
    worker_pool_start_method="spawn",  # a fork after TensorFlow has run hangs
    worker_concurrency=1,
    worker_prefetch_multiplier=1,
    worker_proc_alive_timeout=120,  # Keras takes seconds to load, longer from a cold disk
    worker_max_memory_per_child=MAX_CHILD_KILOBYTES,
    worker_enable_remote_control=False,
    worker_send_task_events=False,
    worker_cancel_long_running_tasks_on_connection_loss=False,
    broker_channel_error_retry=True,  # else a broker whose disk is full ends the worker
)


@setup_logging.connect
def log_as_json(**_: Any) -> None:
    """Keep Celery from setting up logging of its own."""
    configure("worker")


@worker_ready.connect
def start_sweeping(**_: Any) -> None:
    """Sweep in the main process too, and ring for what was queued while no worker was there."""
    here = process()
    Sweeper(here.runs, seconds=here.settings.sweep_seconds).start()
    here.bell.ring()


@worker_shutting_down.connect
def pass_on(**_: Any) -> None:
    """Have the child give back its run; from a thread, as this is called in a signal handler."""
    Thread(target=process().workers.ask_to_stop, args=[presence()]).start()


@worker_shutdown.connect
def say_goodbye(**_: Any) -> None:
    """Leave no row behind; the child, which says that the worker is alive, has ended by now."""
    process().workers.leave(presence())
