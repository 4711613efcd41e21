"""Where the curves of timm turn."""

from collections.abc import Mapping
from itertools import islice

import numpy as np
import pytest

from lehr.dialects import parse

TRIPLING = {"kind": "timm.cosine", "lr": 1, "t_initial": 10, "cycle_mul": 3, "cycle_limit": 7}
HALVING = {"kind": "timm.poly", "lr": 1, "t_initial": 100, "cycle_mul": 0.5, "cycle_limit": 10**12}
ENDLESS = {"kind": "timm.tanh", "lr": 1, "t_initial": 10, "cycle_limit": 10**12}
WARM = {"warmup_t": 15, "warmup_prefix": True}


def turns(document: Mapping[str, object], first: int = 1) -> list[tuple[int, str]]:
    return [(turn.step, turn.what) for turn in islice(parse(document).turns(first), 6)]


def restarts(*steps: int) -> list[tuple[int, str]]:
    return [(step, "restart") for step in steps]


def test_cycles_restart_where_timm_restarts_them() -> None:
    assert turns(TRIPLING) == restarts(10, 40, 130, 400, 1211, 3640)


def test_the_last_cycle_ends() -> None:
    assert turns(TRIPLING, 3640) == [*restarts(3640), (10_930, "end")]


def test_a_warmup_delays_what_it_is_the_prefix_of() -> None:
    assert turns({**TRIPLING, **WARM})[:3] == [(15, "warmup_end"), *restarts(25, 55)]


def test_a_warmup_hides_what_it_lies_over() -> None:
    over = {**TRIPLING, **WARM, "warmup_prefix": False}
    assert turns(over)[:3] == [(15, "warmup_end"), *restarts(40, 130)]


def test_ever_shorter_cycles_are_told_while_they_last_a_step() -> None:
    assert turns(HALVING) == restarts(100, 150, 175, 188, 194, 197)
    assert turns(HALVING, 198) == [(200, "end")]


def test_the_farthest_restart_is_found_at_once() -> None:
    assert turns(ENDLESS, 10**12 - 19) == restarts(10**12 - 10, 10**12)


def test_noise_has_no_end() -> None:
    assert turns({**TRIPLING, "noise_range_t": 5}, 3640) == restarts(3640)


def test_drops_are_boundaries() -> None:
    each = {"kind": "timm.step", "lr": 1, "decay_t": 2.5, "decay_rate": 0.5, "warmup_t": 5}
    assert turns(each)[:4] == [(5, "warmup_end"), *((step, "boundary") for step in (8, 10, 13))]
    given = {"kind": "timm.multistep", "lr": 1, "decay_t": [5, 5, 30], "decay_rate": 0.5}
    assert turns(given) == [(4, "boundary"), (4, "boundary"), (29, "boundary")]


@pytest.mark.parametrize("cycle_mul", [1, 1.1, 1.5, 2, 3, 0.9])
def test_the_rate_is_higher_at_a_restart_than_before_it(cycle_mul: float) -> None:
    cycles = {**TRIPLING, "cycle_mul": cycle_mul, "t_initial": 20}
    at = np.array([step for step, what in turns(cycles) if what == "restart"])
    cosine = parse(cycles)
    assert len(at) >= 5
    assert (cosine.rates(at) > cosine.rates(at - 1)).all()
