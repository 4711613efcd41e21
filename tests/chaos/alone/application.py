"""What Lehr is measured against: Celery's own way to survive, with the same tables and no leases.

Its task is redelivered when its worker is lost (`acks_late`, `reject_on_worker_lost`), or when it
has not been acknowledged for `VISIBILITY_SECONDS`. It commits epochs as it goes, like Lehr's.
"""

import os

import psycopg
from celery import Celery

from lehr.bell import QUEUE, broker_url

VISIBILITY_SECONDS = 10
"""Celery's own is an hour: no job of a killed worker would be tried again in a round."""


def application() -> Celery:
    """Make the Celery app of client and worker."""
    app = Celery("alone", broker=broker_url(os.environ["REDIS_URL"]))
    app.conf.update(
        imports=["tests.chaos.alone.tasks"],
        task_default_queue=QUEUE,
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        task_ignore_result=True,
        broker_connection_retry_on_startup=True,
        broker_transport_options={"visibility_timeout": VISIBILITY_SECONDS},
        worker_concurrency=1,
        worker_prefetch_multiplier=1,
        worker_pool_start_method="spawn",
        worker_cancel_long_running_tasks_on_connection_loss=False,
    )
    return app


def database() -> psycopg.Connection:
    """Connect to the database; every statement commits."""
    url = os.environ["DATABASE_URL"].replace("+psycopg", "")
    return psycopg.connect(url, autocommit=True)
