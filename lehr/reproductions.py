"""Judge runs, and jobs with their last run, by what they train again."""

from collections.abc import Iterable, Sequence

from lehr.experiments.lifecycle import Status
from lehr.experiments.records import Claim
from lehr.experiments.reproduction import (
    Equivalence,
    JobReproduction,
    RunReproduction,
    Verdict,
)
from lehr.experiments.results import Result
from lehr.store.engine import Session
from lehr.store.ledger import Page
from lehr.store.reproduction_store import ReproductionStore

JUDGED = frozenset({Status.SUCCEEDED, Status.FAILED})


def judge(session: Session, ledgers: Iterable[Page], ended: Iterable[Claim]) -> None:
    """Keep what the runs that have ended, and jobs that have with them, are to their originals.

    The jobs' ledgers must have settled.
    """
    pages = [page for page in ledgers if page.reproduces is not None]
    if not pages:
        return
    ids, store = {page.job_id for page in pages}, ReproductionStore(session)
    pairs = store.pairs([claim.key for claim in ended if claim.job_id in ids])
    store.keep({pair.key: pair.judged() for pair in pairs})
    for page in pages:
        if page.status in JUDGED:
            _conclude(store, page)


def _conclude(store: ReproductionStore, page: Page) -> None:
    runs = store.kept(page.job_id)
    compared = [(run, found) for run, found in runs if found is not None]
    if compared:
        store.conclude(page.job_id, _judged(compared, len(runs)))


def _judged(compared: Sequence[tuple[Result, RunReproduction]], runs: int) -> JobReproduction:
    equal = sum(found.verdict is Verdict.BIT for _, found in compared)
    firsts = [found.first_epoch for _, found in compared if found.first_epoch is not None]
    verdict, found = _weighed(compared, all_equal=equal == len(compared))
    return JobReproduction(
        verdict=verdict,
        equal=equal,
        different=len(compared) - equal,
        not_compared=runs - len(compared),
        first_epoch=min(firsts, default=None),
        equivalence=found,
    )


def _weighed(
    compared: Sequence[tuple[Result, RunReproduction]], *, all_equal: bool
) -> tuple[Verdict, Equivalence | None]:
    if all_equal:
        return Verdict.BIT, None
    from lehr.comparison.equivalence import equivalence, is_equivalent

    found = equivalence(compared)
    return (Verdict.STATISTICS if is_equivalent(found) else Verdict.DIFFERENT), found
