"""The service that commands ask, found by LEHR_URL and LEHR_API_KEY."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from lehr.client import Client, ClientError, InvalidArgument, LehrProblem

from .sentences import Ending, Failure

TOO_MANY: Final = 429
SERVER_ERRORS: Final = 500


@contextmanager
def service() -> Iterator[Client]:
    """Give a client of the service; what it refuses ends the command, in its words."""
    try:
        with Client() as client:
            yield client
    except LehrProblem as problem:
        raise Failure(*_told(problem), ending=_ending(problem.status)) from problem
    except InvalidArgument as error:
        raise Failure(f"LEHR_URL and LEHR_API_KEY: {error}") from error
    except ClientError as error:
        raise Failure(f"{error}; LEHR_URL says where Lehr is", ending=Ending.UNANSWERED) from error


def _told(problem: LehrProblem) -> list[str]:
    told = [f"{one.pointer}: {one.detail}" if one.pointer else one.detail for one in problem.errors]
    return told or [problem.detail]


def _ending(status: int) -> Ending:
    is_trouble = status == TOO_MANY or status >= SERVER_ERRORS
    return Ending.UNANSWERED if is_trouble else Ending.REFUSED
