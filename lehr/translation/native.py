"""A library's own constructor for a schedule that it knows."""

import ast
from collections.abc import Mapping, Sequence
from typing import Final

from lehr.dialects.constructors import OPTIMIZED, base_rate, constructor, signature
from lehr.schedules import Feedback, Schedule

from .target import Target

_MODULES: Final[Mapping[str, str]] = {
    "keras": "keras.optimizers.schedules",
    "optax": "optax",
    "torch": "torch.optim.lr_scheduler",
    "transformers": "transformers",
}
_ELSEWHERE: Final[Mapping[str, str]] = {
    "keras.ReduceLROnPlateau": "keras.callbacks",
    "optax.reduce_on_plateau": "optax.contrib",
    "torch.SWALR": "torch.optim.swa_utils",
}
_GONE: Final = frozenset({"keras.legacy_decay"})
"""What libraries no longer make."""
_AT_HOME: Final[Mapping[Target, Sequence[str]]] = {
    "keras": ("keras",),
    "optax": ("optax",),
    "python": (),
    "torch": ("torch",),
    "transformers": ("transformers", "torch"),
}
"""The libraries whose schedules a target takes as they are."""

_OPTIMIZER: Final = """\
import torch{more}

parameters = [torch.nn.Parameter(torch.zeros(1))]  # those of the model
optimizer = torch.optim.SGD(parameters, lr={rate!r}{momentum})
scheduler = {call}
"""
_KERAS: Final = "import keras\n\nschedule = {call}\n"
_KERAS_CALLBACK: Final = """\
import keras

optimizer = keras.optimizers.SGD(learning_rate={rate!r})
callback = {call}
"""
_OPTAX: Final = "import optax\n\nschedule = {call}\n"
_OPTAX_PLATEAU: Final = """\
import optax
import optax.contrib

optimizer = optax.chain(optax.sgd({rate!r}), {call})
"""


def is_native(schedule: Schedule, to: Target) -> bool:
    """Whether a schedule is one of the target's own."""
    return schedule.library in _AT_HOME[to] and schedule.kind not in _GONE


def native(schedule: Schedule) -> str:
    """Return the program that makes a library's schedule with the library's constructor."""
    call = ast.unparse(_call(schedule))
    if schedule.library in OPTIMIZED:
        return _OPTIMIZER.format(
            more="\nimport transformers" if "transformers." in call else "",
            rate=_rate(schedule),
            momentum=", momentum=0.9" if getattr(schedule, "cycle_momentum", False) else "",
            call=call,
        )
    plateau, plain = (
        (_KERAS_CALLBACK, _KERAS) if schedule.library == "keras" else (_OPTAX_PLATEAU, _OPTAX)
    )
    if isinstance(schedule, Feedback):
        return plateau.format(rate=_rate(schedule), call=call)
    return plain.format(call=call)


def _rate(schedule: Schedule) -> float:
    """Return the base rate; schedules without one overwrite it."""
    name = base_rate(type(schedule))
    rate: float = getattr(schedule, name) if name else 0.1
    return rate


def _call(schedule: Schedule) -> ast.expr:
    kind = schedule.kind
    module = _ELSEWHERE.get(kind) or _MODULES[str(schedule.library)]
    function = ast.parse(f"{module}.{constructor(kind)}", mode="eval").body
    keywords = [ast.keyword(one, _value(getattr(schedule, one))) for one in _given(schedule)]
    optimizer = [ast.Name("optimizer")] if schedule.library in OPTIMIZED else []
    if kind == "torch.ChainedScheduler":
        optimizer, keywords = [], [*keywords, ast.keyword("optimizer", ast.Name("optimizer"))]
    return ast.Call(function, [*optimizer], keywords)


def _given(schedule: Schedule) -> list[str]:
    """Return the arguments that are not the library's defaults."""
    fields = type(schedule).model_fields
    names = [name for name in signature(type(schedule)) if name in fields]
    return [name for name in names if getattr(schedule, name) != fields[name].default]


def _value(value: object) -> ast.expr:
    match value:
        case Schedule() if type(value).model_fields["kind"].exclude:
            return _value({name: getattr(value, name) for name in _given(value)})
        case Schedule():
            return _call(value)
        case list() | tuple():
            return ast.List([_value(one) for one in value], ast.Load())
        case dict():
            return ast.Dict([_value(key) for key in value], [_value(one) for one in value.values()])
        case str() | bool() | int() | float() | None:
            return ast.Constant(value)
        case _:
            raise TypeError(f"{type(value).__name__} cannot be written")
