"""Why a training failed, in words for the client and in the log for the operator."""

import logging

from lehr.errors import InvalidRequest, LehrError
from lehr.experiments.records import Problem

from .trainer import Interrupted, TrainingFailed

MAX_DETAIL = 1000
"""Characters of an error that a client reads."""

log = logging.getLogger(__name__)


def concerns_the_run(error: Exception) -> bool:
    """Tell whether a run failed with the error; else it was interrupted, or a service is away."""
    if isinstance(error, InvalidRequest):
        return True
    return not isinstance(error, Interrupted | LehrError)


def problem_of(error: Exception, title: str) -> Problem:
    """Return the problem that an error is to the client, and log what the client is not told."""
    match error:
        case TrainingFailed() | InvalidRequest():
            log.warning("%s: %s", title, error.detail)
            return _problem(error.code, title, error.detail)
        case MemoryError():
            log.error("a run needs too much memory", exc_info=error)
            return _problem("out-of-memory", title, "the run needs more memory than there is")
        case _:
            log.error("a training broke", exc_info=error)
            return _problem("internal-error", title, "the trainer broke; its log has the reason")


def _problem(code: str, title: str, detail: str) -> Problem:
    return Problem(type=f"/problems/{code}", title=title, detail=detail[:MAX_DETAIL])
