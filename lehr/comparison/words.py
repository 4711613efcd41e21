"""How a comparison came about and what to mind when it is read, in words."""

from collections.abc import Iterator, Sequence
from typing import Final

from lehr.experiments.records import Warned
from lehr.experiments.results import Moment
from lehr.statistics.power import smallest_size
from lehr.statistics.resampling import RESAMPLES
from lehr.statistics.significance import MOST_FLIPPED, least_paired_p

from .answer import ComparedPair, Method
from .pairs import PAIRED_OFF, SURE
from .scores import Scores

MOMENTS: Final = {
    Moment.FINAL: "each run's last epoch",
    Moment.BEST: "each run's epoch of the lowest validation loss (loss, without validation)",
}

MISSING: Final = {
    "unfinished-runs": "runs may still finish, and change every number here",
    "failed-runs": "runs failed or were cancelled, and count nowhere",
    "diverged-runs": "runs diverged: the worst in ranks, and in no mean, interval or test",
}


def method(at: Moment, *, rising: bool) -> Method:
    """Say what the numbers are."""
    return Method(
        better="higher" if rising else "lower",
        at=MOMENTS[at],
        interval=f"95 %, expanded percentiles of {RESAMPLES} bootstrap means",
        p=(
            f"two-sided; differing seeds up to {MOST_FLIPPED}: exact sign-flip permutation of the "
            "mean difference, beyond: Wilcoxon signed-rank; without common seeds: exact label "
            "permutation of the difference of means, or Mann-Whitney U"
        ),
        p_holm="Holm over all pairs of the job, shown or not",
        probability_of_improvement="share of common seeds at which a is better; ties count half",
        seeds_needed="more seeds for 80 % power of Student's t test at 5 % over all pairs",
    )


def warnings(
    groups: Sequence[Scores], pairs: Sequence[ComparedPair], pairs_total: int
) -> Iterator[Warned]:
    """Yield what is easily overlooked."""
    yield from _missing(groups)
    if len(pairs) < pairs_total:
        detail = f"{len(pairs)} of {pairs_total} pairs are shown: those of the best {PAIRED_OFF}"
        yield Warned(code="pairs-left-out", detail=detail)
    if few := _few(pairs, pairs_total):
        yield Warned(code="few-seeds", detail=few)


def _missing(groups: Sequence[Scores]) -> Iterator[Warned]:
    total = sum(len(group.by_seed) + group.unfinished + group.failed for group in groups)
    counts = {
        "unfinished-runs": sum(group.unfinished for group in groups),
        "failed-runs": sum(group.failed for group in groups),
        "diverged-runs": sum(group.diverged for group in groups),
    }
    for code, count in counts.items():
        if count:
            yield Warned(code=code, detail=f"{count} of {total} {MISSING[code]}")


def _few(pairs: Sequence[ComparedPair], pairs_total: int) -> str | None:
    """Say so where no outcome whatever could have told any two configurations apart."""
    if not pairs_total:
        return None
    seeds = max(pair.n for pair in pairs)
    needed = smallest_size(SURE / pairs_total, least_paired_p)
    if seeds >= needed:
        return None
    return (
        f"no p_holm of {pairs_total} pairs can fall to {SURE} with {seeds} seeds: "
        f"that takes {needed}"
    )
