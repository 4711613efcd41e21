"""Pictures of jobs, under the version from before they were drawn."""

from hashlib import sha256
from typing import Final
from uuid import UUID

from fastapi import Request, Response

from lehr.comparison.chart import chart
from lehr.plots import Image

from .answers import weak
from .forms import IMAGES, STYLED
from .negotiation import SVG, has, media_type, unchanged, validated
from .queries import PlotQuery
from .state import State

COMPARISON: Final = "comparison"
"""The series that is none of the history's columns."""


def plotted(request: Request, state: State, job_id: UUID, query: PlotQuery) -> Response:
    """Answer with a picture of a job's histories, or of its comparison."""
    kind = media_type(request, tuple(IMAGES))
    wanted = f"{state.jobs.version(job_id)} {kind} {query.model_dump_json()}"
    etag = weak(sha256(wanted.encode()).hexdigest()[:24])
    if has(request, etag):
        return unchanged(etag)
    drawn = _drawn(state, job_id, query, IMAGES[kind])
    styled = {"Content-Security-Policy": STYLED} if kind == SVG else {}
    return Response(drawn, headers=validated(etag) | styled, media_type=kind)


def _drawn(state: State, job_id: UUID, query: PlotQuery, image: Image) -> bytes:
    from lehr.plots import bands, intervals

    if query.series == COMPARISON:
        comparison = state.analyses.comparison(job_id, metric=query.metric, at=query.at)
        return intervals.draw(*chart(comparison), query, image)
    return bands.draw(*state.histories.bands(job_id, query.series), query, image)
