"""How many updates a run may keep."""

from typing import Any

import pytest

from lehr.errors import InvalidRequest
from lehr.experiments.experiment import Experiment
from lehr.experiments.plan import resolve
from lehr.settings import Settings

STEPS_PER_EPOCH = 9


def test_a_million_updates_may_be_kept(body: dict[str, Any]) -> None:
    most = body | {"steps_history": True, "epochs": 1_000_000 // STEPS_PER_EPOCH}
    assert resolve(Experiment.model_validate(most), Settings())[1].steps == 999_999


def test_more_are_refused_with_their_number(body: dict[str, Any]) -> None:
    more = body | {"steps_history": True, "epochs": 111_112}
    rule = "/steps_history: at most 1000000 updates of a run are kept; this has 1000008"
    with pytest.raises(InvalidRequest, match=rule):
        resolve(Experiment.model_validate(more), Settings())


def test_a_run_that_keeps_none_may_have_more(body: dict[str, Any]) -> None:
    resolve(Experiment.model_validate(body | {"epochs": 111_112}), Settings())
