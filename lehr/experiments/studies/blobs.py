"""Three clusters in the plane: what rate, momentum, decay, patience and optimizer do."""

from typing import Any, Final

from .study import Study

UPDATES: Final = 3_200
"""200 epochs of 16 batches."""
RATES: Final = [1.0, 0.1, 0.01, 0.001, 1e-4, 1e-5, 1e-6, 1e-7]
MOMENTA: Final = [0.0, 0.5, 0.9, 0.99]
DECAYS: Final = [1e-1, 1e-2, 1e-3, 1e-4]
PATIENCES: Final = [2, 5, 10, 15]
USUAL_RATES: Final = {"SGD": 0.01, "RMSprop": 0.001, "Adagrad": 0.01, "Adam": 0.001}
"""What was each optimizer's default; Keras's Adagrad has 0.001 now, too low to learn in time."""

_BLOBS: Final[dict[str, Any]] = {
    "dataset": {
        "name": "blobs",
        "samples": 1000,
        "centers": 3,
        "features": 2,
        "cluster_std": 2.0,
        "seed": 2,
    },
    "model": {
        "layers": [
            {
                "layer": "Dense",
                "units": 50,
                "activation": "relu",
                "kernel_initializer": "he_uniform",
            },
            {"layer": "Dense", "units": 3, "activation": "softmax"},
        ]
    },
    "optimizer": {"name": "SGD"},
    "schedule": {"kind": "constant", "learning_rate": 0.01},
    "loss": "categorical_crossentropy",
    "metrics": ["accuracy"],
    "epochs": 200,
    "batch_size": 32,
    "validation": {"split": 0.5},
    "seed": 7,
}


def _decaying(decay: float) -> dict[str, Any]:
    return {"kind": "time_based", "initial_learning_rate": 0.01, "decay": decay}


STUDIES: Final = (
    Study(
        name="learning-rates",
        title="Blobs: eight rates from 1 to 0.0000001",
        expect=(
            "At 1 accuracy oscillates; 0.1, 0.01 and 0.001 learn, each later than the one before; "
            "0.000001 and below learn nothing in 200 epochs. 0.1 is a good choice."
        ),
        request=_BLOBS | {"sweep": {"schedule.learning_rate": RATES}},
        preview=None,
    ),
    Study(
        name="momentum",
        title="Blobs: momentum 0, 0.5, 0.9, 0.99",
        expect=(
            "At a rate of 0.01, momentum 0.9 and 0.99 are good within about 50 epochs, where "
            "training without momentum takes about 200. Momentum steadies validation accuracy."
        ),
        request=_BLOBS
        | {
            "optimizer": {"name": "SGD", "momentum": 0.0},
            "sweep": {"optimizer.momentum": MOMENTA},
        },
        preview=None,
    ),
    Study(
        name="decay",
        title="Blobs: time-based decay 0.1, 0.01, 0.001, 0.0001",
        expect=(
            "A decay of 0.1 or 0.01 an update stops learning too early; 0.001 and 0.0001 reach "
            "more. From 0.01 the rate falls to 0.000031 with a decay of 0.1, to 0.0076 with 0.0001."
        ),
        request=_BLOBS | {"schedule": _decaying(DECAYS[0]), "sweep": {"schedule.decay": DECAYS}},
        preview={"schedules": [_decaying(decay) for decay in DECAYS], "steps": UPDATES},
    ),
    Study(
        name="plateau-patience",
        title="Blobs: a plateau's patience of 2, 5, 10, 15 epochs",
        expect=(
            "The more patience, the later the first cut of the rate and the higher the accuracy: "
            "a patience of 2 mostly cuts by epoch 10 and stays below those of 10 and 15. How often "
            "the rate is cut is much a matter of the seed."
        ),
        request=_BLOBS
        | {
            "schedule": {
                "kind": "keras.ReduceLROnPlateau",
                "initial_learning_rate": 0.01,
                "monitor": "val_loss",
                "factor": 0.1,
                "patience": PATIENCES[0],
                "min_delta": 1e-7,
            },
            "sweep": {"schedule.patience": PATIENCES},
        },
        preview=None,
    ),
    Study(
        name="optimizers",
        title="Blobs: SGD, RMSprop, Adagrad and Adam",
        expect=(
            "The adaptive three learn faster and more steadily than plain SGD; RMSprop and Adam "
            "have learned within 50 epochs."
        ),
        request=_BLOBS
        | {
            "sweep": [
                {"optimizer.name": name, "schedule.learning_rate": rate}
                for name, rate in USUAL_RATES.items()
            ]
        },
        preview=None,
    ),
    Study(
        name="decay-curves",
        title="Time-based decay over 200 updates",
        expect=(
            "From 0.01, a decay of 0.1 is below 0.002 within 50 updates and at 0.000478 in the "
            "end; 0.0001 has hardly moved."
        ),
        request=None,
        preview={"schedules": [_decaying(decay) for decay in DECAYS], "steps": 200},
    ),
)
