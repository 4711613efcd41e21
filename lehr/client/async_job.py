"""A job as a program that awaits has it."""

from collections.abc import AsyncIterator, Callable
from typing import Any, Literal

from .asking import Asking
from .async_wire import AsyncWire
from .calls import JobCalls
from .known_job import KnownJob
from .reading import Document
from .results import Event


class AsyncJob(KnownJob):
    """A job in the state in which it was last seen, and all that can be asked of it.

    Whatever asks raises a LehrProblem where the service refuses, Unreachable where none answers,
    and UnexpectedAnswer where something else does.
    """

    def __init__(self, wire: AsyncWire, asking: Asking, state: Document) -> None:
        super().__init__(JobCalls(asking, state["id"]), state)
        self._wire = wire

    async def refresh(self) -> "AsyncJob":
        """Ask for the present state."""
        self.state = await self._wire.run(self._calls.present())
        return self

    async def wait(
        self,
        timeout: float | None = None,
        on_progress: Callable[[Document], object] | None = None,
    ) -> "AsyncJob":
        """Wait until the job is finished, however that ends; call back with each later state.

        Raises TimeoutError after `timeout` seconds, Unreachable where none answers for a minute;
        the job goes on.
        """
        later = self._wire.each(self._calls.states(self.state, timeout))
        async for state in later:
            self.state = state
            if on_progress is not None:
                on_progress(state)
        return self

    def stream(self, after: int = 0) -> AsyncIterator[Event]:
        """Give every event beyond a number once and in order, as they come, to the final one."""
        return self._wire.each(self._calls.events(after))

    def runs(self, status: str | None = None) -> AsyncIterator[Document]:
        """Give the job's runs in order, page after page; perhaps those of one status."""
        return self._wire.each(self._calls.runs(status))

    async def history(self, run: str | None = None, points: int | None = None) -> Any:
        """Return every epoch of all runs or one, thinned to about `points` a run.

        It is a DataFrame where pandas is installed, else a History of the same columns.
        """
        return await self._wire.run(self._calls.history(run, points))

    async def comparison(
        self, metric: str | None = None, at: Literal["final", "best"] | None = None
    ) -> Document:
        """Return which configuration is better, and how sure that is."""
        return await self._wire.run(self._calls.comparison(metric, at))

    async def cancel(self) -> "AsyncJob":
        """End the job's runs, those that train as soon as their workers hear."""
        return self._seen(await self._wire.run(self._calls.move("cancel")))

    async def pause(self) -> "AsyncJob":
        """Set the job's runs aside."""
        return self._seen(await self._wire.run(self._calls.move("pause")))

    async def resume(self) -> "AsyncJob":
        """Go on with runs that were set aside."""
        return self._seen(await self._wire.run(self._calls.move("resume")))

    async def extend(self, epochs: int) -> "AsyncJob":
        """Train a finished job up to so many epochs: a new job, whose parent this one is."""
        return self._other(await self._wire.run(self._calls.move("extend", epochs=epochs)))

    async def reproduce(self) -> "AsyncJob":
        """Train a finished job again: a new job."""
        return self._other(await self._wire.run(self._calls.move("reproduce")))

    async def delete(self) -> None:
        """Forget the finished job and all that it left."""
        await self._wire.run(self._calls.delete())

    async def export(self, file_format: Literal["csv", "parquet", "tensorboard"]) -> bytes:
        """Return every epoch of all runs as a file; for TensorBoard as a ZIP archive of files."""
        return await self._wire.run(self._calls.export(file_format))

    async def model(self, run: str, epoch: Literal["last", "best"] | int = "last") -> bytes:
        """Return the model that a run trained, as a .keras file, once that is made."""
        return await self._wire.run(self._calls.model(run, epoch))

    def _seen(self, state: Document) -> "AsyncJob":
        self.state = state
        return self

    def _other(self, state: Document) -> "AsyncJob":
        return AsyncJob(self._wire, self._calls.asking, state)
