"""Locks that the whole deployment shares."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

SWEEP_LOCK = 0x4C45_4853
"""So that of all processes one sweeps at a time."""
ADMISSION_LOCK = 0x4C45_4841
"""So that two jobs do not both take the queue's last place."""
WEBHOOK_LOCK = 0x4C45_4857
"""So that two webhooks do not both take the last place there is."""


def admit_alone(session: Session) -> None:
    """Wait to become the only one that adds to the queue until this transaction ends."""
    session.execute(select(func.pg_advisory_xact_lock(ADMISSION_LOCK)))


def add_webhook_alone(session: Session) -> None:
    """Wait to become the only one that adds a webhook until this transaction ends."""
    session.execute(select(func.pg_advisory_xact_lock(WEBHOOK_LOCK)))


def leads(session: Session) -> bool:
    """Try to become the one that sweeps until this transaction ends."""
    return bool(session.scalar(select(func.pg_try_advisory_xact_lock(SWEEP_LOCK))))
