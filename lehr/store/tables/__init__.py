"""The tables; their rows never leave the store."""

from .base import Base as Base
from .jobs import EpochRow as EpochRow
from .jobs import EventRow as EventRow
from .jobs import JobRow as JobRow
from .jobs import KeyRow as KeyRow
from .jobs import RunRow as RunRow
from .jobs import StepRow as StepRow
from .jobs import WorkerRow as WorkerRow
from .kept import EnvironmentRow as EnvironmentRow
from .kept import ModelRow as ModelRow
from .webhooks import DeliveryRow as DeliveryRow
from .webhooks import WebhookRow as WebhookRow
