"""What torch's schedulers are asked for: parameters, steps where something happens, last step."""

from typing import Any, TypeAlias

Case: TypeAlias = tuple[dict[str, Any], tuple[int, ...], int]

WARMUP = {"kind": "torch.LinearLR", "start_factor": 0.01, "total_iters": 20}
HELD = {"kind": "torch.ConstantLR", "factor": 0.1, "total_iters": 7}
FALLING = {"kind": "torch.ExponentialLR", "gamma": 0.99}
COSINE = {"kind": "torch.CosineAnnealingLR", "T_max": 100, "eta_min": 1e-4}
DROPS = {"kind": "torch.MultiStepLR", "milestones": [5, 5, 30], "gamma": 0.5}
RESTARTS = {"kind": "torch.CosineAnnealingWarmRestarts", "T_0": 10, "T_mult": 3}
CYCLES = {"kind": "torch.CyclicLR", "base_lr": 0.01, "max_lr": 0.3, "step_size_up": 9}
ONE_CYCLE = {"kind": "torch.OneCycleLR", "max_lr": 0.3, "total_steps": 200}
AVERAGING = {"kind": "torch.SWALR", "swa_lr": 0.05, "anneal_epochs": 12}
POLYNOMIAL = {"kind": "torch.PolynomialLR", "total_iters": 90, "power": 0.9}
STEPS = {"kind": "torch.StepLR", "step_size": 8, "gamma": 0.7}

