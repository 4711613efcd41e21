"""Which layers can have a rate of their own."""

from collections.abc import Iterator

from lehr.errors import InvalidRequest, Violation
from lehr.wording import cut, pointer_to

from .experiment import Experiment
from .layer_names import layer_names
from .shapes import Architecture


def check_layer_rates(experiment: Experiment, architecture: Architecture) -> None:
    """Raise InvalidRequest, naming the layers there are, for one without weights to train."""
    if found := list(_violations(experiment, architecture)):
        raise InvalidRequest(found)


def _violations(experiment: Experiment, architecture: Architecture) -> Iterator[Violation]:
    weights = zip(layer_names(experiment.model), architecture.trainable, strict=True)
    trained = {name: count for name, count in weights if count}
    for name in experiment.layer_rates:
        if name not in trained:
            rule = f"the layers with weights to train are {', '.join(map(cut, trained))}"
            yield Violation(pointer_to("layer_rates", name), f"{rule}; received `{cut(name)}`")
