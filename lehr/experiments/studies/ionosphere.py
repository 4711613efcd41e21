"""Radar returns: a rate that falls against one that stays, and three common strategies."""

from typing import Any, Final

from .study import Study

UPDATES: Final = 450
"""50 epochs of 9 batches."""
EPOCHS: Final = 50

_DATA: Final[dict[str, Any]] = {
    "dataset": {"name": "ionosphere"},
    "loss": "binary_crossentropy",
    "metrics": ["accuracy"],
    "epochs": EPOCHS,
    "batch_size": 28,
    "validation": {"split": 0.33},
    "seed": 7,
}
_DRAWN: Final = {"layer": "Dense", "kernel_initializer": "random_normal"}
_ONE_HIDDEN_LAYER: Final = _DATA | {
    "model": {
        "layers": [
            _DRAWN | {"units": 34, "activation": "relu"},
            _DRAWN | {"units": 1, "activation": "sigmoid"},
        ]
    },
}
_HIDDEN: Final = {"layer": "Dense", "units": 10, "activation": "relu"}
_TWO_HIDDEN_LAYERS: Final = _DATA | {
    "model": {"layers": [_HIDDEN, _HIDDEN, {"layer": "Dense", "units": 1, "activation": "sigmoid"}]}
}

_TIME_BASED: Final = {"kind": "time_based", "initial_learning_rate": 0.1, "decay": 0.002}
_DROP_BASED: Final = {
    "kind": "step",
    "initial_learning_rate": 0.1,
    "drop": 0.5,
    "every": 10,
    "first": 1,
}
_MANUAL: Final = {"kind": "constant", "learning_rate": 0.001}
_DECAYING: Final = {
    "kind": "keras.ExponentialDecay",
    "initial_learning_rate": 0.01,
    "decay_steps": 1000,
    "decay_rate": 0.96,
}

STUDIES: Final = (
    Study(
        name="ionosphere-baseline",
        title="Ionosphere: a rate that stays",
        expect=(
            "Plain SGD at 0.1 without momentum validates at about 96 % (95.69 % was published): "
            "what the schedules of the other ionosphere studies are compared with."
        ),
        request=_ONE_HIDDEN_LAYER
        | {
            "optimizer": {"name": "SGD"},
            "schedule": {"kind": "constant", "learning_rate": 0.1},
        },
        preview=None,
    ),
    Study(
        name="ionosphere-time-based",
        title="Ionosphere: time-based decay with momentum",
        expect=(
            "With momentum 0.8 and a rate that falls at every update, by 0.1 / 50, validation "
            "accuracy reaches about 99 % (99.14 % was published), above the baseline."
        ),
        request=_ONE_HIDDEN_LAYER
        | {"optimizer": {"name": "SGD", "momentum": 0.8}, "schedule": _TIME_BASED},
        preview={"schedule": _TIME_BASED, "steps": UPDATES},
    ),
    Study(
        name="ionosphere-drop-based",
        title="Ionosphere: drop-based decay with momentum",
        expect=(
            "With momentum 0.9 and a rate that is halved every 10 epochs, the first time at the "
            "10th, validation accuracy reaches about 99 % (99.14 % was published), above the "
            "baseline."
        ),
        request=_ONE_HIDDEN_LAYER
        | {
            "optimizer": {"name": "SGD", "momentum": 0.9},
            "schedule": _DROP_BASED,
            "schedule_unit": "epoch",
        },
        preview={"schedule": _DROP_BASED, "unit": "epoch", "steps": EPOCHS},
    ),
    Study(
        name="strategies",
        title="Ionosphere: a rate by hand, a decaying one, an adaptive optimizer",
        expect=(
            "Adam at a constant 0.001, Adam with an exponential decay from 0.01, and RMSprop with "
            "momentum all learn. No result was published: see which is better over several seeds."
        ),
        request=_TWO_HIDDEN_LAYERS
        | {
            "optimizer": {"name": "Adam"},
            "schedule": _MANUAL,
            "sweep": [
                {"optimizer": {"name": "Adam"}, "schedule": _MANUAL},
                {"optimizer": {"name": "Adam"}, "schedule": _DECAYING},
                {
                    "optimizer": {"name": "RMSprop", "rho": 0.9, "momentum": 0.5},
                    "schedule": _MANUAL,
                },
            ],
        },
        preview={"schedules": [_MANUAL, _DECAYING], "steps": UPDATES},
    ),
)