CASES: dict[str, list[Case]] = {
    "StepLR": [
        ({"lr": 0.1, "step_size": 30}, (30, 60, 90), 1000),
        ({"lr": 1, "step_size": 1, "gamma": 0.9}, (10,), 1000),
        ({"lr": 0.05, "step_size": 7, "gamma": 1.1}, (7, 14), 500),
        ({"lr": 0.1, "step_size": 10, "gamma": 0}, (10, 20), 50),
        ({"lr": 3e-4, "step_size": 70_000, "gamma": 0.3}, (65_536, 70_000, 140_000), 150_000),
    ],
    "MultiStepLR": [
        ({"lr": 0.1, "milestones": [30, 80]}, (30, 80), 200),
        ({"lr": 1, "milestones": [5, 5, 5, 9], "gamma": 0.7}, (5, 9), 20),
        ({"lr": 0.1, "milestones": [1], "gamma": 2}, (1,), 10),
        ({"lr": 0.02, "milestones": [65_535, 65_536, 65_537], "gamma": 0.3}, (65_536,), 70_000),
    ],
    "ConstantLR": [
        ({"lr": 0.1}, (5,), 20),
        ({"lr": 1, "factor": 1, "total_iters": 1}, (1,), 5),
        ({"lr": 0.3, "factor": 0.07, "total_iters": 49}, (49,), 200),
    ],
    "LinearLR": [
        ({"lr": 0.1}, (5,), 20),
        ({"lr": 1, "start_factor": 1, "end_factor": 0, "total_iters": 10}, (10,), 30),
        ({"lr": 0.3, "start_factor": 1e-3, "end_factor": 0.7, "total_iters": 333}, (333,), 500),
        (
            {"lr": 0.1, "start_factor": 1.0, "end_factor": 0.1, "total_iters": 100_000},
            (65_536, 100_000),
            100_010,
        ),
    ],
    "ExponentialLR": [
        ({"lr": 0.1, "gamma": 0.9}, (), 200),
        ({"lr": 1, "gamma": 1}, (), 50),
        ({"lr": 0.1, "gamma": 0}, (), 10),
        ({"lr": 1e-6, "gamma": 1.05}, (), 400),
        ({"lr": 0.1, "gamma": 0.9999}, (65_536,), 140_000),
    ],
    "PolynomialLR": [
        ({"lr": 0.1}, (5,), 20),
        ({"lr": 1, "total_iters": 100, "power": 2}, (50, 100), 300),
        ({"lr": 0.01, "total_iters": 1000, "power": 0.5}, (1000,), 1200),
        ({"lr": 0.1, "total_iters": 70_000, "power": 0.9}, (65_536, 70_000), 70_005),
        ({"lr": 0.1, "total_iters": 1, "power": 0}, (1,), 5),
    ],
    "CosineAnnealingLR": [
        ({"lr": 0.1, "T_max": 50}, (25, 50, 100, 150), 333),
        ({"lr": 1, "T_max": 1}, (1, 2, 3), 20),
        ({"lr": 0.1, "T_max": 2, "eta_min": 0.01}, (2, 4, 6), 40),
        ({"lr": 0.001, "T_max": 33, "eta_min": 0.1}, (33, 66, 99), 400),
        ({"lr": 0.1, "T_max": 100_000, "eta_min": 1e-5}, (65_536, 100_000), 200_003),
    ],
    "CosineAnnealingWarmRestarts": [
        ({"lr": 0.1, "T_0": 10}, (10, 20, 30), 100),
        ({"lr": 1, "T_0": 10, "T_mult": 3, "eta_min": 0.001}, (10, 40, 130, 400, 1210), 3650),
        ({"lr": 0.1, "T_0": 1, "T_mult": 2}, (1, 3, 7, 15, 31), 1030),
        ({"lr": 0.1, "T_0": 10, "T_mult": 10}, (10, 110, 1110, 11_110), 12_000),
    ],
    "CyclicLR": [
        ({"base_lr": 0.001, "max_lr": 0.006}, (2000, 4000), 8100),
        ({"base_lr": 0, "max_lr": 1, "step_size_up": 5, "step_size_down": 15}, (5, 20, 25), 100),
        (
            {"base_lr": 0.01, "max_lr": 0.1, "step_size_up": 7, "mode": "triangular2"},
            (7, 14, 21, 28),
            200,
        ),
        (
            {
                "base_lr": 0.01,
                "max_lr": 0.1,
                "step_size_up": 30,
                "mode": "exp_range",
                "gamma": 0.99,
            },
            (30, 60, 90),
            1000,
        ),
        ({"base_lr": 0.01, "max_lr": 0.1, "step_size_up": 4, "step_size_down": 0}, (4, 8), 50),
    ],
    "OneCycleLR": [
        ({"max_lr": 0.1, "total_steps": 100}, (29, 30), 99),
        ({"max_lr": 1, "epochs": 5, "steps_per_epoch": 17, "anneal_strategy": "linear"}, (24,), 84),
        ({"max_lr": 0.1, "total_steps": 200, "three_phase": True}, (59, 118), 199),
        (
            {
                "max_lr": 0.3,
                "total_steps": 77,
                "pct_start": 0.5,
                "three_phase": True,
                "anneal_strategy": "linear",
                "div_factor": 10,
                "final_div_factor": 1,
            },
            (37, 75),
            76,
        ),
        ({"max_lr": 0.1, "total_steps": 20, "pct_start": 0.0}, (), 19),
        ({"max_lr": 0.1, "total_steps": 20, "pct_start": 1.0, "cycle_momentum": False}, (), 19),
        ({"max_lr": 0.1, "total_steps": 10_000, "pct_start": 0.123}, (1229,), 9999),
        ({"max_lr": 0.1, "total_steps": 2, "pct_start": 0.3, "three_phase": True}, (), 1),
    ],
    "SWALR": [
        ({"lr": 0.1, "swa_lr": 0.05}, (5, 10), 30),
        ({"lr": 1, "swa_lr": 0, "anneal_epochs": 7, "anneal_strategy": "linear"}, (7,), 20),
        ({"lr": 0.1, "swa_lr": 0.5, "anneal_epochs": 0}, (), 5),
        ({"lr": 0.01, "swa_lr": 0.05, "anneal_epochs": 1000}, (1000,), 1010),
    ],
    "SequentialLR": [
        ({"lr": 0.1, "schedulers": [WARMUP, COSINE], "milestones": [20]}, (20, 120), 400),
        ({"lr": 1, "schedulers": [HELD, FALLING], "milestones": [7]}, (7,), 100),
        ({"lr": 0.1, "schedulers": [FALLING, HELD, DROPS], "milestones": [9, 30]}, (9, 30, 60), 99),
        ({"lr": 0.1, "schedulers": [RESTARTS, POLYNOMIAL], "milestones": [45]}, (45, 135), 200),
        ({"lr": 0.1, "schedulers": [WARMUP, RESTARTS], "milestones": [20]}, (20, 30, 60), 200),
        ({"lr": 0.1, "schedulers": [CYCLES, STEPS], "milestones": [40]}, (40, 48), 90),
        ({"lr": 0.1, "schedulers": [STEPS, CYCLES], "milestones": [40]}, (40, 49), 90),
        ({"lr": 0.1, "schedulers": [COSINE, AVERAGING], "milestones": [60]}, (60, 72), 99),
        ({"lr": 0.1, "schedulers": [WARMUP, ONE_CYCLE], "milestones": [20]}, (20, 79), 219),
        ({"lr": 0.1, "schedulers": [ONE_CYCLE, FALLING], "milestones": [199]}, (59, 199), 300),
        ({"lr": 0.1, "schedulers": [COSINE], "milestones": []}, (100,), 300),
    ],
    "ChainedScheduler": [
        ({"lr": 0.1, "schedulers": [HELD, FALLING]}, (7,), 100),
        ({"lr": 1, "schedulers": [WARMUP, COSINE]}, (20, 100), 400),
        ({"lr": 0.1, "schedulers": [STEPS, DROPS, POLYNOMIAL]}, (5, 8, 30, 90), 100),
        ({"lr": 0.1, "schedulers": [CYCLES, FALLING]}, (9, 18), 100),
        ({"lr": 0.1, "schedulers": [WARMUP, CYCLES]}, (9, 18), 60),
        ({"lr": 0.1, "schedulers": [FALLING, AVERAGING]}, (12,), 40),
        ({"lr": 0.1, "schedulers": [RESTARTS, WARMUP]}, (10, 20, 40), 140),
        (
            {
                "lr": 0.1,
                "schedulers": [
                    {
                        "kind": "torch.SequentialLR",
                        "schedulers": [WARMUP, COSINE],
                        "milestones": [20],
                    },
                    FALLING,
                ],
            },
            (20, 120),
            300,
        ),
    ],
}
