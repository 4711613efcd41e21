"""What OpenAPI says of the query of a preview: the options, and a kind's parameters beside them."""

from lehr.dialects import KINDS, AnySchedule
from lehr.plots import Look
from lehr.preview import PreviewOptions

from .negotiation import FORMATS
from .openapi import REFERENCE
from .parameters import Parameter, fields, parameter

FORMAT = parameter(
    "format", {"type": "string", "enum": list(FORMATS)}, "Instead of the `Accept` header."
)
KIND = parameter(
    "kind",
    {"type": "string", "enum": list(KINDS)},
    "The schedule's kind; its parameters stand beside it.",
)
FLAT = parameter("parameters", {"type": "object"}, "The parameters of the kind, each by its name.")
NESTED: Parameter = {
    "name": "schedule",
    "in": "query",
    "description": "Instead of `kind` and its parameters: the schedule as JSON, or as code.",
    "content": {"application/json": {"schema": {"$ref": f"{REFERENCE}{AnySchedule.__name__}"}}},
}
FORM = [FORMAT, *fields(Look)]
PARAMETERS = [KIND, FLAT, NESTED, *fields(PreviewOptions), *FORM]
