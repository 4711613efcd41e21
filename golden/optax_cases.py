"""What optax's schedules are asked for, as torch's are."""

from typing import Any

from golden.torch_cases import Case

FARTHEST = 2**31 - 1
"""The last step that an int32 can count."""

RISE = {"kind": "optax.linear_schedule", "init_value": 0, "end_value": 0.3, "transition_steps": 20}
COSINE = {"kind": "optax.cosine_decay_schedule", "init_value": 0.3, "decay_steps": 100}
DECAY = {
    "kind": "optax.exponential_decay",
    "init_value": 0.3,
    "transition_steps": 10,
    "decay_rate": 0.9,
}
DROPS = {
    "kind": "optax.piecewise_constant_schedule",
    "init_value": 0.1,
    "boundaries_and_scales": {"30": 0.5, "7": 0.3},
}
HELD = {"kind": "optax.constant_schedule", "value": 0.2}
ONE_CYCLE = {
    "kind": "optax.cosine_onecycle_schedule",
    "transition_steps": 60,
    "peak_value": 0.4,
}
RISE_AND_FALL = {"init_value": 0, "peak_value": 0.1, "warmup_steps": 10, "decay_steps": 100}
RISE_AND_DECAY = {
    "init_value": 0,
    "peak_value": 0.1,
    "warmup_steps": 10,
    "transition_steps": 30,
    "decay_rate": 0.5,
}


def _through(points: dict[str, float], **parameters: Any) -> dict[str, Any]:
    return {"boundaries_and_scales": points, **parameters}


