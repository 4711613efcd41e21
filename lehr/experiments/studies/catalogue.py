"""Every study by its name."""

from typing import Any, Final

from lehr.errors import PreviewOnly, UnknownStudy
from lehr.experiments.vocabulary import nearest
from lehr.wording import cut

from . import blobs, ionosphere
from .study import Study

STUDIES: Final = {study.name: study for study in (*ionosphere.STUDIES, *blobs.STUDIES)}
"""The registry: a study that stands here is listed, handed in by its name, and tested."""
LABEL: Final = "study"
"""The label by which the jobs of a study are found again; its value is the study's name."""


def find(name: str) -> Study:
    """Return the study of this name; raise UnknownStudy where there is none."""
    if name not in STUDIES:
        near = nearest(name, STUDIES)
        perhaps = f"perhaps {near}; " if near else ""
        raise UnknownStudy(
            f"no study is named {cut(name)}: {perhaps}there are {', '.join(STUDIES)}"
        )
    return STUDIES[name]


def requested(name: str) -> dict[str, Any]:
    """Return what a study has trained, as a body of `POST /jobs`.

    Raises UnknownStudy, or PreviewOnly where there is nothing to train.
    """
    request = find(name).request
    if request is None:
        raise PreviewOnly(f"{name} trains nothing: its `preview` is for POST /schedules/preview")
    return request | {"labels": {LABEL: name}}
