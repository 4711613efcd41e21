"""What a program knows of a job without asking."""

from typing_extensions import override

from .calls import JobCalls
from .following import FINISHED
from .reading import Document


class KnownJob:
    """A job in the state in which it was last seen."""

    state: Document
    """The service's last answer, as `GET /jobs/{id}` gives it; numbers are numbers."""

    def __init__(self, calls: JobCalls, state: Document) -> None:
        self._calls = calls
        self.state = state

    @override
    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id} {self.status}>"

    @property
    def id(self) -> str:
        """The job's id."""
        return str(self.state["id"])

    @property
    def status(self) -> str:
        """Where the job was: queued, running, paused, succeeded, failed or cancelled."""
        return str(self.state["status"])

    @property
    def is_finished(self) -> bool:
        """Whether nothing moves on from there."""
        return self.status in FINISHED
