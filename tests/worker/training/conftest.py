"""Both trainers, as most tests of a module share them: programs compile once."""

import pytest

from worker.trainer import Trainer
from worker.training.compiled import CompiledTrainer
from worker.training.fit import fit


@pytest.fixture(scope="module")
def compiled() -> CompiledTrainer:
    return CompiledTrainer()


@pytest.fixture(scope="module", params=["compiled", "fit"])
def train(request: pytest.FixtureRequest, compiled: CompiledTrainer) -> Trainer:
    return compiled if request.param == "compiled" else fit
