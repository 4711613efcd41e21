"""What a client asks for with one job: an experiment, its variations and its seeds."""

from collections import Counter
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from lehr.errors import FieldError

from .experiment import Experiment, Seed
from .sweep import MAX_RUNS, Sweep

PRINTABLE = r"^[^\x00-\x1f\x7f]*$"
"""PostgreSQL keeps no NUL; the other control characters have no place in a label either."""
Label = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=PRINTABLE)]


class JobSpec(Experiment):
    """The body of `POST /jobs`: an experiment that is trained in all configurations by all seeds.

    Without `sweep` and `seeds` that is one run.
    """

    seeds: list[Seed] | None = Field(default=None, min_length=1, max_length=MAX_RUNS)
    """In place of `seed`: every configuration is trained once with each."""
    sweep: Sweep | None = None
    """Dotted path -> values, every combination of them; or a list of changes by dotted path."""
    schedule_hash: str | None = None
    """The hash of a preview; another curve than that one is refused."""
    priority: int = Field(default=0, ge=-10, le=10)
    labels: dict[Label, Label] = Field(default={}, max_length=16)

    @property
    def run_seeds(self) -> list[int]:
        """The seeds of each configuration's runs; of a resolved job, there is one at least."""
        return self.seeds or [seed for seed in [self.seed] if seed is not None]

    @model_validator(mode="after")
    def _seeded_in_one_way(self) -> Self:
        if self.seeds is None:
            return self
        if self.seed is not None:
            raise FieldError("seeds", f"`seeds` takes the place of `seed`, which is {self.seed}")
        [(seed, times)] = Counter(self.seeds).most_common(1)
        if times > 1:
            raise FieldError("seeds", f"seeds must differ; {seed} is given {times} times")
        return self
