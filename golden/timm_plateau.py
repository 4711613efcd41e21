"""The rates of timm's plateau scheduler, fed with the traces that torch's is fed with."""

from collections.abc import Iterator
from itertools import count, product
from typing import Any

from torch.optim import Optimizer

from golden.timm_alone import schedulers
from golden.torch_plateau import told


class Counting:
    """timm's scheduler as it is called after each epoch, of which the first counts as 1."""

    def __init__(self, optimizer: Optimizer, **arguments: Any) -> None:
        self._scheduler = schedulers().PlateauLRScheduler(optimizer, **arguments)
        self._epochs = count(1)

    def step(self, metric: float) -> None:
        """End an epoch."""
        self._scheduler.step(next(self._epochs), metric)


def traces() -> Iterator[dict[str, object]]:
    """Yield every case as a schedule, the metric after each epoch, and the rate used in it."""
    return told("timm.plateau", list(_plateaus()), Counting)


def _plateaus() -> Iterator[dict[str, Any]]:
    yield {}
    for mode, patience in product(("min", "max"), (0, 2)):
        chosen = {"mode": mode, "patience_t": patience, "decay_rate": 0.5}
        yield {**chosen, "threshold": 0.05, "cooldown_t": 3, "lr_min": 0.003}
        yield {**chosen, "warmup_t": 6, "warmup_lr_init": 1e-3}
        yield {**chosen, "noise_range_t": [5, 20], "warmup_t": 7}
        yield {**chosen, "noise_range_t": 3, "noise_type": "uniform", "noise_seed": 7}
