"""Lehr for programs that await."""

from collections.abc import AsyncIterator, Mapping, Sequence
from types import TracebackType
from typing import Any, Self, Unpack

from .asking import Asking
from .async_job import AsyncJob
from .async_wire import AsyncWire
from .calls import Calls, PreviewOptions, Schedule
from .connection import RETRIES, TIMEOUT, Connection
from .reading import Document
from .results import Preview, Translation


class AsyncClient:
    """Lehr at a URL; tasks of one event loop may share one.

    Without `url` it is at LEHR_URL, or on this machine; without `api_key` the key is LEHR_API_KEY,
    if that is set. `timeout` is in seconds, of silence; what finds nobody, or a service in
    trouble, is sent up to `retries` times more, later each time or when the service says, unless
    it would do something twice.

    Whatever asks raises a LehrProblem where the service refuses, Unreachable where none answers,
    and UnexpectedAnswer where something else does. Raises InvalidArgument for a URL or a key that
    cannot be one.
    """

    def __init__(
        self,
        url: str | None = None,
        *,
        api_key: str | None = None,
        timeout: float = TIMEOUT,
        retries: int = RETRIES,
    ) -> None:
        self._wire = AsyncWire(Connection.to(url, api_key, timeout))
        self._calls = Calls(Asking(retries))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close all connections."""
        await self._wire.close()

    async def preview(self, schedule: Schedule, **options: Unpack[PreviewOptions]) -> Preview:
        """Return the exact curve of a schedule."""
        return await self._wire.run(self._calls.preview(schedule, options))

    async def compare(
        self, schedules: Sequence[Schedule], **options: Unpack[PreviewOptions]
    ) -> list[Preview]:
        """Return the exact curves of several schedules at the same steps."""
        return await self._wire.run(self._calls.compare(schedules, options))

    async def translate(self, schedule: Schedule, to: str) -> Translation:
        """Return a schedule as code: keras, torch, optax, transformers or python."""
        return await self._wire.run(self._calls.translate(schedule, to))

    async def submit(
        self, spec: Mapping[str, Any], *, idempotency_key: str | None = None
    ) -> AsyncJob:
        """Hand in an experiment; with a key that stands for a job, return that job."""
        return self._job(await self._wire.run(self._calls.submit(spec, idempotency_key)))

    async def plan(self, spec: Mapping[str, Any]) -> Document:
        """Return what a job would do, all defaults written out; nothing is stored."""
        return await self._wire.run(self._calls.plan(spec))

    async def studies(self) -> list[Document]:
        """Return the experiments whose outcome is known."""
        return await self._wire.run(self._calls.catalogue("/studies", "studies"))

    async def study(self, name: str) -> AsyncJob:
        """Hand in a study's experiment."""
        return self._job(await self._wire.run(self._calls.study(name)))

    async def kinds(self) -> list[Document]:
        """Return every kind of schedule: its parameters, its formula, an example."""
        return await self._wire.run(self._calls.catalogue("/schedules", "kinds"))

    async def datasets(self) -> list[Document]:
        """Return every data set."""
        return await self._wire.run(self._calls.catalogue("/datasets", "datasets"))

    async def job(self, job_id: str) -> AsyncJob:
        """Return a job."""
        return self._job(await self._wire.run(self._calls.job(job_id)))

    async def jobs(
        self, status: str | None = None, label: str | None = None
    ) -> AsyncIterator[AsyncJob]:
        """Give jobs, newest first, page after page; a label is written as name:value."""
        async for state in self._wire.each(self._calls.jobs(status, label)):
            yield self._job(state)

    def _job(self, state: Document) -> AsyncJob:
        return AsyncJob(self._wire, self._calls.asking, state)
