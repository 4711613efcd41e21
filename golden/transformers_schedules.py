"""The rates of transformers' schedules, read as torch's are."""

from collections.abc import Iterator, Mapping
from typing import Any

from torch.optim import Optimizer
from transformers import get_scheduler

from golden.torch_schedules import told
from golden.transformers_cases import CASES

COMMON = ("num_warmup_steps", "num_training_steps")


def curves() -> Iterator[dict[str, object]]:
    """Yield every case as a schedule, the steps, and the rate in use at each."""
    return told("transformers", CASES, _made)


def _made(name: str, optimizer: Optimizer, arguments: Mapping[str, Any]) -> Any:
    common = {key: arguments.get(key) for key in COMMON}
    own = {key: value for key, value in arguments.items() if key not in COMMON}
    return get_scheduler(name, optimizer, **common, scheduler_specific_kwargs=own)
