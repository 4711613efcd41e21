"""Idempotency keys, and the jobs that they stand for."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from lehr.errors import KeyReused

from .tables import KeyRow

KEPT = timedelta(hours=24)
"""How long a key stands for its job; after that it is free again."""

EXPIRED = KeyRow.created_at < func.now() - KEPT


class KeyStore:
    """The keys of the last day."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def resolve(self, key: str, fingerprint: str, job_id: UUID) -> UUID:
        """Return the job that the key stands for: `job_id` from now on, if it is free.

        Waits for whoever uses the same key at the same time. Raises KeyReused where the key stands
        for a job of another fingerprint.
        """
        if self._take(key, fingerprint, job_id):
            return job_id
        held = self._session.execute(select(KeyRow).where(KeyRow.key == key)).scalar_one()
        if held.fingerprint != fingerprint:
            raise KeyReused(held.job_id)
        return held.job_id

    def forget_expired(self) -> None:
        """Forget the keys that are free again."""
        self._session.execute(delete(KeyRow).where(EXPIRED))

    def _take(self, key: str, fingerprint: str, job_id: UUID) -> bool:
        facts = {"fingerprint": fingerprint, "job_id": job_id}
        taking = insert(KeyRow).values(key=key, **facts)
        renewed = facts | {"created_at": func.now()}
        taking = taking.on_conflict_do_update(
            index_elements=[KeyRow.key], set_=renewed, where=EXPIRED
        )
        return self._session.scalar(taking.returning(KeyRow.job_id)) is not None
