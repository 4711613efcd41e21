"""Histories as files of other programs, written while they are read."""

from typing import Literal, TypeAlias

Form: TypeAlias = Literal["csv", "parquet", "tensorboard"]
