"""Prints the table: `python -m tests.chaos 300 --seed 5` does 300 faults, drawn from the seed 5."""

from pathlib import Path
from secrets import randbelow
from tempfile import mkdtemp
from typing import Annotated

import typer

from .alone.serve import CELERY_ALONE
from .campaign import Campaign
from .plan import drawn
from .report import report
from .stack import LEHR
from .violations import Wrong

NOT_KEPT = {Wrong.BROKEN_LOG, Wrong.ZOMBIE}
"""What only a product that logs who holds a run can break."""


def main(
    count: int,
    seed: Annotated[int, typer.Option(default_factory=lambda: randbelow(1_000))],
    *,
    baseline: Annotated[bool, typer.Option(help="Plain Celery instead of Lehr.")] = False,
) -> None:
    """Do `count` faults and print what came of it; fail where anything did not hold."""
    product = CELERY_ALONE if baseline else LEHR
    directory = Path(mkdtemp(prefix="lehr-chaos-"))
    typer.echo(f"{count} faults of seed {seed}; the logs are in {directory}.\n")
    campaign = Campaign(directory, seed, product=product)
    aftermath = campaign.run(drawn(seed, count, campaign.kinds))
    broken = [one for one in aftermath.violations if not (baseline and one.wrong in NOT_KEPT)]
    typer.echo("\n".join(report(aftermath.hits, aftermath.jobs, broken)))
    raise typer.Exit(code=bool(broken))


if __name__ == "__main__":
    typer.run(main)
