"""`timm.scheduler.PlateauLRScheduler`, as of timm 1.0.31, where it is deprecated."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from lehr.dialects.timm.noise import Noise, Range
from lehr.dialects.timm.parameters import (
    BaseRate,
    NoiseDeviation,
    NoiseLimit,
    NoiseRange,
    WarmupRate,
    WarmupSteps,
)
from lehr.schedules.feedback import EpochRate, RateState
from lehr.schedules.parameters import Seed
from lehr.schedules.plateau import (
    MOST_EPOCHS,
    Cooldown,
    Factor,
    MinLearningRate,
    Mode,
    ReductionState,
)
from lehr.schedules.turns import Turn, Turns

from . import torch


@dataclass(frozen=True, kw_only=True)
class NoisyState(RateState):
    """What a plateau with warmup and noise remembers."""

    quiet: ReductionState
    """The plateau's own state, whose rate has no noise."""
    epochs: int = 0
    """Epochs seen."""


class Plateau(EpochRate[NoisyState]):
    """torch's plateau after a warmup, whose metrics it does not see, with timm's noise.

    Unlike torch's, higher metrics are better by default.
    """

    library: ClassVar[str | None] = "timm"
    family: ClassVar = "reduce_on_plateau"
    title: ClassVar = "Reduce on plateau, timm"
    formula: ClassVar = (
        "max(rate * decay_rate, lr_min) after more than `patience_t` bad epochs; before, "
        "warmup_lr_init + (lr - warmup_lr_init) * epoch / warmup_t to epoch warmup_t"
    )
    example: ClassVar = {"lr": 0.1, "decay_rate": 0.1, "patience_t": 10}

    kind: Literal["timm.plateau"] = "timm.plateau"
    lr: BaseRate
    decay_rate: Factor = 0.1
    patience_t: Annotated[
        int,
        Field(ge=0, le=MOST_EPOCHS, description="Bad epochs to forgive; one more is a plateau."),
    ] = 10
    threshold: Annotated[
        float, Field(ge=0, description="A change of no greater a share of the best is bad.")
    ] = 1e-4
    cooldown_t: Cooldown = 0
    warmup_t: WarmupSteps = 0
    warmup_lr_init: WarmupRate = 0.0
    lr_min: MinLearningRate = 0.0
    mode: Mode = "max"
    noise_range_t: NoiseRange = None
    noise_type: Annotated[
        Literal["normal", "uniform"], Field(description="What the noise is drawn from.")
    ] = "normal"
    noise_pct: NoiseLimit = 0.67
    noise_std: NoiseDeviation = 1.0
    noise_seed: Annotated[Seed | None, Field(description="The seed of the noise; 42 if None.")] = (
        None
    )

    @override
    def begin(self) -> NoisyState:
        first = self.warmup_lr_init if self.warmup_t else self.lr
        return NoisyState(learning_rate=first, quiet=ReductionState(learning_rate=first))

    @override
    def observe(self, state: NoisyState, metric: float) -> NoisyState:
        epoch = state.epochs + 1
        if epoch <= self.warmup_t:
            rate = self._warmed(epoch)
            quiet = replace(state.quiet, learning_rate=rate)
        else:
            quiet = self._plateau.observe(state.quiet, metric)
            rate = self._noise.added_to(quiet.learning_rate, epoch)
        return NoisyState(learning_rate=rate, quiet=quiet, epochs=epoch)

    @override
    def turns_on(self, metric: Sequence[float], length: int) -> Turns:
        """Yield the end of the warmup and a boundary at each reduction; noise is none."""
        if 0 < self.warmup_t < len(metric):
            yield Turn(self.warmup_t * length, "warmup_end")
        reductions = [state.quiet.reductions for state in self.states(metric)]
        for epoch in np.flatnonzero(np.diff(reductions)).tolist():
            yield Turn((epoch + 1) * length, "boundary")

    def _warmed(self, epoch: int) -> float:
        return self.warmup_lr_init + epoch * ((self.lr - self.warmup_lr_init) / self.warmup_t)

    @property
    def _plateau(self) -> torch.ReduceLROnPlateau:
        return torch.ReduceLROnPlateau(
            lr=self.lr,
            mode=self.mode,
            factor=self.decay_rate,
            patience=self.patience_t,
            threshold=self.threshold,
            cooldown=self.cooldown_t,
            min_lr=self.lr_min,
        )

    @property
    def _noise(self) -> Noise:
        seed = 42 if self.noise_seed is None else self.noise_seed
        noisy, uniform = Range.of(self.noise_range_t), self.noise_type == "uniform"
        return Noise(noisy, self.noise_pct, self.noise_std, seed, uniform)
