"""Whether a machine's worker is alive."""

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from .tables import WorkerRow
from .worker_store import ALIVE_SECONDS


def has_worker(session: Session, host: str) -> bool:
    """Tell whether a worker of `host` was seen lately, be it about to stop or not."""
    recent = func.now() - func.make_interval(0, 0, 0, 0, 0, 0, ALIVE_SECONDS)
    seen = exists().where(WorkerRow.host == host, WorkerRow.seen_at > recent)
    return session.scalars(select(seen)).one()
