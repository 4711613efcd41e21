"""What the schedulers of timm share: a decay, a warmup before or over it, and noise."""

from abc import abstractmethod
from itertools import chain
from typing import ClassVar

import numpy as np
from typing_extensions import override

from lehr.schedules import FloatArray, Precision, Schedule, StepArray
from lehr.schedules.parameters import Seed
from lehr.schedules.turns import Turn, Turns, delayed, since

from .noise import Noise, Range
from .parameters import (
    BaseRate,
    InEpochs,
    NoiseDeviation,
    NoiseLimit,
    NoiseRange,
    WarmupPrefix,
    WarmupRate,
    WarmupSteps,
)


class Decay(Schedule):
    """What a scheduler of timm does after its warmup."""

    library: ClassVar[str | None] = "timm"

    lr: BaseRate

    @abstractmethod
    def decayed(self, t: FloatArray) -> FloatArray:
        """Return the rates at `t` >= 0 on the decay's own clock."""

    @abstractmethod
    def pieces(self, first: int) -> Turns:
        """Yield the turns of the decay on its own clock, from `first` >= 1 on."""


class Scheduled(Decay):
    """A decay as timm runs it; stands before the decay among the bases of a class.

    Step 0 has the rate that the optimizer holds before the scheduler is first called: the first of
    the warmup or the optimizer's own, never with noise.
    """

    warmup_t: WarmupSteps = 0
    warmup_lr_init: WarmupRate = 0.0
    warmup_prefix: WarmupPrefix = False
    t_in_epochs: InEpochs = True
    noise_range_t: NoiseRange = None
    noise_pct: NoiseLimit = 0.67
    noise_std: NoiseDeviation = 1.0
    noise_seed: Seed = 42

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        t = steps.astype(np.float64)
        decayed = self.decayed(np.maximum(t, self.warmup_t) - self.offset)
        rates = np.where(t < self.warmup_t, self._warmed(t), decayed)
        first = self.warmup_lr_init if self.warmup_t else self.lr
        later = rates if self.noise_range_t is None else self._noise.added(rates, steps)
        return np.where(steps == 0, first, later)

    @override
    def turns(self, first: int) -> Turns:
        climbed = since(first, Turn(self.warmup_t, "warmup_end"))
        decay = self.pieces(max(first, self.warmup_t + 1) - self.offset)
        turns = chain(climbed, delayed(self.offset, decay) if self.offset else decay)
        if self.noise_range_t is None:
            return turns
        # Where the decay would stay the noise goes on.
        return (one for one in turns if one.what != "end")

    @property
    def offset(self) -> int:
        """The step at which the decay's clock begins to run."""
        return self.warmup_t if self.warmup_prefix else 0

    def warmup_target(self) -> float:
        """Return the rate that the warmup aims at."""
        return self.lr

    def _warmed(self, t: FloatArray) -> FloatArray:
        slope = (self.warmup_target() - self.warmup_lr_init) / max(self.warmup_t, 1)
        return self.warmup_lr_init + t * slope

    @property
    def _noise(self) -> Noise:
        noisy = Range.of(self.noise_range_t)
        return Noise(noisy, self.noise_pct, self.noise_std, self.noise_seed)
