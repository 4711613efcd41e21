"""Build the loss and the metrics of an objective."""

import keras

from lehr.experiments.components import Component
from lehr.experiments.objective import ACCURACY, Encoding, Objective
from lehr.experiments.vocabulary import vocabulary

from .components import build


def build_loss(objective: Objective) -> keras.losses.Loss:
    """Return the loss that training minimises."""
    return build("losses", objective.loss.name, objective.loss.arguments)


def build_metrics(objective: Objective) -> list[keras.metrics.Metric]:
    """Return the metrics, each under the name of its column; "accuracy" as Keras resolves it."""
    return [
        build("metrics", _class_name(metric, objective.encoding), metric.arguments, name=column)
        for metric, column in zip(objective.metrics, objective.metric_names, strict=True)
    ]


def _class_name(metric: Component, encoding: Encoding) -> str:
    is_accuracy = vocabulary().metrics.find(metric.name) == "Accuracy"
    return ACCURACY[encoding] if is_accuracy else metric.name
