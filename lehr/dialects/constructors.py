"""What a library itself calls the kinds that are named after it."""

from collections.abc import Mapping, Sequence
from typing import Final

from lehr.schedules import Feedback, Schedule

OPTIMIZED: Final = frozenset({"timm", "torch", "transformers"})
"""The libraries whose schedules take the base rate from an optimizer, their first argument."""

_FUNCTIONS: Final[Mapping[str, str]] = {
    "transformers.constant": "get_constant_schedule",
    "transformers.constant_with_warmup": "get_constant_schedule_with_warmup",
    "transformers.cosine": "get_cosine_schedule_with_warmup",
    "transformers.cosine_warmup_with_min_lr": (
        "get_cosine_with_min_lr_schedule_with_warmup_lr_rate"
    ),
    "transformers.cosine_with_min_lr": "get_cosine_with_min_lr_schedule_with_warmup",
    "transformers.cosine_with_restarts": "get_cosine_with_hard_restarts_schedule_with_warmup",
    "transformers.greedy": "get_greedy_schedule",
    "transformers.inverse_sqrt": "get_inverse_sqrt_schedule",
    "transformers.linear": "get_linear_schedule_with_warmup",
    "transformers.polynomial": "get_polynomial_decay_schedule_with_warmup",
    "transformers.reduce_lr_on_plateau": "get_reduce_on_plateau_schedule",
    "transformers.warmup_stable_decay": "get_wsd_schedule",
    "timm.cosine": "CosineLRScheduler",
    "timm.multistep": "MultiStepLRScheduler",
    "timm.plateau": "PlateauLRScheduler",
    "timm.poly": "PolyLRScheduler",
    "timm.step": "StepLRScheduler",
    "timm.tanh": "TanhLRScheduler",
}
"""The callables whose kinds have other names."""


def constructor(kind: str) -> str:
    """Return the name of the class or function that makes a library's kind."""
    return _FUNCTIONS.get(kind, kind.partition(".")[2])


def base_rate(kind: type[Schedule]) -> str | None:
    """Return the parameter that stands for the optimizer's rate, None where there is none."""
    if kind.library in OPTIMIZED:
        return "lr" if "lr" in kind.model_fields else None
    if not issubclass(kind, Feedback):
        return None
    names = ("initial_learning_rate", "learning_rate")
    return next((name for name in names if name in kind.model_fields), None)


def signature(kind: type[Schedule]) -> Sequence[str]:
    """Return the arguments of a kind's constructor in the library's order.

    `optimizer` is among them where the library takes one.
    """
    names = [name for name in kind.model_fields if name not in {"kind", base_rate(kind)}]
    if kind.library not in OPTIMIZED:
        return names
    # torch's chain knows its optimizer by its schedulers, and takes it last.
    return [*names, "optimizer"] if kind.__name__ == "ChainedScheduler" else ["optimizer", *names]
