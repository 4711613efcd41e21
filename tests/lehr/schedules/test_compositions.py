"""What the field has names for, and composition says without a kind of its own."""

from collections.abc import Callable
from math import cos, floor, pi, sin, sqrt
from typing import Final

import numpy as np
import pytest

from lehr.schedules import (
    Clip,
    Constant,
    Cooldown,
    Cosine,
    CosineWave,
    CyclicSine,
    ExponentialDecay,
    InverseSqrt,
    InverseTime,
    Linear,
    Multistep,
    Noam,
    PiecewiseConstant,
    Product,
    Repeat,
    Schedule,
    Sequence,
    Shift,
    Step,
    Sum,
    Warmup,
)

LR: Final = 0.4
W: Final = 10
"""Steps of the warmup."""
T: Final = 60
"""Steps in all."""

ONE: Final = Constant(learning_rate=1)
CONSTANT: Final = Constant(learning_rate=LR)
NOAM: Final = Noam(d_model=64, warmup_steps=W)


def warmed(schedule: Schedule) -> Warmup:
    return Warmup(schedule=schedule, steps=W)


def half_wave(p: float) -> float:
    return 0.5 * (1 + cos(pi * min(p, 1)))


def noam(t: int) -> float:
    return min(1 / sqrt(t + 1), (t + 1) / sqrt(W) ** 3) / sqrt(64)


