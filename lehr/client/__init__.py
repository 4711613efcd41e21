"""Lehr from Python, known by HTTP alone: `Client`, and `AsyncClient` for those who await."""

from .async_job import AsyncJob as AsyncJob
from .asynchronous import AsyncClient as AsyncClient
from .errors import ClientError as ClientError
from .errors import InvalidArgument as InvalidArgument
from .errors import UnexpectedAnswer as UnexpectedAnswer
from .errors import Unreachable as Unreachable
from .job import Job as Job
from .problems import LehrProblem as LehrProblem
from .results import Event as Event
from .results import History as History
from .results import Preview as Preview
from .results import Translation as Translation
from .synchronous import Client as Client
