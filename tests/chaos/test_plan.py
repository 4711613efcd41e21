"""A plan is drawn from its seed, and leaves the supervisor alive."""

from collections import defaultdict
from itertools import accumulate

import pytest

from tests.chaos.plan import Kind, drawn


def test_a_seed_decides_the_plan() -> None:
    assert list(drawn(5, 100)) == list(drawn(5, 100))
    assert list(drawn(5, 100)) != list(drawn(6, 100))


def test_a_short_plan_has_every_kind_of_fault() -> None:
    assert {fault.kind for fault in drawn(5, len(Kind))} == set(Kind)


@pytest.mark.parametrize("seed", range(5))
def test_no_program_dies_so_often_that_the_supervisor_gives_up(seed: int) -> None:
    faults = list(drawn(seed, 300))
    deaths = defaultdict(list)
    for fault, at in zip(faults, accumulate(fault.pause for fault in faults), strict=True):
        for program in fault.deadly_to:
            deaths[program].append(at)
    for times in deaths.values():
        assert all(later - first > 60 for first, later in zip(times, times[4:], strict=False))