CONSTANTS: Final[dict[str, tuple[Schedule, Callable[[int], float]]]] = {
    "MXNet's FactorScheduler drops an update later and has a floor": (
        Clip(
            schedule=Shift(schedule=Step(initial_learning_rate=LR, drop=0.5, every=7), steps=1),
            minimum=0.02,
        ),
        lambda t: max(LR * 0.5 ** (max(t - 1, 0) // 7), 0.02),
    ),
    "OpenNMT's exponential decay drops at its start": (
        Sequence(
            schedules=[CONSTANT, Step(initial_learning_rate=LR * 0.5, drop=0.5, every=7)],
            boundaries=[20],
        ),
        lambda t: LR * 0.5 ** (max(t - 20 + 7, 0) // 7),
    ),
    "timm's MultiStepLR drops an epoch early": (
        Shift(
            schedule=Multistep(initial_learning_rate=LR, boundaries=[30, 40], drop=0.1), steps=-1
        ),
        lambda t: LR * 0.1 ** ((t + 1 >= 30) + (t + 1 >= 40)),
    ),
    "optax's exponential decay begins late and ends at a value": (
        Clip(
            schedule=Shift(
                schedule=ExponentialDecay(initial_learning_rate=LR, decay_steps=5, decay_rate=0.5),
                steps=8,
            ),
            minimum=0.03,
        ),
        lambda t: max(LR * 0.5 ** (max(t - 8, 0) / 5), 0.03),
    ),
}

COSINES: Final[dict[str, tuple[Schedule, Callable[[int], float]]]] = {
    "fastai's flat_cos holds, then follows a cosine": (
        Cooldown(schedule=CONSTANT, start=45, steps=15, end_learning_rate=LR / 1e5, shape="cosine"),
        lambda t: LR / 1e5 + (LR - LR / 1e5) * half_wave(max(t - 45, 0) / 15),
    ),
    "a cosine counted from 1 reaches its floor with the last update": (
        Shift(
            schedule=warmed(Cosine(initial_learning_rate=LR, decay_steps=T - W, alpha=0.1)),
            steps=-1,
        ),
        lambda t: (
            LR * (t + 1) / W if t < W else LR * (0.1 + 0.9 * half_wave((t - W + 1) / (T - W)))
        ),
    ),
    "transformers' warmup_lr_rate climbs to the rate in W - 1 steps": (
        Sequence(
            schedules=[
                Linear(initial_learning_rate=LR * 0.2, end_learning_rate=LR, decay_steps=W - 1),
                Shift(
                    schedule=Cosine(initial_learning_rate=LR, decay_steps=T - W, alpha=0.1),
                    steps=-1,
                ),
            ],
            boundaries=[W],
        ),
        lambda t: (
            LR * (0.2 + 0.8 * t / (W - 1))
            if t < W
            else LR * (0.1 + 0.9 * half_wave((t - W + 1) / (T - W)))
        ),
    ),
    "OLMo's cosine is cut short by a line": (
        Cooldown(
            schedule=warmed(Cosine(initial_learning_rate=LR, decay_steps=T - W, alpha=0.1)),
            start=54,
            steps=6,
        ),
        lambda t: (
            LR * t / W
            if t < W
            else LR
            * (0.1 + 0.9 * half_wave((min(t, 54) - W) / (T - W)))
            * min(1, max(0, 60 - t) / 6)
        ),
    ),
    "axolotl's constant_lr_ratio is a cosine's own end": (
        Cosine(initial_learning_rate=LR, decay_steps=48, alpha=0.1),
        lambda t: LR * 0.1 + LR * 0.9 * half_wave(t / 48),
    ),
    "a warmup in every cycle, lower each time": (
        Product(
            schedules=[
                Repeat(schedule=warmed(Cosine(initial_learning_rate=LR, decay_steps=20)), steps=30),
                Step(initial_learning_rate=1, drop=0.5, every=30),
            ]
        ),
        lambda t: (
            LR * 0.5 ** (t // 30) * (t % 30 / W if t % 30 < W else half_wave((t % 30 - W) / 20))
        ),
    ),
    "stochastic weight averaging anneals up as well as down": (
        Cooldown(
            schedule=Linear(initial_learning_rate=LR, end_learning_rate=0, decay_steps=40),
            start=30,
            steps=20,
            end_learning_rate=0.3,
            shape="cosine",
        ),
        lambda t: LR * (1 - t / 40) if t < 30 else 0.3 - 0.2 * half_wave((t - 30) / 20),
    ),
    "LRBench's COS2 halves the peak in every valley": (
        Product(
            schedules=[
                CosineWave(initial_learning_rate=LR, decay_steps=9),
                Shift(schedule=Step(initial_learning_rate=1, drop=0.5, every=18), steps=-9),
            ]
        ),
        lambda t: LR * 0.5 * (1 + cos(pi * t / 9)) / 2 ** ((t + 9) // 18),
    ),
    "LRBench's DSIN starts at the peak": (
        Shift(
            schedule=CyclicSine(
                initial_learning_rate=0.1, maximal_learning_rate=LR, half_cycle_steps=7
            ),
            steps=-7,
        ),
        lambda t: 0.1 + (LR - 0.1) * abs(sin(pi * (t + 7) / 14)),
    ),
}

ROOTS: Final[dict[str, tuple[Schedule, Callable[[int], float]]]] = {
    "fairseq's inverse root": (
        warmed(InverseSqrt(initial_learning_rate=LR, timescale=W)),
        lambda t: LR * (t / W if t < W else sqrt(W / t)),
    ),
    "transformers' inverse root has a timescale of its own": (
        warmed(InverseSqrt(initial_learning_rate=LR, timescale=25)),
        lambda t: LR * (t / W if t < W else 1 / sqrt((t + 25 - W) / 25)),
    ),
    "T5X's rsqrt is not normalised": (
        Shift(schedule=InverseSqrt(initial_learning_rate=W**-0.5, timescale=W), steps=W),
        lambda t: 1 / sqrt(max(t, W)),
    ),
    "NeMo's inverse root counts from 1": (
        Warmup(
            schedule=InverseSqrt(initial_learning_rate=LR, timescale=W + 1),
            steps=W,
            progress="(t+1)/(W+1)",
        ),
        lambda t: LR * ((t + 1) / (W + 1) if t < W else 1 / sqrt((t + 1) / (W + 1))),
    ),
    "OLMo's inverse root lies on a floor": (
        warmed(
            Sum(
                schedules=[
                    Constant(learning_rate=0.1 * LR),
                    InverseSqrt(initial_learning_rate=0.9 * LR, timescale=W),
                ]
            )
        ),
        lambda t: LR * (t / W if t < W else 0.1 + 0.9 * sqrt(W / t)),
    ),
    "big_vision's rsqrt goes on from an earlier run": (
        Sequence(
            schedules=[
                warmed(CONSTANT),
                Shift(schedule=InverseSqrt(initial_learning_rate=LR, timescale=30), steps=-5),
            ],
            boundaries=[W],
        ),
        lambda t: LR * (t / W if t < W else 1 / sqrt(1 + (t - W + 5) / 30)),
    ),
    "NeMo's NoamHold holds the peak": (
        warmed(
            Shift(
                schedule=InverseTime(
                    initial_learning_rate=LR, decay_rate=1, decay_steps=W, power=0.7
                ),
                steps=15,
            )
        ),
        lambda t: LR * (t / W if t < W else 1 if t < W + 15 else W**0.7 / (t - 15) ** 0.7),
    ),
    "SpeechBrain's linear Noam": (
        warmed(
            Shift(
                schedule=InverseTime(initial_learning_rate=LR, decay_rate=1, decay_steps=W),
                steps=15,
            )
        ),
        lambda t: LR * (t / W if t < W else 1 if t < W + 15 else W / (t - 15)),
    ),
    "OpenNMT's noamwd drops as well": (
        Product(
            schedules=[
                NOAM,
                Sequence(
                    schedules=[ONE, Step(initial_learning_rate=0.5, drop=0.5, every=8)],
                    boundaries=[20],
                ),
            ]
        ),
        lambda t: noam(t) * 0.5 ** (max(t - 20 + 8, 0) // 8),
    ),
    "SpeechBrain's interval Noam": (
        Product(
            schedules=[NOAM, PiecewiseConstant(boundaries=[30], values=[1, 0.3], side="right")]
        ),
        lambda t: noam(t) * (1 if t < 30 else 0.3),
    ),
    "axlearn's Adafactor": (
        warmed(InverseTime(initial_learning_rate=W**-0.8, decay_rate=1, decay_steps=W, power=0.8)),
        lambda t: min(t * W ** (-0.8 - 1), t**-0.8) if t else 0,
    ),
    "T5X's linear decay has a slope for a length": (
        warmed(Linear(initial_learning_rate=LR, end_learning_rate=0, decay_steps=1 / 0.02)),
        lambda t: LR * max(0, min(t / W, 1 + 0.02 * (W - t))),
    ),
    "ignite's one-way cycles": (
        Repeat(
            schedule=Linear(initial_learning_rate=LR, end_learning_rate=0.1, decay_steps=12),
            steps=12,
        ),
        lambda t: LR + (0.1 - LR) * (t / 12 - floor(t / 12)),
    ),
}


@pytest.mark.parametrize(
    ("schedule", "formula"),
    [
        pytest.param(*composed, id=name)
        for name, composed in {**CONSTANTS, **COSINES, **ROOTS}.items()
    ],
)
def test_a_composition_follows_the_formula(
    schedule: Schedule, formula: Callable[[int], float]
) -> None:
    expected = [formula(t) for t in range(100)]
    assert schedule.rates(np.arange(100)) == pytest.approx(expected, rel=1e-12, abs=1e-16)
