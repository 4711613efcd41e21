"""What can be asked of Lehr: every call, as what it sends and what it makes of the answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, TypedDict
from urllib.parse import quote
from uuid import uuid4

from .addresses import header_text
from .asking import Asking, given
from .exchange import Call, Feed, Request, answered
from .following import events, states
from .reading import Document
from .results import Event, History, Preview, Translation

if TYPE_CHECKING:
    import numpy.typing as npt
    from pandas import DataFrame

Schedule: TypeAlias = Mapping[str, Any] | str
"""A document with its `kind`, Keras's own, or a constructor call as text."""
Precision: TypeAlias = Literal["float32", "float64"]
PREVIEW: Final = "/schedules/preview"


class PreviewOptions(TypedDict, total=False):
    """Which steps to look at; what is left out or None is as the service has it."""

    steps: int | None
    """The curve is 0 to steps - 1."""
    at: "npt.ArrayLike | None"
    """Exactly these steps."""
    points: int | None
    """So many of the steps, evenly spaced."""
    unit: Literal["step", "epoch"] | None
    """What the schedule counts."""
    dtype: Precision | None
    """Default: what the schedule's library computes in."""
    metric: "npt.ArrayLike | None"
    """For feedback kinds: the monitored metric after each epoch."""
    steps_per_epoch: int | None
    """With unit epoch or with metric: steps are updates, so many to an epoch."""


@dataclass(frozen=True)
class Calls:
    """The calls that lead to no job, or to a new one."""

    asking: Asking

    def preview(self, schedule: Schedule, options: PreviewOptions) -> Call[Preview]:
        """Return the curve of a schedule."""
        from .curves import preview

        body = given(options) | {"schedule": schedule}
        return preview((yield from self.asking.post(PREVIEW, body)))

    def compare(
        self, schedules: Sequence[Schedule], options: PreviewOptions
    ) -> Call[list[Preview]]:
        """Return the curves of several schedules."""
        from .curves import comparison

        body = given(options) | {"schedules": schedules}
        return comparison((yield from self.asking.post(PREVIEW, body)))

    def translate(self, schedule: Schedule, to: str) -> Call[Translation]:
        """Return a schedule as code."""
        body = {"schedule": schedule, "to": to}
        return Translation(**(yield from self.asking.post("/schedules/translate", body)))

    def plan(self, spec: Mapping[str, Any]) -> Call[Document]:
        """Return what a job would do."""
        return self.asking.post("/jobs", spec, params={"validate_only": "true"})

    def submit(self, spec: Mapping[str, Any], key: str | None) -> Call[Document]:
        """Hand in a job, under one key however often it has to be sent."""
        known = uuid4().hex if key is None else header_text("idempotency_key", key)
        return self.asking.post("/jobs", spec, headers={"Idempotency-Key": known})

    def study(self, name: str) -> Call[Document]:
        """Hand in a study's experiment."""
        return self.asking.post(f"/studies/{_part(name)}", {}, once=True)

    def catalogue(self, path: str, name: str) -> Call[list[Document]]:
        """Return the one list that an answer holds."""
        return list((yield from self.asking.get(path))[name])

    def jobs(self, status: str | None, label: str | None) -> Feed[Document, None]:
        """Tell jobs, newest first."""
        return self.asking.pages("/jobs", "jobs", status=status, label=label)

    def job(self, job_id: str) -> Call[Document]:
        """Return a job as it is."""
        return self.asking.get(job_path(job_id))


@dataclass(frozen=True)
class JobCalls:
    """The calls about one job."""

    asking: Asking
    job_id: str

    @property
    def path(self) -> str:
        """Where the job is."""
        return job_path(self.job_id)

    def present(self) -> Call[Document]:
        """Return the job as it is."""
        return self.asking.get(self.path)

    def states(self, state: Document, timeout: float | None) -> Feed[Document, None]:
        """Tell every later state up to the last."""
        return states(self.asking, self.path, state, timeout)

    def events(self, after: int) -> Feed[Event, None]:
        """Tell every event beyond a number."""
        return events(self.asking, self.path, after)

    def runs(self, status: str | None) -> Feed[Document, None]:
        """Tell runs, in order."""
        return self.asking.pages(f"{self.path}/runs", "runs", status=status)

    def history(self, run: str | None, points: int | None) -> "Call[DataFrame | History]":
        """Return every epoch."""
        from .histories import frame_or_history

        params = given({"run": run, "points": points})
        request = Request("GET", f"{self.path}/history", params)
        return frame_or_history((yield from self.asking.document(request)))

    def comparison(self, metric: str | None, at: str | None) -> Call[Document]:
        """Return which configuration is better."""
        return self.asking.get(f"{self.path}/comparison", metric=metric, at=at)

    def move(self, name: str, **body: Any) -> Call[Document]:
        """Have the job do something, and return the one that does."""
        return self.asking.post(f"{self.path}/{name}", body, once=True)

    def delete(self) -> Call[None]:
        """Forget the job."""
        yield from answered(Request("DELETE", self.path, once=True), self.asking.retries)

    def export(self, form: str) -> Call[bytes]:
        """Return the history as a file."""
        return self.asking.content(Request("GET", f"{self.path}/export", {"format": form}))

    def model(self, run: str, epoch: str) -> Call[bytes]:
        """Return the model that a run trained."""
        place = f"{self.path}/runs/{_part(run)}/model"
        return self.asking.content(Request("GET", place, {"epoch": epoch}))


def job_path(job_id: str) -> str:
    """Return where a job is."""
    return f"/jobs/{_part(job_id)}"


def _part(name: str) -> str:
    return quote(name, safe="")
