"""The rates of the schedules of transformers that answer to a metric, read as torch's plateau."""

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

from torch.optim import Optimizer
from transformers import get_scheduler

from golden.torch_plateau import plateaus, told


def traces() -> Iterator[dict[str, object]]:
    """Yield every case as a schedule, the metric after each epoch, and the rate used in it."""
    yield from told("transformers.greedy", list(_greedy()), _made("greedy"))
    plateau = "reduce_lr_on_plateau"
    yield from told(f"transformers.{plateau}", list(plateaus())[:3], _made(plateau))


def _made(name: str) -> Callable[..., Any]:
    def made(optimizer: Optimizer, **arguments: Any) -> Any:
        return get_scheduler(name, optimizer, scheduler_specific_kwargs=arguments)

    return made


def _greedy() -> Iterator[dict[str, Any]]:
    yield {}
    yield {"patience": 0, "factor": 0.5}
    yield {"lr": 5e-5, "patience": 1, "min_lr": 1e-3}
    yield {"lr": 1, "patience": 0, "max_lr": 1, "min_lr": 0, "factor": 0.5, "eps": 0}
    yield {"lr": 0.3, "patience": 1, "max_lr": 0.2, "factor": 0.7, "eps": 0.02}
    for mode, threshold_mode in product(("min", "max"), ("rel", "abs")):
        chosen = {"mode": mode, "threshold_mode": threshold_mode, "threshold": 0.005}
        yield {**chosen, "patience": 1, "factor": 0.8, "cooldown": 2, "warmup": 3}
        yield {**chosen, "patience": 0, "min_lr": 0.05, "reset_start": 2, "factor": 0.5}
    for window_size in (1, 4, 50):
        chosen = {"smooth": True, "window_size": window_size, "patience": 1}
        yield {**chosen, "min_lr": 0.06, "reset_start": 3, "factor": 0.6, "cooldown": 1}
