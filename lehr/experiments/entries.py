"""What workers say of the runs in their hands: how far they came, and how they end."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, Self

from .history import EpochRecord, StepRecord
from .lifecycle import Status
from .records import Checkpoint, Claim, Outcome, Problem, Warned


class Spell(NamedTuple):
    """When a training began and ended, in this process's monotonic seconds."""

    began: float
    ended: float


class End(NamedTuple):
    """How a worker leaves a run: ended, queued for another worker, or set aside."""

    status: Status
    outcome: Outcome | None = None
    problem: Problem | None = None
    reason: str | None = None
    """Why it is queued again."""
    spell: Spell | None = None

    @property
    def event(self) -> str:
        """The name of the event."""
        return "run.requeued" if self.status is Status.QUEUED else f"run.{self.status}"

    @property
    def told(self) -> dict[str, Any]:
        """What the event says besides."""
        if self.problem is not None:
            return {"error": self.problem.model_dump()}
        return {"reason": self.reason} if self.reason else {}


CANCELLED = End(Status.CANCELLED)
PAUSED = End(Status.PAUSED)


def wished(held: Claim) -> End | None:
    """Return how the client wants a run to be left, None where nothing is asked for."""
    if held.cancel_requested:
        return CANCELLED
    return PAUSED if held.pause_requested else None


def succeeded(outcome: Outcome) -> End:
    """End a run with its result."""
    return End(Status.SUCCEEDED, outcome=outcome)


def failed(problem: Problem) -> End:
    """End a run with the reason why it cannot be trained."""
    return End(Status.FAILED, problem=problem)


def given_back(reason: str) -> End:
    """Queue a run for another worker."""
    return End(Status.QUEUED, reason=reason)


@dataclass(frozen=True)
class Entry:
    """What a worker has to say of a run since it last did."""

    claim: Claim
    epochs: Sequence[EpochRecord] = ()
    """Those that follow the ones already written."""
    steps: Sequence[StepRecord] = ()
    warnings: Sequence[Warned] | None = None
    """In place of those already written."""
    checkpoints: Sequence[Checkpoint] | None = None
    """In place of those already named, newest first."""
    end: End | None = None

    @property
    def event(self) -> tuple[str, dict[str, Any]] | None:
        """The event's name and what it says besides; that a run goes on is worth one, too."""
        if self.end is not None:
            return self.end.event, self.end.told
        if self.epochs:
            return "run.progress", {"epochs_done": self.epochs[-1].epoch}
        return None

    def follows(self, held: Claim) -> bool:
        """Tell whether the epochs go on where the run stands."""
        return not self.epochs or self.epochs[0].epoch == held.epochs_done + 1

    def granted(self, held: Claim) -> Self:
        """Do with a run that would wait again what its client has asked for meanwhile."""
        if self.end is None or self.end.status.is_finished:
            return self
        end = wished(held) or self.end
        return replace(self, end=end._replace(spell=self.end.spell))
