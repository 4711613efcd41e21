"""The rates of torch's ReduceLROnPlateau: the real scheduler, fed with traces of a metric."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from typing import Any

import torch
from torch.optim import lr_scheduler

STEPS = (-0.3, -0.01, 0.0, 0.01, 0.3)


def traces() -> Iterator[dict[str, object]]:
    """Yield every case as a schedule, the metric after each epoch, and the rate used in it."""
    return told("torch.ReduceLROnPlateau", plateaus(), lr_scheduler.ReduceLROnPlateau)


def told(
    kind: str, cases: Iterable[Mapping[str, Any]], made: Callable[..., Any]
) -> Iterator[dict[str, object]]:
    """Do so for what `made` makes of an optimizer and the parameters but `lr`."""
    for metric, parameters in product(_metrics(), cases):
        schedule = {"kind": kind, "lr": 0.1, **parameters}
        rates = list(_rates(made, schedule, metric))
        yield {"schedule": schedule, "metric": metric, "rates": rates}


def plateaus() -> Iterator[dict[str, Any]]:
    """Yield the parameters of a plateau, the defaults first."""
    yield {}
    for mode, threshold_mode, patience in product(("min", "max"), ("rel", "abs"), (0, 2)):
        chosen = {"mode": mode, "threshold_mode": threshold_mode, "patience": patience}
        yield {**chosen, "factor": 0.5}
        yield {**chosen, "threshold": 0.05, "cooldown": 3, "min_lr": 0.003, "eps": 0.0004}


def _metrics() -> Iterator[list[float | str]]:
    yield [1.0] * 30
    yield _wandering(1, start=2.0)
    yield _wandering(2, start=-2.0)
    yield ["NaN", "Infinity", *_wandering(3, start=1.0), "-Infinity", *_wandering(4, start=1.0)]


def _wandering(seed: int, *, start: float) -> list[float]:
    chosen = torch.randint(len(STEPS), (40,), generator=torch.Generator().manual_seed(seed))
    moves = torch.tensor(STEPS, dtype=torch.float64)[chosen]
    return [float(value) for value in start + moves.cumsum(0)]


def _rates(
    made: Callable[..., Any], schedule: Mapping[str, Any], metric: list[float | str]
) -> Iterator[float]:
    arguments = {name: value for name, value in schedule.items() if name not in {"kind", "lr"}}
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=schedule["lr"])
    scheduler = made(optimizer, **arguments)
    for value in metric:
        yield float(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step(float(value))
