"""What must never happen, as the checker names it."""

from enum import StrEnum
from typing import NamedTuple


class Wrong(StrEnum):
    """A promise that can be broken."""

    LOST = "lost job or run"
    PHANTOM = "phantom job"
    WRONG_STATE = "wrong state"
    STUCK = "stuck"
    DOUBLE_EPOCH = "double epoch"
    MISSING_EPOCH = "missing epoch"
    ZOMBIE = "zombie write"
    UNEQUAL = "unequal weights or history"
    BROKEN_LOG = "broken event log"
    BAD_ANSWER = "bad answer"
    ORPHAN = "orphan process"


class Violation(NamedTuple):
    """One promise broken."""

    wrong: Wrong
    detail: str
