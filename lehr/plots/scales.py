"""How values are spaced along an axis."""

from typing import Any

from lehr.schedules import FloatArray

from .look import Look


def spacing(look: Look, values: FloatArray) -> dict[str, Any]:
    """Return the scale that is wished for; where nothing is positive there is no logarithm."""
    if look.axis == "log" and (values > 0).any():
        return {"value": "log", "nonpositive": "mask"}
    return {"value": "linear"}
