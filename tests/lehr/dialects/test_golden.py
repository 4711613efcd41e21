"""Every spelling has the rates of its real library, which `golden` has asked."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lehr.dialects import KINDS, parse
from lehr.schedules import Feedback, FloatArray

FILES = sorted(Path(__file__).parents[2].joinpath("golden").glob("*.json"))
DOCUMENTS = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in FILES}
CURVES = [curve for document in DOCUMENTS.values() for curve in document["curves"]]
every_curve = pytest.mark.parametrize(
    "curve", CURVES, ids=lambda curve: json.dumps(curve["schedule"])[9:70]
)


def tolerances(rates: FloatArray) -> FloatArray:
    eps = np.finfo(np.float64).eps
    tolerances: FloatArray = 1e-12 * np.abs(rates) + 4 * eps * np.abs(rates).max()
    return tolerances


@every_curve
def test_all_steps_at_once_have_the_rates_of_the_library(curve: dict[str, Any]) -> None:
    expected = np.array(curve["rates"])
    rates = parse(curve["schedule"]).rates(np.array(curve["steps"]))
    assert (np.abs(rates - expected) <= tolerances(expected)).all()


@every_curve
def test_each_step_alone_has_the_rate_of_the_library(curve: dict[str, Any]) -> None:
    schedule, expected = parse(curve["schedule"]), np.array(curve["rates"])
    rates = np.array([schedule.rates(np.array([step])).item() for step in curve["steps"]])
    assert (np.abs(rates - expected) <= tolerances(expected)).all()


@pytest.mark.parametrize("library", DOCUMENTS)
def test_every_spelling_of_a_library_has_three_curves(library: str) -> None:
    own = {kind: cls for kind, cls in KINDS.items() if cls.library == library}
    kinds = [kind for kind, cls in own.items() if not issubclass(cls, Feedback)]
    told = [curve["schedule"]["kind"] for curve in DOCUMENTS[library]["curves"]]
    assert min(told.count(kind) for kind in kinds) >= 3
