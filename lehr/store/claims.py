"""Claims, as rows tell of them."""

from sqlalchemy import Executable
from sqlalchemy.orm import Session

from lehr.experiments.records import Claim

from .tables import RunRow

HELD = (
    RunRow.key,
    RunRow.id.label("run_id"),
    RunRow.job_id,
    RunRow.program,
    RunRow.token,
    RunRow.attempts,
    RunRow.epochs_done,
    RunRow.cancel_requested,
    RunRow.pause_requested,
    RunRow.checkpoints,
)
"""What a claim says of its run."""


def told(session: Session, statement: Executable) -> list[Claim]:
    """Return the claims that a statement selects or returns as `HELD`, in order of submission."""
    unseen = statement.execution_options(synchronize_session=False)
    claims = [Claim.model_validate(dict(row)) for row in session.execute(unseen).mappings()]
    return sorted(claims, key=lambda claim: claim.key)
