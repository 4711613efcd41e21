"""What a schedule is called by: its normalised document, and that document's hash."""

from hashlib import sha256

import orjson

from lehr.schedules import Schedule

from .options import Unit


def normalised(schedule: Schedule) -> dict[str, object]:
    """Return `kind` and every parameter, defaults included, in the order of their declaration."""
    return schedule.model_dump()


def schedule_hash(schedule: Schedule, unit: Unit) -> str:
    """Return `sha256:` and the digest of the canonical JSON of schedule and unit.

    Canonical JSON has sorted keys, no spaces and the shortest decimals.
    """
    return hash_of(normalised(schedule), unit)


def hash_of(document: dict[str, object], unit: Unit) -> str:
    """Return the hash of the schedule that has this normalised document."""
    named = {"schedule": document, "unit": unit}
    return f"sha256:{sha256(orjson.dumps(named, option=orjson.OPT_SORT_KEYS)).hexdigest()}"
