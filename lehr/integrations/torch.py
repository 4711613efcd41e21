"""Schedules of Lehr as schedulers of torch."""

from typing import Any

from torch import Tensor
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LRScheduler
from typing_extensions import override

from lehr.dialects import parse
from lehr.errors import InvalidRequest, Violation
from lehr.metric import check_metric
from lehr.schedules import EpochRate, Schedule

from .clock import Clock


def scheduler(optimizer: Optimizer, spec: object) -> "Scheduler":
    """Return the scheduler that gives each of the optimizer's groups the rates of `spec`.

    A list holds one schedule a group. Raises InvalidRequest for a schedule that cannot be had,
    and for another number of them than there are groups.
    """
    groups = len(optimizer.param_groups)
    specs = spec if isinstance(spec, list) else [spec] * groups
    if len(specs) != groups:
        rule = f"there must be one schedule for each of {groups} groups; received {len(specs)}"
        raise InvalidRequest([Violation("", rule)])
    return Scheduler(optimizer, [Clock(parse(one)) for one in specs])


class Scheduler(LRScheduler):
    """What torch's schedulers are: `step()` after each update, or epoch, where that is counted.

    Where a schedule answers to a metric, `step(value)` in place of the last `step()` of an epoch
    tells it. The rates are the preview's, of its own dtype; those that the groups had are lost.
    """

    def __init__(self, optimizer: Optimizer, clocks: list[Clock]) -> None:
        self._clocks = clocks
        super().__init__(optimizer)

    @property
    def schedules(self) -> list[Schedule]:
        """The schedule of each group."""
        return [clock.schedule for clock in self._clocks]

    @override
    def step(self, metric: float | Tensor | None = None) -> None:
        """Go on to the next step; raises InvalidRequest for a metric that is missing or unasked.

        A schedule that a metric alone decides has no steps without one.
        """
        if self.last_epoch >= 0:  # not torch's own call, which sets the first rate
            self._advance(metric if metric is None else float(metric))
        super().step()

    @override
    def get_lr(self) -> list[float | Tensor]:
        return [clock.rate() for clock in self._clocks]

    @override
    def state_dict(self) -> dict[str, Any]:
        """Return plain values, which `torch.load(weights_only=True)` reads."""
        clocks = [(clock.step, clock.state) for clock in self._clocks]
        return {**super().state_dict(), "_clocks": clocks}

    @override
    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Go on from what `state_dict` returned, and give the groups their rates again."""
        for clock, (step, state) in zip(self._clocks, state_dict["_clocks"], strict=True):
            clock.resume(step, state)
        super().load_state_dict({**state_dict, "_clocks": self._clocks})
        for group, rate in zip(self.optimizer.param_groups, self.get_lr(), strict=True):
            _assign(group, rate)

    def _advance(self, metric: float | None) -> None:
        if metric is None:
            check_metric([one for one in self.schedules if isinstance(one, EpochRate)], None)
        else:
            check_metric(self.schedules, (metric,))
        for clock in self._clocks:
            clock.step += 1
            if metric is not None:
                clock.observe(metric)


def _assign(group: dict[str, Any], rate: float | Tensor) -> None:
    """Set a group's rate; one that is a tensor stays the same tensor, as compiled updates need."""
    if isinstance(group["lr"], Tensor):
        group["lr"].fill_(rate)
    else:
        group["lr"] = rate
