"""What all plain values have in common."""

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A frozen value; numbers that are not finite become strings in JSON."""

    model_config = ConfigDict(
        frozen=True, ser_json_inf_nan="strings", use_attribute_docstrings=True
    )
