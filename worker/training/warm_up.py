"""Make a worker's first run as quick as its second: train something small the very same way."""

from lehr.experiments.experiment import Experiment
from lehr.experiments.plan import resolve
from lehr.settings import Settings
from worker.trainer import Report, Trainer

SMALL = {
    "dataset": {"name": "ionosphere"},
    "model": {"layers": [{"layer": "Dense", "units": 1, "activation": "sigmoid"}]},
    "schedule": {"kind": "constant", "learning_rate": 0.1},
    "epochs": 1,
    "seed": 0,
}


def warm_up(train: Trainer) -> None:
    """Load and set up all that the trainer needs; nothing of it is recorded."""
    experiment, plan = resolve(Experiment.model_validate(SMALL), Settings())
    train(experiment, plan, Report(_unheard, _unheard, heed=lambda: None, warn=_unheard))


def _unheard(_: object) -> None:
    pass
