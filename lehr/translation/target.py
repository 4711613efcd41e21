"""The libraries that a schedule is translated to."""

from typing import Literal, TypeAlias

Target: TypeAlias = Literal["keras", "torch", "optax", "transformers", "python"]
