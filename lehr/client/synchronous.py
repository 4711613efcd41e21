"""Lehr for programs that block."""

from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import Any, Self, Unpack

from .asking import Asking
from .calls import Calls, PreviewOptions, Schedule
from .connection import RETRIES, TIMEOUT, Connection
from .job import Job
from .reading import Document
from .results import Preview, Translation
from .wire import Wire


class Client:
    """Lehr at a URL; threads may share one.

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
        self._wire = Wire(Connection.to(url, api_key, timeout))
        self._calls = Calls(Asking(retries))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._wire.close()

    def preview(self, schedule: Schedule, **options: Unpack[PreviewOptions]) -> Preview:
        """Return the exact curve of a schedule."""
        return self._wire.run(self._calls.preview(schedule, options))

    def compare(
        self, schedules: Sequence[Schedule], **options: Unpack[PreviewOptions]
    ) -> list[Preview]:
        """Return the exact curves of several schedules at the same steps."""
        return self._wire.run(self._calls.compare(schedules, options))

    def translate(self, schedule: Schedule, to: str) -> Translation:
        """Return a schedule as code: keras, torch, optax, transformers or python."""
        return self._wire.run(self._calls.translate(schedule, to))

    def submit(self, spec: Mapping[str, Any], *, idempotency_key: str | None = None) -> Job:
        """Hand in an experiment; with a key that stands for a job, return that job."""
        return self._job(self._wire.run(self._calls.submit(spec, idempotency_key)))

    def plan(self, spec: Mapping[str, Any]) -> Document:
        """Return what a job would do, all defaults written out; nothing is stored."""
        return self._wire.run(self._calls.plan(spec))

    def studies(self) -> list[Document]:
        """Return the experiments whose outcome is known."""
        return self._wire.run(self._calls.catalogue("/studies", "studies"))

    def study(self, name: str) -> Job:
        """Hand in a study's experiment."""
        return self._job(self._wire.run(self._calls.study(name)))

    def kinds(self) -> list[Document]:
        """Return every kind of schedule: its parameters, its formula, an example."""
        return self._wire.run(self._calls.catalogue("/schedules", "kinds"))

    def datasets(self) -> list[Document]:
        """Return every data set."""
        return self._wire.run(self._calls.catalogue("/datasets", "datasets"))

    def job(self, job_id: str) -> Job:
        """Return a job."""
        return self._job(self._wire.run(self._calls.job(job_id)))

    def jobs(self, status: str | None = None, label: str | None = None) -> Iterator[Job]:
        """Give jobs, newest first, page after page; a label is written as name:value."""
        return map(self._job, self._wire.each(self._calls.jobs(status, label)))

    def _job(self, state: Document) -> Job:
        return Job(self._wire, self._calls.asking, state)
