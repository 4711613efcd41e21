"""The rates of timm's plateau scheduler, fed with the traces that torch's is fed with."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import torch
from timm.scheduler import PlateauLRScheduler

from golden.torch_plateau import metrics


def traces() -> Iterator[dict[str, object]]:
    """Yield every case as a schedule, the metric after each epoch, and the rate used in it."""
    for metric, parameters in product(metrics(), _parameters()):
        schedule = {"kind": "timm.plateau", "lr": 0.1, **parameters}
        yield {"schedule": schedule, "metric": metric, "rates": list(_rates(metric, parameters))}


def _parameters() -> Iterator[dict[str, Any]]:
    yield {}
    for mode, patience in product(("min", "max"), (0, 2)):
        chosen = {"mode": mode, "patience_t": patience, "decay_rate": 0.5}
        yield {**chosen, "threshold": 0.05, "cooldown_t": 3, "lr_min": 0.003}
        yield {**chosen, "warmup_t": 6, "warmup_lr_init": 1e-3}
        yield {**chosen, "noise_range_t": [5, 20], "warmup_t": 7}
        yield {**chosen, "noise_range_t": 3, "noise_type": "uniform", "noise_seed": 7}


def _rates(metric: list[float | str], parameters: dict[str, Any]) -> Iterator[float]:
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)
    scheduler = PlateauLRScheduler(optimizer, **parameters)
    for epoch, value in enumerate(metric):
        yield float(optimizer.param_groups[0]["lr"])
        scheduler.step(epoch + 1, float(value))