CASES: dict[str, list[Case]] = {
    "constant_schedule": [({"value": value}, (), FARTHEST) for value in (0.1, 1, 3e-5)],
    "linear_schedule": [
        ({"init_value": 0.1, "end_value": 0.01, "transition_steps": 1000}, (500, 1000), 2000),
        (
            {"init_value": 0, "end_value": 1, "transition_steps": 7, "transition_begin": 5},
            (5, 12),
            40,
        ),
        ({"init_value": 0.3, "end_value": 3e-7, "transition_steps": FARTHEST}, (2**24,), FARTHEST),
        (
            {
                "init_value": 3e-4,
                "end_value": 0.3,
                "transition_steps": 1000,
                "transition_begin": 2**24 + 1,
            },
            (2**24 + 1, 2**24 + 501, 2**24 + 1001),
            2**25,
        ),
        ({"init_value": 0.1, "end_value": 0.7, "transition_steps": 1}, (1,), 5),
    ],
    "polynomial_schedule": [
        (
            {"init_value": 0.1, "end_value": 0.001, "power": 2, "transition_steps": 100},
            (50, 100),
            300,
        ),
        (
            {
                "init_value": 1,
                "end_value": 0.01,
                "power": 0.5,
                "transition_steps": 333,
                "transition_begin": 50,
            },
            (50, 200, 383),
            500,
        ),
        (
            {"init_value": 0.01, "end_value": 0.3, "power": 3, "transition_steps": 777},
            (333, 777),
            900,
        ),
        ({"init_value": 0.1, "end_value": 0, "power": 0, "transition_steps": 10}, (10,), 30),
        (
            {"init_value": 0.1, "end_value": 1e-9, "power": 1.7, "transition_steps": 10**9},
            (2**24, 10**9),
            FARTHEST,
        ),
    ],
    "piecewise_constant_schedule": [
        (_through({"30": 0.1, "60": 0.1, "90": 0.1}, init_value=0.1), (30, 60, 90), 1000),
        (_through({"200": 3, "7": 0.7, "20": 0}, init_value=1), (7, 20, 200), 300),
        ({"init_value": 0.3}, (), 10),
        (_through({str(b): 0.9 for b in range(1, 40)}, init_value=0.1), (10, 20, 30, 39), 50),
        (_through({str(2**24 + 1): 0.5}, init_value=0.1), (2**24, 2**24 + 1), FARTHEST),
    ],
    "piecewise_interpolate_schedule": [
        (
            _through({"4": 0.1, "8": 0.01}, interpolate_type="linear", init_value=1.0),
            (4, 6, 8),
            20,
        ),
        (
            _through({"4": 0.1, "8": 0.01}, interpolate_type="cosine", init_value=1.0),
            (4, 6, 8),
            20,
        ),
        (
            _through({"700": 0.3, "100": 7, "90": 0}, interpolate_type="cosine", init_value=0.2),
            (50, 90, 100, 400, 700),
            900,
        ),
        (
            _through({"333": 25, "1000": 1e-6}, interpolate_type="linear", init_value=0.004),
            (150, 333, 700, 1000),
            2000,
        ),
        ({"interpolate_type": "linear", "init_value": 0.3}, (), 10),
        (
            _through({"100": 3, "2000000000": 2}, interpolate_type="cosine", init_value=1),
            (100, 2**24, 2 * 10**9),
            FARTHEST,
        ),
    ],
    "exponential_decay": [
        ({"init_value": 0.1, "transition_steps": 100, "decay_rate": 0.9}, (100, 200), 5000),
        (
            {
                "init_value": 1,
                "transition_steps": 7,
                "decay_rate": 0.3,
                "transition_begin": 20,
                "staircase": True,
            },
            (20, 27, 34, 41),
            200,
        ),
        (
            {
                "init_value": 0.1,
                "transition_steps": 10,
                "decay_rate": 0.5,
                "end_value": 0.01,
                "transition_begin": 3,
            },
            (3, 13, 23, 36, 37),
            100,
        ),
        (
            {"init_value": 1e-6, "transition_steps": 10, "decay_rate": 1.7, "end_value": 1},
            (100, 260),
            400,
        ),
        ({"init_value": 0.1, "transition_steps": 3, "decay_rate": 1}, (3,), 100),
        ({"init_value": 0.1, "transition_steps": 10**6, "decay_rate": 0.99}, (2**24,), FARTHEST),
    ],
    "cosine_decay_schedule": [
        ({"init_value": 0.1, "decay_steps": 1000}, (500, 999, 1000), 3000),
        ({"init_value": 1, "decay_steps": 77, "alpha": 0.1, "exponent": 2}, (33, 77), 200),
        ({"init_value": 0.01, "decay_steps": 333, "exponent": 0.5}, (100, 200, 333), 400),
        ({"init_value": 0.3, "decay_steps": 5000, "alpha": 1.5}, (2500, 5000), 6000),
        ({"init_value": 0.1, "decay_steps": 1}, (1,), 3),
        ({"init_value": 0.1, "decay_steps": FARTHEST}, (2**24, 2**30), FARTHEST),
    ],
    "cosine_onecycle_schedule": [
        ({"transition_steps": 1000, "peak_value": 0.1}, (150, 300, 600, 1000), 2000),
        (
            {
                "transition_steps": 77,
                "peak_value": 1,
                "pct_start": 0.5,
                "div_factor": 10,
                "final_div_factor": 1,
            },
            (38, 60, 77),
            100,
        ),
        ({"transition_steps": 20, "peak_value": 0.1, "pct_start": 0.0}, (10, 20), 40),
        ({"transition_steps": 10_000, "peak_value": 0.1, "pct_start": 0.123}, (1230, 9999), 10_001),
    ],
    "linear_onecycle_schedule": [
        ({"transition_steps": 1000, "peak_value": 0.1}, (150, 300, 600, 850, 1000), 2000),
        (
            {
                "transition_steps": 77,
                "peak_value": 1,
                "pct_start": 0.25,
                "pct_final": 0.5,
                "div_factor": 10,
                "final_div_factor": 7,
            },
            (19, 38, 60, 77),
            100,
        ),
        ({"transition_steps": 20, "peak_value": 0.1, "pct_start": 0.0}, (10, 17, 20), 40),
        ({"transition_steps": 3, "peak_value": 0.1, "pct_start": 0.4}, (1, 2, 3), 5),
    ],
    "warmup_constant_schedule": [
        ({"init_value": 0, "peak_value": 0.1, "warmup_steps": 10}, (5, 10), 100),
        ({"init_value": 0.3, "peak_value": 0.1, "warmup_steps": 1}, (1,), 10),
        ({"init_value": 1e-6, "peak_value": 1, "warmup_steps": 333}, (100, 333), 400),
    ],
    "warmup_cosine_decay_schedule": [
        (RISE_AND_FALL, (5, 10, 55, 100), 300),
        (
            {**RISE_AND_FALL, "init_value": 1e-5, "end_value": 1e-4, "exponent": 2},
            (5, 10, 55, 100),
            300,
        ),
        (
            {
                "init_value": 0.3,
                "peak_value": 1,
                "warmup_steps": 0,
                "decay_steps": 1000,
                "end_value": 0.3,
            },
            (500, 1000),
            1200,
        ),
        (
            {"init_value": 0.1, "peak_value": 0, "warmup_steps": 7, "decay_steps": 20},
            (7, 20),
            40,
        ),
        (
            {
                "init_value": 0,
                "peak_value": 3e-4,
                "warmup_steps": 2**24 + 1,
                "decay_steps": 2**26,
            },
            (2**24, 2**24 + 1, 2**25),
            2**27,
        ),
    ],
    "warmup_exponential_decay_schedule": [
        (RISE_AND_DECAY, (5, 10, 40, 70), 500),
        (
            {
                **RISE_AND_DECAY,
                "staircase": True,
                "end_value": 0.02,
                "transition_begin": 5,
            },
            (10, 15, 45, 75, 105),
            300,
        ),
        (
            {**RISE_AND_DECAY, "warmup_steps": 0, "decay_rate": 1.3, "end_value": 7},
            (30, 480, 500),
            600,
        ),
        ({**RISE_AND_DECAY, "init_value": 1, "warmup_steps": 3}, (3, 33), 200),
    ],
    "sgdr_schedule": [
        ({"cosine_kwargs": [RISE_AND_FALL]}, (10, 100), 200),
        (
            {
                "cosine_kwargs": [
                    {**RISE_AND_FALL, "peak_value": 0.1 / 2**i, "decay_steps": 50 * 2**i}
                    for i in range(5)
                ]
            },
            (10, 50, 60, 150, 350, 360, 750, 1550),
            2000,
        ),
        (
            {
                "cosine_kwargs": [
                    {**RISE_AND_FALL, "warmup_steps": 0, "end_value": 0.01, "exponent": 3},
                    {**RISE_AND_FALL, "init_value": 0.01, "decay_steps": 33},
                ]
            },
            (50, 100, 110, 133),
            150,
        ),
    ],
    "join_schedules": [
        ({"schedules": [RISE, COSINE], "boundaries": [20]}, (20, 70, 120), 200),
        ({"schedules": [HELD, DECAY, DROPS], "boundaries": [9, 60]}, (9, 19, 60, 67, 90), 200),
        (
            {
                "schedules": [
                    {"kind": "optax.join_schedules", "schedules": [RISE, HELD], "boundaries": [30]},
                    {"kind": "optax.sgdr_schedule", "cosine_kwargs": [RISE_AND_FALL] * 2},
                    ONE_CYCLE,
                ],
                "boundaries": [50, 250],
            },
            (20, 30, 50, 60, 150, 250, 268, 310),
            400,
        ),
        ({"schedules": [COSINE], "boundaries": []}, (100,), 150),
    ],
}
