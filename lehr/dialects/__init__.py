"""Every schedule that can be written down: Lehr's own kinds and the spellings of libraries."""

from .catalogue import ScheduleEntry as ScheduleEntry
from .catalogue import catalogue as catalogue
from .registry import KINDS as KINDS
from .registry import AnySchedule as AnySchedule
from .registry import parse as parse
from .spelling import Spelling as Spelling
