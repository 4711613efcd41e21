"""The bell: tell workers that there is work. Losing or doubling a ring changes latency alone."""

import logging
import re

from celery import Celery
from kombu.exceptions import OperationalError
from redis import Redis
from redis.exceptions import RedisError

from lehr import crash

WORK = "lehr.work"
"""The task's name. Its message has no content: what to do stands in the database."""

QUEUE = "lehr"
"""Where rings wait, for Celery and in the broker alike."""

RING_SECONDS = 60
"""A ring that nobody heard for so long is dropped: the sweeper rings again."""

PATIENCE_SECONDS = 1
"""How long a broker may be silent: whoever rings has a client waiting."""

log = logging.getLogger(__name__)


class Bell:
    """Rings workers through Celery, and never fails: the run is committed already."""

    def __init__(self, redis_url: str) -> None:
        patience = {"socket_timeout": PATIENCE_SECONDS, "socket_connect_timeout": PATIENCE_SECONDS}
        self._celery = celery("lehr", redis_url)
        self._celery.conf.broker_transport_options = patience
        self._celery.conf.broker_pool_limit = 0  # Celery leaves the connections of a pool open
        self._redis = Redis.from_url(redis_url, **patience)

    def ring(self) -> None:
        """Wake one worker."""
        crash.here("before-ring")
        try:
            self._celery.send_task(WORK, expires=RING_SECONDS, ignore_result=True)
        except (OperationalError, RedisError) as error:
            log.warning("the bell is out of order, the sweeper will ring again: %s", error)
        crash.here("after-ring")

    def ring_again(self) -> None:
        """Wake one worker, unless an earlier ring still waits to be heard."""
        if not self._unheard():
            self.ring()

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

    def _unheard(self) -> int:
        try:
            return self._redis.llen(QUEUE)
        except RedisError:
            return 0


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
