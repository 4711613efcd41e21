"""A job as a program that blocks has it."""

from collections.abc import Callable, Iterator
from typing import Any, Literal

from .asking import Asking
from .calls import JobCalls
from .known_job import KnownJob
from .reading import Document
from .results import Event
from .wire import Wire


class Job(KnownJob):
    """A job in the state in which it was last seen, and all that can be asked of it.

    Whatever asks raises a LehrProblem where the service refuses, Unreachable where none answers,
    and UnexpectedAnswer where something else does.
    """

    def __init__(self, wire: Wire, asking: Asking, state: Document) -> None:
        super().__init__(JobCalls(asking, state["id"]), state)
        self._wire = wire

    def refresh(self) -> "Job":
        """Ask for the present state."""
        self.state = self._wire.run(self._calls.present())
        return self

    def wait(
        self,
        timeout: float | None = None,
        on_progress: Callable[[Document], object] | None = None,
    ) -> "Job":
        """Wait until the job is finished, however that ends; call back with each later state.

        Raises TimeoutError after `timeout` seconds, Unreachable where none answers for a minute;
        the job goes on.
        """
        later = self._wire.each(self._calls.states(self.state, timeout))
        for state in later:
            self.state = state
            if on_progress is not None:
                on_progress(state)
        return self

    def stream(self, after: int = 0) -> Iterator[Event]:
        """Give every event beyond a number once and in order, as they come, to the final one."""
        return self._wire.each(self._calls.events(after))

    def runs(self, status: str | None = None) -> Iterator[Document]:
        """Give the job's runs in order, page after page; perhaps those of one status."""
        return self._wire.each(self._calls.runs(status))

    def history(self, run: str | None = None, points: int | None = None) -> Any:
        """Return every epoch of all runs or one, thinned to about `points` a run.

        It is a DataFrame where pandas is installed, else a History of the same columns.
        """
        return self._wire.run(self._calls.history(run, points))

    def comparison(
        self, metric: str | None = None, at: Literal["final", "best"] | None = None
    ) -> Document:
        """Return which configuration is better, and how sure that is."""
        return self._wire.run(self._calls.comparison(metric, at))

    def cancel(self) -> "Job":
        """End the job's runs, those that train as soon as their workers hear."""
        return self._seen(self._wire.run(self._calls.move("cancel")))

    def pause(self) -> "Job":
        """Set the job's runs aside."""
        return self._seen(self._wire.run(self._calls.move("pause")))

    def resume(self) -> "Job":
        """Go on with runs that were set aside."""
        return self._seen(self._wire.run(self._calls.move("resume")))

    def extend(self, epochs: int) -> "Job":
        """Train a finished job up to so many epochs: a new job, whose parent this one is."""
        return self._other(self._wire.run(self._calls.move("extend", epochs=epochs)))

    def reproduce(self) -> "Job":
        """Train a finished job again: a new job."""
        return self._other(self._wire.run(self._calls.move("reproduce")))

    def delete(self) -> None:
        """Forget the finished job and all that it left."""
        self._wire.run(self._calls.delete())

    def export(self, file_format: Literal["csv", "parquet", "tensorboard"]) -> bytes:
        """Return every epoch of all runs as a file; for TensorBoard as a ZIP archive of files."""
        return self._wire.run(self._calls.export(file_format))

    def model(self, run: str, epoch: Literal["last", "best"] | int = "last") -> bytes:
        """Return the model that a run trained, as a .keras file, once that is made."""
        return self._wire.run(self._calls.model(run, epoch))

    def _seen(self, state: Document) -> "Job":
        self.state = state
        return self

    def _other(self, state: Document) -> "Job":
        return Job(self._wire, self._calls.asking, state)
