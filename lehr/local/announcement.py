"""What is said once Lehr is ready."""

from pathlib import Path
from string import Template

from lehr.settings import Settings

from .address import url

TEXT = Template("""
Lehr is ready at $url ($workers).
$state

Preview a schedule:

  curl '$url/schedules/preview?kind=exponential&initial_learning_rate=0.1&decay=0.1&steps=50'$key

Train with one, and follow the Location of the answer:

  curl -i $url/jobs$key -H 'Content-Type: application/json' -d '{
    "dataset": {"name": "ionosphere"},
    "model": {"layers": [{"layer": "Dense", "units": 34, "activation": "relu"},
                         {"layer": "Dense", "units": 1, "activation": "sigmoid"}]},
    "schedule": {"kind": "time_based", "initial_learning_rate": 0.1, "decay": 0.002},
    "epochs": 50}'

Ctrl-C stops everything.
""")


def announcement(settings: Settings, home: Path) -> str:
    """Tell where Lehr is, where its state lives and what to try."""
    return TEXT.substitute(
        url=url(settings),
        workers=f"{settings.workers} worker{'' if settings.workers == 1 else 's'}",
        state=_state(settings, home),
        key=" -H 'Authorization: Bearer <key>'" if settings.key_digests else "",
    )


def _state(settings: Settings, home: Path) -> str:
    kept = [
        f"{what} in {home}" if url is None else f"{what} where {variable} says"
        for what, variable, url in (
            ("jobs and their history", "DATABASE_URL", settings.database_url),
            ("messages", "REDIS_URL", settings.redis_url),
        )
    ]
    return f"It keeps {' and '.join(kept)}."
