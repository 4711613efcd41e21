"""The bell: tell workers that there is work, and readers which jobs have changed.

Losing or doubling a message changes latency alone.
"""

import logging
import re
from collections.abc import Iterable
from time import monotonic
from uuid import UUID

from celery import Celery
from kombu.exceptions import OperationalError
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from lehr import crash

WORK = "lehr.work"
"""The task's name. Its message has no content: what to do stands in the database."""

QUEUE = "lehr"
"""Where rings wait, for Celery and in the broker alike."""

CHANGES = "lehr.changes"
"""The channel on which the ids of changed jobs are announced, apart by spaces, nothing else."""

RING_SECONDS = 60
"""A ring that nobody heard for so long is dropped: the sweeper rings again."""

ENOUGH = 64
"""Rings that wait: workers that are busy will find what one more would tell of."""

PATIENCE_SECONDS = 1
"""How long a broker may be silent: whoever rings has a client waiting."""

RESPITE_SECONDS = 5
"""After one that failed no announcement is tried for so long: whoever commits would wait for it."""

log = logging.getLogger(__name__)


class Bell:
    """Rings workers through Celery, and never fails: the run is committed already."""

    def __init__(self, redis_url: str) -> None:
        patience = {"socket_timeout": PATIENCE_SECONDS, "socket_connect_timeout": PATIENCE_SECONDS}
        self._celery = celery("lehr", redis_url)
        self._celery.conf.broker_transport_options = patience
        self._celery.conf.broker_pool_limit = 0  # Celery leaves the connections of a pool open
        self._redis = Redis.from_url(redis_url, **patience, retry=Retry(NoBackoff(), 1))
        self._spared_until = 0.0

    def ring(self) -> None:
        """Wake one worker, unless there are rings for all of them."""
        self._ring_unless(ENOUGH)

    def ring_again(self) -> None:
        """Wake one worker, unless an earlier ring still waits to be heard."""
        self._ring_unless(1)

    def announce(self, job_ids: Iterable[UUID]) -> None:
        """Tell everybody who watches these jobs that they have changed."""
        if monotonic() < self._spared_until:
            return
        try:
            self._redis.publish(CHANGES, " ".join(map(str, job_ids)))
        except RedisError as error:
            self._spared_until = monotonic() + RESPITE_SECONDS
            log.warning("changes are not announced, readers will look for them: %s", error)

    def answers(self) -> bool:
        """Tell whether the broker can be reached."""
        try:
            return bool(self._redis.ping())
        except RedisError:
            return False

    def close(self) -> None:
        """Let go of every connection."""
        self._celery.close()
        self._redis.close()

    def _ring_unless(self, unheard: int) -> None:
        crash.here("before-ring")
        try:
            if self._redis.llen(QUEUE) < unheard:
                self._celery.send_task(WORK, expires=RING_SECONDS, ignore_result=True)
        except (OperationalError, RedisError) as error:
            log.warning("the bell is out of order, the sweeper will ring again: %s", error)
        crash.here("after-ring")


def announced(message: bytes) -> list[UUID]:
    """Return the jobs that a message of the channel names; raise ValueError for another's."""
    return [UUID(job_id) for job_id in message.decode().split()]


def celery(name: str, redis_url: str) -> Celery:
    """Make a Celery app as both programs use it: early acknowledgement, no results, JSON alone."""
    app = Celery(name, broker=broker_url(redis_url), set_as_current=False)
    app.conf.update(
        task_default_queue=QUEUE,
        task_ignore_result=True,
        task_serializer="json",
        accept_content=["json"],
        broker_connection_retry_on_startup=True,
        broker_pool_acquire_timeout=2,
        broker_transport_options={
            "socket_timeout": 15,
            "socket_connect_timeout": 5,
            "health_check_interval": 15,
        },
        task_publish_retry_policy={"max_retries": 1, "interval_start": 0, "interval_step": 0.2},
    )
    return app


def broker_url(redis_url: str) -> str:
    """Spell a Redis URL as kombu does.

    `unix:///path?db=1` is `redis+socket:///path?virtual_host=1` there.
    """
    scheme, _, rest = redis_url.partition("://")
    if scheme != "unix":
        return redis_url
    return "redis+socket://" + re.sub(r"([?&])db=", r"\1virtual_host=", rest)
