"""The rates of torch's schedulers: an SGD optimizer is really stepped, and its rate read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import torch
from torch.optim import lr_scheduler, swa_utils

from golden.steps import around
from golden.torch_cases import CASES, Case


def curves() -> Iterator[dict[str, object]]:
    """Yield every case as a schedule, the steps, and the rate in use at each."""
    return told("torch", CASES, _made)


def told(
    library: str, cases: Mapping[str, Sequence[Case]], made: Callable[..., Any]
) -> Iterator[dict[str, object]]:
    """Do so for what `made` makes of a name, an optimizer and the parameters but `lr`."""
    for name, of_one_kind in cases.items():
        for parameters, boundaries, last in of_one_kind:
            steps = around(*boundaries, last=last)
            rates = list(_rates(partial(made, name), parameters, last))
            schedule = {"kind": f"{library}.{name}", **parameters}
            yield {"schedule": schedule, "steps": steps, "rates": [rates[s] for s in steps]}


def _rates(made: Callable[..., Any], parameters: Mapping[str, Any], last: int) -> Iterator[float]:
    """Yield the rate that the optimizer uses at each step from 0 to `last`."""
    weight = torch.nn.Parameter(torch.zeros(1))
    arguments = dict(parameters)
    optimizer = torch.optim.SGD([weight], lr=arguments.pop("lr", 0.5), momentum=0.9)
    scheduler = made(optimizer, arguments)
    for step in range(last + 1):
        yield float(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if step < last:
            scheduler.step()


def _made(name: str, optimizer: torch.optim.Optimizer, arguments: Mapping[str, Any]) -> Any:
    if name == "ChainedScheduler":
        return lr_scheduler.ChainedScheduler(_children(optimizer, arguments), optimizer)
    if name == "SequentialLR":
        children = _children(optimizer, arguments)
        return lr_scheduler.SequentialLR(optimizer, children, arguments["milestones"])
    owner = swa_utils if name == "SWALR" else lr_scheduler
    return getattr(owner, name)(optimizer, **arguments)


def _children(optimizer: torch.optim.Optimizer, arguments: Mapping[str, Any]) -> list[Any]:
    return [
        _made(child["kind"].removeprefix("torch."), optimizer, _without_kind(child))
        for child in arguments["schedulers"]
    ]


def _without_kind(child: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in child.items() if name != "kind"}
