"""What timm's schedulers are asked for, as torch's are."""

from golden.torch_cases import Case

WARM = {"warmup_t": 7, "warmup_lr_init": 1e-4}
CYCLES = {"cycle_mul": 3, "cycle_decay": 0.5, "cycle_limit": 8, "lr_min": 1e-3}
TRIPLED = (10, 40, 130, 400, 1210, 3640, 10_930, 32_800)
NOISY = {"noise_range_t": [20, 80]}
FAR = 10**12 - 1
CASES: dict[str, list[Case]] = {
    "cosine": [
        ({"lr": 0.1, "t_initial": 100}, (50, 100), 250),
        ({"lr": 1, "t_initial": 10, **CYCLES}, TRIPLED, 40_000),
        ({"lr": 0.1, "t_initial": 30, "cycle_limit": 3, "cycle_decay": 0.1, **WARM}, (7, 30), 99),
        ({"lr": 0.1, "t_initial": 30, **WARM, "warmup_prefix": True}, (7, 37), 60),
        ({"lr": 0.1, "t_initial": 7, "k_decay": 1.5, **CYCLES}, (7, 28, 91), 300),
        ({"lr": 0.1, "t_initial": 10, "cycle_mul": 1.1, "cycle_limit": 9}, (10, 21, 34), 99),
        ({"lr": 0.1, "t_initial": 100, "cycle_mul": 0.5, "cycle_limit": 2}, (100, 150), 199),
        ({"lr": 0.1, "t_initial": 100, **NOISY}, tuple(range(80)), 120),
        (
            {"lr": 0.1, "t_initial": 400, "noise_range_t": 5, "noise_std": 2, "noise_pct": 0.1},
            tuple(range(300)),
            500,
        ),
        (
            {"lr": 0.1, "t_initial": 10**9, "cycle_limit": 2000, "noise_range_t": 0},
            (10**9, 4_294_967_254, 10**11),
            FAR,
        ),
        ({"lr": 0.1, "t_initial": 1}, (1,), 5),
        ({"lr": 0.01, "t_initial": 50, "lr_min": 0.1}, (50,), 60),
    ],
    "tanh": [
        ({"lr": 0.1, "t_initial": 100}, (50, 100), 250),
        ({"lr": 1, "t_initial": 10, **CYCLES}, TRIPLED, 40_000),
        ({"lr": 0.1, "t_initial": 30, **WARM, "lb": -4, "ub": 2}, (7, 30), 60),
        ({"lr": 0.1, "t_initial": 30, **WARM, "warmup_prefix": True}, (7, 37), 60),
        ({"lr": 0.1, "t_initial": 100, **NOISY, "noise_seed": 7}, tuple(range(80)), 120),
        ({"lr": 0.1, "t_initial": 10**9, "cycle_limit": 3, "lb": 1, "ub": 2}, (10**9,), FAR),
    ],
    "step": [
        ({"lr": 0.1, "decay_t": 30}, (30,), 100),
        ({"lr": 1, "decay_t": 30, "decay_rate": 0.1}, (30, 60, 90), 1000),
        ({"lr": 0.1, "decay_t": 2.4, "decay_rate": 0.9, **WARM}, (7, 12, 24), 200),
        (
            {"lr": 0.1, "decay_t": 20, "decay_rate": 0.5, **WARM, "warmup_prefix": False},
            (7, 20),
            90,
        ),
        ({"lr": 0.1, "decay_t": 0.1, "decay_rate": 0.99}, (), 100),
        ({"lr": 0.1, "decay_t": 10, "decay_rate": 0}, (10,), 30),
        ({"lr": 0.1, "decay_t": 10, "decay_rate": 1.1}, (10,), 500),
        ({"lr": 0.1, "decay_t": 30, "decay_rate": 0.1, **NOISY}, tuple(range(80)), 120),
        ({"lr": 0.1, "decay_t": 10**11, "decay_rate": 0.1, "t_in_epochs": False}, (10**11,), FAR),
    ],
    "multistep": [
        ({"lr": 0.1, "decay_t": [30, 80], "decay_rate": 0.1}, (29, 30, 79, 80), 200),
        ({"lr": 1, "decay_t": [1, 5, 5, 9], "decay_rate": 0.7}, (1, 4, 5, 8, 9), 20),
        ({"lr": 0.1, "decay_t": [30, 80], "decay_rate": 0.1, **WARM}, (7, 36, 86), 200),
        (
            {"lr": 0.1, "decay_t": [5, 30], "decay_rate": 0.1, **WARM, "warmup_prefix": False},
            (7, 29),
            50,
        ),
        ({"lr": 0.1, "decay_t": [30], "decay_rate": 0.1, **NOISY}, tuple(range(80)), 120),
        ({"lr": 0.1, "decay_t": [10**11], "decay_rate": 2}, (10**11 - 1,), FAR),
    ],
    "poly": [
        ({"lr": 0.1, "t_initial": 100}, (50, 100), 250),
        ({"lr": 1, "t_initial": 10, **CYCLES, "power": 2}, TRIPLED, 40_000),
        ({"lr": 0.1, "t_initial": 30, "cycle_limit": 3, "cycle_decay": 0.1, **WARM}, (7, 30), 99),
        ({"lr": 0.1, "t_initial": 30, **WARM, "warmup_prefix": True}, (7, 37), 60),
        ({"lr": 0.1, "t_initial": 10_000, "k_decay": 2.5, "power": 0.9}, (5000, 10_000), 10_010),
        ({"lr": 0.1, "t_initial": 999, "k_decay": 0.5}, (500, 999), 1010),
        ({"lr": 0.1, "t_initial": 100, **NOISY, "noise_pct": 1}, tuple(range(80)), 120),
        ({"lr": 0.1, "t_initial": 10**9, "power": 0, "cycle_limit": 2}, (10**9,), FAR),
    ],
}
