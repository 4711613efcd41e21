"""What transformers' schedules are asked for, as torch's are."""

from golden.torch_cases import Case

WARM = {"num_warmup_steps": 10, "num_training_steps": 100}
COLD = {"num_warmup_steps": 0, "num_training_steps": 77}
ALL_WARMUP = {"num_warmup_steps": 20, "num_training_steps": 20}

CASES: dict[str, list[Case]] = {
    "constant": [({"lr": rate}, (), 10) for rate in (0.1, 1, 3e-5)],
    "constant_with_warmup": [
        ({"lr": 5e-5, "num_warmup_steps": steps}, (steps,), 100) for steps in (0, 1, 30)
    ],
    "linear": [
        ({"lr": 5e-5, **steps}, (10, 20, 77, 100), 130) for steps in (WARM, COLD, ALL_WARMUP)
    ],
    "cosine": [
        ({"lr": 5e-5, **WARM}, (10, 55, 100), 400),
        ({"lr": 1, **COLD, "num_cycles": 2}, (77,), 200),
        ({"lr": 0.1, **ALL_WARMUP}, (20,), 50),
    ],
    "cosine_with_restarts": [
        ({"lr": 5e-5, **WARM}, (10, 100), 150),
        ({"lr": 1, **COLD, "num_cycles": 7}, (11, 22, 77), 100),
        ({"lr": 0.1, **WARM, "num_cycles": 3}, (10, 40, 70, 100), 120),
    ],
    "polynomial": [
        ({"lr": 5e-5, **WARM}, (10, 100), 150),
        ({"lr": 1, **COLD, "lr_end": 0, "power": 2}, (77,), 100),
        ({"lr": 0.1, **WARM, "lr_end": 0.01, "power": 0.5}, (10, 100), 150),
    ],
    "inverse_sqrt": [
        ({"lr": 5e-4, "num_warmup_steps": 100}, (100,), 5000),
        ({"lr": 1, "num_warmup_steps": 0}, (), 20_000),
        ({"lr": 0.1, "num_warmup_steps": 10, "timescale": 400}, (10, 400), 5000),
    ],
    "cosine_with_min_lr": [
        ({"lr": 5e-5, **WARM, "min_lr": 1e-6}, (10, 100), 250),
        ({"lr": 1, **COLD, "min_lr_rate": 0}, (77,), 160),
        ({"lr": 0.1, **WARM, "min_lr_rate": 0.3, "num_cycles": 1.5}, (10, 100), 250),
    ],
    "cosine_warmup_with_min_lr": [
        ({"lr": 5e-5, **WARM, "min_lr": 1e-6}, (10, 100), 250),
        ({"lr": 1, **COLD, "min_lr_rate": 0.1}, (77,), 160),
        ({"lr": 0.1, **WARM, "min_lr_rate": 0.3, "warmup_lr_rate": 0.2}, (10, 100), 250),
    ],
    "warmup_stable_decay": [
        ({"lr": 5e-4, **WARM, "num_decay_steps": 30}, (10, 70, 100), 150),
        (
            {
                "lr": 1,
                "num_warmup_steps": 5,
                "num_decay_steps": 20,
                "num_stable_steps": 10,
                "warmup_type": "cosine",
                "decay_type": "1-sqrt",
                "min_lr_ratio": 0.1,
            },
            (5, 15, 35),
            60,
        ),
        (
            {
                "lr": 0.1,
                **COLD,
                "num_decay_steps": 77,
                "decay_type": "linear",
                "min_lr_ratio": 0,
            },
            (77,),
            100,
        ),
        ({"lr": 0.1, **WARM, "num_decay_steps": 0, "warmup_type": "1-sqrt"}, (10, 100), 120),
    ],
}
