"""Every kind of schedule: a new one is one line in its package, all else is derived."""

from typing import Annotated, Final, TypeAlias, get_args

from pydantic import BeforeValidator, Field, TypeAdapter, ValidationError
from typing_extensions import TypeAliasType

from lehr.errors import InvalidRequest
from lehr.schedules import Canonical, Schedule
from lehr.schedules.nesting import register
from lehr.violations import violations

from .feedback import FeedbackSpelling
from .keras import KerasSpelling
from .optax import OptaxSpelling
from .reading import Code, CodeWithRate, KerasConfig, understood
from .tf_keras import TfKerasSpelling
from .timm import TimmSpelling
from .torch import TorchSpelling
from .transformers import TransformersSpelling

_OfAnyKind: TypeAlias = Annotated[
    Canonical  # one line a library
    | FeedbackSpelling
    | KerasSpelling
    | OptaxSpelling
    | TfKerasSpelling
    | TimmSpelling
    | TorchSpelling
    | TransformersSpelling,
    Field(discriminator="kind"),
]

AnySchedule = TypeAliasType(
    "AnySchedule",
    Annotated[
        _OfAnyKind,
        BeforeValidator(
            lambda value: understood(value, KINDS),
            json_schema_input_type=_OfAnyKind | Code | CodeWithRate | KerasConfig,
        ),
    ],
)
"""A schedule by its kind, or as another program writes it."""

KINDS: Final[dict[str, type[Schedule]]] = {
    kind.model_fields["kind"].default: kind for kind in get_args(get_args(_OfAnyKind)[0])
}
"""The class of every kind, by its name."""

register(*KINDS.values())

_ADAPTER: Final[TypeAdapter[Schedule]] = TypeAdapter(AnySchedule)


def parse(document: object, *, strict: bool = True) -> Schedule:
    """Return the schedule that a JSON document describes.

    Not `strict` is for query strings: "0.1" is then a number and "true" a bool. Raises
    InvalidRequest, whose pointers lead into the document.
    """
    kind = KINDS.get(str(document.get("kind"))) if isinstance(document, dict) else None
    # None leaves each field the strictness of its model; True would refuse lists for tuples.
    strictness = None if strict else False
    try:
        if kind is not None:
            return kind.model_validate(document, strict=strictness)
        return _ADAPTER.validate_python(document, strict=strictness)
    except ValidationError as error:
        raise InvalidRequest(violations(error, document, kind or AnySchedule)) from error
