"""What a study is."""

from typing import Any

from lehr.experiments.record import Record


class Study(Record):
    """An experiment of the tutorials, and what they found."""

    name: str
    title: str
    expect: str
    """What is to be seen, in words; single runs may differ by their seed."""
    request: dict[str, Any] | None
    """A body for `POST /jobs`; null where there is nothing to train."""
    preview: dict[str, Any] | None
    """A body for `POST /schedules/preview`; null where there is no curve to look at beforehand."""
