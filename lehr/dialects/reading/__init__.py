"""Schedules as other programs write them: a constructor call as text, or Keras's own document."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from lehr.dialects.constructors import base_rate
from lehr.errors import Violation
from lehr.schedules import Schedule
from lehr.violations import violations

from .calls import MOST_CHARACTERS, Reader, parsed
from .config import from_config, is_config
from .error import CodeError, position

Code = Annotated[
    str,
    StringConstraints(max_length=MOST_CHARACTERS),
    Field(
        description="A constructor call of a library, such as "
        "`torch.optim.lr_scheduler.StepLR(torch.optim.SGD(params, lr=0.1), step_size=30)`: "
        "its arguments are constants, their arithmetic, lists and further calls.",
    ),
]


class CodeWithRate(BaseModel):
    """A constructor call, and beside it what it leaves to an optimizer: the base rate."""

    model_config = ConfigDict(extra="allow")

    code: Code


class KerasConfig(BaseModel):
    """What `keras.optimizers.schedules.serialize` returns."""

    model_config = ConfigDict(extra="allow")

    class_name: str
    config: dict[str, Any]


def understood(value: Any, kinds: Mapping[str, type[Schedule]]) -> object:
    """Return the schedule that code or a document of Keras describes; any other value as it is.

    Raises ValueError, which names the argument.
    """
    match value:
        case str():
            return _read(value, {}, kinds)
        case {"code": str() as code} if "kind" not in value:
            beside = {name: value[name] for name in value if name != "code"}
            return _read(code, beside, kinds)
        case Mapping() if is_config(value):
            return _checked(from_config(value, kinds), kinds, {})
        case _:
            return value


def _read(code: str, beside: Mapping[str, Any], kinds: Mapping[str, type[Schedule]]) -> Schedule:
    text = code.strip()
    call = parsed(text)
    reader = Reader(text, kinds)
    try:
        document = reader.document(call)
    except RecursionError as error:
        raise CodeError("code must not be nested so deeply") from error
    if twice := beside.keys() & document.keys():
        raise CodeError(f"`{min(twice)}` is said in the code and beside it")
    document |= beside
    _require_base_rate(document, kinds)
    at = {one.arg: position(text, one) for one in call.keywords if one.arg}
    return _checked(document, kinds, at)


def _require_base_rate(document: Mapping[str, Any], kinds: Mapping[str, type[Schedule]]) -> None:
    kind = kinds.get(document["kind"])
    name = kind and base_rate(kind)
    if name and name not in document:
        where = f'write {{"code": ..., "{name}": 0.1}}'
        if name == "lr":
            where += ", or an optimizer with its `lr` in the call"
        raise CodeError(f"`{name}`, the optimizer's rate, is required: {where}")


def _checked(
    document: dict[str, Any], kinds: Mapping[str, type[Schedule]], at: Mapping[str, int]
) -> Schedule:
    """Return the schedule of a document that the client has not seen: its faults by argument."""
    kind = kinds.get(document["kind"])
    if kind is None:
        raise ValueError(f"there is no `{str(document['kind'])[:80]}`")
    try:
        return kind.model_validate(document)
    except ValidationError as error:
        faults = violations(error, document, kind)
        raise ValueError("; ".join(_told(fault, at) for fault in faults)) from error


def _told(fault: Violation, at: Mapping[str, int]) -> str:
    argument = fault.pointer.removeprefix("/")
    detail = f"`{argument}`: {fault.detail}" if argument else fault.detail
    first = argument.partition("/")[0]
    return f"{detail}, at character {at[first]}" if first in at else detail
