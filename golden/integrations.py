"""Trains with every kind in the real torch and optax, and compares the rates with the preview."""

import io
import sys
from collections.abc import Callable, Iterator

import jax
import jax.numpy as jnp
import numpy as np
import torch

from lehr.dialects import catalogue, parse
from lehr.errors import InvalidRequest
from lehr.integrations.optax import schedule as optax_schedule
from lehr.integrations.torch import Scheduler, scheduler
from lehr.schedules import EpochRate, Feedback, FloatArray, Schedule

STEPS = 300
EPOCH = 10
METRIC = [0.9, 0.8, 0.8, 0.8, 0.85, 0.79, *[0.7] * 12, 0.1, *[0.5] * 11]


def main() -> None:
    """Print how many kinds were trained with, and which have not the preview's rates to the bit."""
    schedules = [parse(entry.example) for entry in catalogue()]
    stepwise = [one for one in schedules if not isinstance(one, Feedback)]
    missed = [*_missed_by_torch(schedules), *_missed_by_optax(stepwise), *_taken()]
    trained = f"torch trained with {len(schedules)} kinds, optax with {len(stepwise)}"
    sys.stdout.write(f"{trained}; {len(missed)} faults\n")
    sys.exit("\n".join(missed) or None)


def _missed_by_torch(schedules: list[Schedule]) -> Iterator[str]:
    for schedule in schedules:
        rates = np.array(list(_of_torch(schedule)))
        if not (rates == _expected(schedule)[:, np.newaxis]).all():
            yield f"torch: {schedule.kind} has other rates than its preview"


def _missed_by_optax(schedules: list[Schedule]) -> Iterator[str]:
    counts = jnp.arange(STEPS)
    for schedule in schedules:
        found = jax.jit(jax.vmap(optax_schedule(schedule, STEPS)))(counts)
        if not (np.asarray(found) == schedule.rates(np.arange(STEPS), "float32")).all():
            yield f"optax: {schedule.kind} has other rates than its preview"


def _taken() -> Iterator[str]:
    """Yield the faults that torch's scheduler does not refuse."""
    optimizer, plateau = _begun(parse({"kind": "torch.ReduceLROnPlateau", "lr": 0.1}))
    _, constant = _begun(parse({"kind": "constant", "learning_rate": 0.1}))
    faults: dict[str, Callable[[], object]] = {
        "one schedule for two groups": lambda: scheduler(optimizer, [constant.schedules[0]]),
        "a plateau without a metric": plateau.step,
        "a metric for a constant": lambda: constant.step(0.5),
    }
    for what, fault in faults.items():
        try:
            fault()
        except InvalidRequest:
            continue
        yield f"torch: {what} was taken"


def _of_torch(schedule: Schedule) -> Iterator[list[float]]:
    """Yield the rates of two groups at each step of a training that is saved and taken up again."""
    optimizer, stepping = _begun(schedule)
    for step in range(STEPS):
        yield [group["lr"] for group in optimizer.param_groups]
        optimizer.step()
        _advance(stepping, step)
        if step == STEPS // 2:
            kept = _through_a_file((optimizer.state_dict(), stepping.state_dict()))
            optimizer, stepping = _begun(schedule)
            optimizer.load_state_dict(kept[0])
            stepping.load_state_dict(kept[1])


def _begun(schedule: Schedule) -> tuple[torch.optim.Optimizer, Scheduler]:
    groups = [{"params": [torch.nn.Parameter(torch.zeros(1))]} for _ in range(2)]
    optimizer = torch.optim.SGD(groups, lr=0.5, momentum=0.9)
    return optimizer, scheduler(optimizer, schedule)


def _advance(stepping: Scheduler, step: int) -> None:
    """Tell a schedule that counts steps the metric with the last of an epoch, others always."""
    schedule = stepping.schedules[0]
    if isinstance(schedule, EpochRate):
        stepping.step(METRIC[step % len(METRIC)])
    elif isinstance(schedule, Feedback) and step % EPOCH == EPOCH - 1:
        stepping.step(METRIC[step // EPOCH])
    else:
        stepping.step()


def _expected(schedule: Schedule) -> FloatArray:
    steps = np.arange(STEPS)
    if isinstance(schedule, EpochRate):
        return schedule.replay([METRIC[step % len(METRIC)] for step in range(STEPS)])
    if isinstance(schedule, Feedback):
        return schedule.trace(METRIC, steps // EPOCH, steps)
    return schedule.rates(steps)


def _through_a_file(kept: object) -> tuple[dict[str, object], dict[str, object]]:
    file = io.BytesIO()
    torch.save(kept, file)
    file.seek(0)
    read: tuple[dict[str, object], dict[str, object]] = torch.load(file, weights_only=True)
    return read


if __name__ == "__main__":
    main()
