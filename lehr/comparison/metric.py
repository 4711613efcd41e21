"""The column of the history that configurations are compared by, and its better direction."""

from collections.abc import Sequence
from typing import Final

from lehr.dialects.feedback.keras import LOWER_IS_BETTER, metric_name
from lehr.errors import InvalidRequest, Violation
from lehr.experiments.monitor import measured
from lehr.experiments.vocabulary import vocabulary
from lehr.wording import spelled

PREFERRED: Final = ("val_accuracy", "val_loss", "loss")
MISTAKES: Final = frozenset({"false_negatives", "false_positives"})
"""Keras gives counts no direction."""


def chosen_metric(columns: Sequence[str], asked: str | None) -> str:
    """Return the column asked for, or the usual one; raise InvalidRequest where there is none."""
    metrics = measured(columns)
    if asked is None:
        return next(metric for metric in PREFERRED if metric in metrics)
    if asked not in metrics:
        rule = f"`metric` must be one of {', '.join(metrics)}"
        raise InvalidRequest([Violation("/metric", f"{rule}; received {spelled(asked)}")])
    return asked


def higher_is_better(metric: str) -> bool:
    """Tell the better direction of a column: losses, errors and counts of mistakes are to fall."""
    name = metric_name(metric)
    known = vocabulary().metrics
    entry = known.find(name)
    return (known.entries[entry].name if entry else name) not in LOWER_IS_BETTER | MISTAKES
