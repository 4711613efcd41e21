"""The rates of timm's schedulers, which tell the rate of any epoch whatever was asked before."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import torch

from golden.steps import around
from golden.timm_alone import schedulers
from golden.timm_cases import CASES

TIMM = schedulers()
SCHEDULERS = {
    "cosine": TIMM.CosineLRScheduler,
    "tanh": TIMM.TanhLRScheduler,
    "step": TIMM.StepLRScheduler,
    "multistep": TIMM.MultiStepLRScheduler,
    "poly": TIMM.PolyLRScheduler,
}


def curves() -> Iterator[dict[str, object]]:
    """Yield every case as a schedule, the steps, and the rate in use at each."""
    for name, of_one_kind in CASES.items():
        for parameters, boundaries, last in of_one_kind:
            steps = around(*boundaries, last=last)
            schedule = {"kind": f"timm.{name}", **parameters}
            rates = list(_rates(name, parameters, steps))
            yield {"schedule": schedule, "steps": steps, "rates": rates}


def _rates(name: str, parameters: Mapping[str, Any], steps: Sequence[int]) -> Iterator[float]:
    """Yield the rate at each step: the first is in use before the scheduler is called at all."""
    arguments = dict(parameters)
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=arguments.pop("lr"))
    scheduler = SCHEDULERS[name](optimizer, **arguments)
    counts_epochs = parameters.get("t_in_epochs", True)
    for step in steps:
        if step > 0:
            (scheduler.step if counts_epochs else scheduler.step_update)(step)
        yield float(optimizer.param_groups[0]["lr"])
