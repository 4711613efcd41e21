"""A short round of faults; `make chaos N=1000` does long ones."""

from pathlib import Path

import pytest

from tests.chaos.campaign import Campaign
from tests.chaos.plan import drawn
from tests.chaos.report import report

FAULTS = 60
SECONDS = 200
"""In which all of them are done on two idle cores; a busy machine has time for fewer."""
SEED = 176
"""Of which the plan needs few pauses to spare the supervisor."""


@pytest.mark.timeout(1200)
def test_nothing_is_lost_whatever_dies(tmp_path: Path) -> None:
    campaign = Campaign(tmp_path, SEED, lease=2, seconds=SECONDS)
    aftermath = campaign.run(drawn(SEED, FAULTS, campaign.kinds))
    table = "\n".join(report(aftermath.hits, aftermath.jobs, aftermath.breaches))
    assert aftermath.hits
    assert not aftermath.breaches, table
