"""The documents that Keras itself writes of a schedule: `serialize()` and `get_config()`."""

from collections.abc import Mapping
from typing import Any, Final

from lehr.schedules import Schedule

_LIBRARIES: Final = ("keras", "tf_keras")


def is_config(document: Mapping[str, Any]) -> bool:
    """Whether an object is Keras's: a class with its config, or a config, which has a `name`."""
    return "kind" not in document and (
        {"class_name", "config"} <= {*document} or "name" in document
    )


def from_config(document: Mapping[str, Any], kinds: Mapping[str, type[Schedule]]) -> dict[str, Any]:
    """Return the schedule that Keras's document describes.

    Raises ValueError where it may be several or none.
    """
    if "class_name" in document:
        config = document["config"]
        if not isinstance(config, Mapping):
            raise ValueError("`config` must be an object")
        if "kind" in config:
            raise ValueError("`config` has no `kind`: the `class_name` says it")
        return {"kind": _kind_of_class(document["class_name"], kinds), **_parameters(config)}
    return {"kind": _kind_of_config(document, kinds), **_parameters(document)}


def _parameters(config: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in config.items() if name != "name" and value is not None}


def _kind_of_class(name: object, kinds: Mapping[str, type[Schedule]]) -> str:
    for kind in (f"{library}.{name}" for library in _LIBRARIES):
        if kind in kinds:
            return kind
    raise ValueError(f"Keras has no schedule with the `class_name` {str(name)[:80]!a}")


def _kind_of_config(config: Mapping[str, Any], kinds: Mapping[str, type[Schedule]]) -> str:
    """Return the kind with exactly these parameters: Keras writes all, those not given as well."""
    names = {*config} - {"name"}
    fitting = [
        kind
        for kind, cls in kinds.items()
        if cls.library in _LIBRARIES and {*cls.model_fields} - {"kind"} == names
    ]
    named = [kind for kind in fitting if kind.endswith(f".{config['name']}")]
    if len(named or fitting) == 1:
        return (named or fitting)[0]
    listed = " and to ".join(f"`{kind}`" for kind in fitting) or "no schedule of Keras"
    rule = "write {'class_name': ..., 'config': ...}, as Keras's serialize(), or a `kind`"
    raise ValueError(f"these parameters belong to {listed}: {rule}")
