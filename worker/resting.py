"""When a training's checkpoints are written: often, unless they take long."""

import logging
from collections.abc import Callable
from time import monotonic

from .checkpoints import Checkpoints
from .heart import Heart
from .recorder import CHUNK_SECONDS, Recorder, RunLog
from .trainer import Order, Snapshot

KEPT = 2
"""Checkpoints of a run: the last one, and one more in case that is damaged."""
KEPT_AT_THE_END = 1
"""A longer training can begin anew where it is damaged."""
REST_SHARE = 0.1
"""Of a training's time, at most so much is spent on checkpoints."""

LEFT_FOR_LATER = (Order.GIVE_BACK, Order.PAUSE)

log = logging.getLogger(__name__)


class Rests:
    """Takes the checkpoints of one run where its trainer can be taken up again."""

    def __init__(
        self, checkpoints: Checkpoints, heart: Heart, recorder: Recorder, kept: RunLog
    ) -> None:
        self._checkpoints = checkpoints
        self._heart = heart
        self._recorder = recorder
        self._kept = kept
        self._named = kept.claim.checkpoints
        self._due = monotonic() + CHUNK_SECONDS

    def __call__(self, take: Callable[[], Snapshot]) -> None:
        """Keep a snapshot if it is time, if the training is to go on later, or at the end.

        The last one of a long training is what a longer one goes on from.
        """
        leaving = self._heart.order(self._kept.claim) in LEFT_FOR_LATER
        ends = self._kept.is_complete and len(self._named) > 0
        if ends or leaving or monotonic() >= self._due:
            self._keep(take)
        self._heart.heed(self._kept.claim)

    def _keep(self, take: Callable[[], Snapshot]) -> None:
        began = monotonic()
        try:
            self._write(take())
        except OSError as error:
            log.warning("no checkpoint can be written, the training goes on: %s", error)
        ended = monotonic()
        self._due = ended + max(CHUNK_SECONDS, (ended - began) / REST_SHARE)

    def _write(self, snapshot: Snapshot) -> None:
        """Write a file, then commit its name with the epochs behind it, then remove older files."""
        claim = self._kept.claim
        written = self._checkpoints.write(claim, snapshot)
        self._named = (written, *self._named)[: KEPT_AT_THE_END if self._kept.is_complete else KEPT]
        self._kept.keep(self._named)
        self._recorder.flush()
        if self._heart.order(claim) is not Order.DROP:  # else the files may be another worker's
            self._checkpoints.thin(claim.run_id, self._named)
