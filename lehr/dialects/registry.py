"""Every kind of schedule: a new one is one more member of the union, all else is derived."""

from typing import Annotated, Final, TypeAlias, get_args

from pydantic import BeforeValidator, Field, TypeAdapter, ValidationError
from typing_extensions import TypeAliasType

from lehr.errors import InvalidRequest
from lehr.schedules import Canonical, Schedule
from lehr.schedules.nesting import register
from lehr.violations import violations

from . import keras, optax, tf_keras, timm, torch, transformers
from .feedback import keras as keras_feedback
from .feedback import optax as optax_feedback
from .feedback import timm as timm_feedback
from .feedback import torch as torch_feedback
from .feedback import transformers as transformers_feedback
from .reading import Code, CodeWithRate, KerasConfig, understood

_OfAnyKind: TypeAlias = Annotated[
    Canonical  # one line a spelling
    | keras.CosineDecay
    | keras.CosineDecayRestarts
    | keras.ExponentialDecay
    | keras.InverseTimeDecay
    | keras.LegacyDecay
    | keras.PiecewiseConstantDecay
    | keras.PolynomialDecay
    | keras_feedback.ReduceLROnPlateau
    | optax.OptaxSpelling
    | optax_feedback.ReduceOnPlateau
    | tf_keras.LinearCosineDecay
    | tf_keras.NoisyLinearCosineDecay
    | timm_feedback.Plateau
    | torch_feedback.ReduceLROnPlateau
    | transformers_feedback.Greedy
    | transformers_feedback.ReduceLrOnPlateau
    | timm.TimmSpelling
    | torch.TorchSpelling
    | transformers.TransformersSpelling,
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
    try:
        # None leaves each field the strictness of its model; True would refuse lists for tuples.
        return _ADAPTER.validate_python(document, strict=None if strict else False)
    except ValidationError as error:
        raise InvalidRequest(violations(error, document, AnySchedule)) from error
