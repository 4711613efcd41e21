"""Models in workers' hands: every method one visible transaction, fenced by the claims' tokens."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from lehr.bell import Bell
from lehr.experiments.models import Commission, ModelFile
from lehr.experiments.records import Claim, Problem
from lehr.store.engine import Sessions
from lehr.store.model_store import ModelStore

KEPT_FOR = timedelta(days=7)
"""Models that are older are forgotten, with their files."""


class Commissions:
    """What workers do with models that clients have asked for, one at a time."""

    def __init__(self, sessions: Sessions, bell: Bell, *, lease_seconds: float) -> None:
        self._sessions = sessions
        self._bell = bell
        self._lease = timedelta(seconds=lease_seconds)

    def claim(self, owner: str) -> Commission | None:
        """Take the model that is next, None where none waits."""
        with self._sessions.begin() as session:
            return ModelStore(session).claim(owner, self._lease)

    def renew(self, claims: Collection[Claim]) -> list[Claim]:
        """Keep models for another lease; return the claims that still hold."""
        with self._sessions.begin() as session:
            return ModelStore(session).renew(claims, self._lease)

    def finish(self, claim: Claim, file: ModelFile) -> bool:
        """Name the file of a model, and tell whether the claim still held."""
        with self._sessions.begin() as session:
            return ModelStore(session).finish(claim, **file.model_dump())

    def fail(self, claim: Claim, problem: Problem) -> None:
        """Say why a model cannot be made."""
        with self._sessions.begin() as session:
            ModelStore(session).finish(claim, error=problem.model_dump())

    def give_back(self, claim: Claim) -> None:
        """Let another worker make a model."""
        with self._sessions.begin() as session:
            ModelStore(session).release(claim)
        self._bell.ring()

    def forget(self, size: int) -> Sequence[str]:
        """Forget old models, and the oldest beyond `size` bytes; return their files' names."""
        with self._sessions.begin() as session:
            return ModelStore(session).forget(KEPT_FOR, size)
