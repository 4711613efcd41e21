from typing import Any

import keras
import numpy as np
import pytest
from numpy.typing import NDArray

from lehr.experiments.components import Component
from lehr.experiments.objective import Encoding, Objective, objective
from lehr.experiments.shapes import Architecture
from lehr.experiments.vocabulary import ScoreEntry, Section, vocabulary
from worker.training.objectives import build_loss, build_metrics

LOSSES: list[dict[str, Any]] = [
    {"name": "BinaryCrossentropy", "from_logits": True, "label_smoothing": 1},
    {"name": "BinaryFocalCrossentropy", "apply_class_balancing": True, "alpha": 1, "gamma": 0},
    {"name": "CategoricalCrossentropy", "label_smoothing": 0.1, "reduction": "sum"},
    {"name": "CategoricalFocalCrossentropy", "alpha": 0, "gamma": 2, "from_logits": True},
    {"name": "CategoricalGeneralizedCrossEntropy", "q": 0.25},
    {"name": "Huber", "delta": 2, "reduction": "mean_with_sample_weight"},
    {"name": "SparseCategoricalCrossentropy", "ignore_class": 1, "reduction": "mean"},
    {"name": "Tversky", "alpha": 1, "beta": 0},
]
METRICS: list[dict[str, Any]] = [
    {"name": "AUC", "num_thresholds": 2, "curve": "PR", "summation_method": "majoring"},
    {"name": "AUC", "thresholds": [0, 0.3, 1]},
    {"name": "AUC", "from_logits": True},
    {"name": "BinaryAccuracy", "threshold": 1},
    {"name": "BinaryCrossentropy", "from_logits": True, "label_smoothing": 0.5},
    {"name": "F1Score", "average": "macro"},
    {"name": "F1Score", "average": "weighted", "threshold": 1},
    {"name": "FBetaScore", "average": "micro", "beta": 2, "threshold": 0.5},
    {"name": "FalsePositives", "thresholds": 0},
    {"name": "Precision", "thresholds": 1, "class_id": 0},
    {"name": "Precision", "top_k": 1},
    {"name": "PrecisionAtRecall", "recall": 1, "num_thresholds": 2, "class_id": 0},
    {"name": "R2Score", "class_aggregation": "variance_weighted_average", "num_regressors": 1},
    {"name": "Recall", "top_k": 1, "class_id": 0},
    {"name": "RecallAtPrecision", "precision": 0},
    {"name": "SensitivityAtSpecificity", "specificity": 0.5},
    {"name": "SparseCategoricalCrossentropy", "ignore_class": 0},
    {"name": "SparseTopKCategoricalAccuracy", "k": 2},
    {"name": "SpecificityAtSensitivity", "sensitivity": 0.5},
    {"name": "TopKCategoricalAccuracy", "k": 3},
    {"name": "CategoricalCrossentropy", "from_logits": True},
    {"name": "SparseCategoricalCrossentropy", "from_logits": True},
]
OUTPUTS = {
    Encoding.BINARY: (1, 2, "binary_crossentropy"),
    Encoding.ONE_HOT: (3, 3, "categorical_crossentropy"),
    Encoding.INDEX: (3, 3, "sparse_categorical_crossentropy"),
}
ROWS = 12


def activation(encoding: Encoding, *, logits: bool) -> str:
    usual = "sigmoid" if encoding is Encoding.BINARY else "softmax"
    return "linear" if logits else usual


def resolved(loss: dict[str, Any], metrics: list[dict[str, Any]], encoding: Encoding) -> Objective:
    units, classes, _ = OUTPUTS[encoding]
    gives = activation(encoding, logits=loss.get("from_logits", False))
    measured = [Component.model_validate(metric) for metric in metrics]
    architecture = Architecture((units,), output_activation=gives)
    return objective(architecture, classes, Component.model_validate(loss), measured)


def labels(encoding: Encoding) -> NDArray[Any]:
    classes = np.arange(ROWS) % OUTPUTS[encoding][1]
    if encoding is Encoding.INDEX:
        return classes.astype(np.int32)
    one_hot = np.eye(3, dtype=np.float32)[classes]
    return one_hot if encoding is Encoding.ONE_HOT else classes[:, None].astype(np.float32)


def model(encoding: Encoding, *, logits: bool) -> keras.Sequential:
    keras.utils.set_random_seed(0)
    output = keras.layers.Dense(OUTPUTS[encoding][0], activation(encoding, logits=logits))
    return keras.Sequential([keras.Input((4,)), output])


def fitted(model: keras.Sequential, encoding: Encoding) -> dict[str, list[float]]:
    rows = np.random.default_rng(0).normal(size=(ROWS, 4)).astype(np.float32)
    given = (rows, labels(encoding))
    history = model.fit(*given, batch_size=ROWS, validation_data=given, verbose=0).history
    return {name: [float(value) for value in values] for name, values in history.items()}


def compiled(target: Objective) -> keras.Sequential:
    logits = target.loss.arguments.get("from_logits", False)
    ours = model(target.encoding, logits=logits)
    loss, metrics = build_loss(target), build_metrics(target)
    ours.compile("sgd", loss=loss, metrics=metrics, run_eagerly=True)
    return ours


def trained(target: Objective) -> dict[str, list[float]]:
    """Train an epoch; a column that holds anything but one number an epoch fails here."""
    return fitted(compiled(target), target.encoding)


def reads(section: Section[ScoreEntry], spec: dict[str, Any], encoding: Encoding) -> bool:
    return encoding in section.entries[spec["name"]].encodings


def complete(name: str, entry: ScoreEntry) -> dict[str, Any]:
    """Return a metric with what it cannot do without, and no more classes than there are."""
    wanted = {about for about, argument in entry.arguments.items() if argument.required} | {"k"}
    values = {"average": "macro", "k": 2} | dict.fromkeys(wanted - {"average", "k"}, 0.5)
    return {"name": name} | {key: values[key] for key in wanted & set(entry.arguments)}


EVERY_LOSS = LOSSES + [complete(*item) for item in vocabulary().losses.entries.items()]
EVERY_METRIC = METRICS + [complete(*item) for item in vocabulary().metrics.entries.items()]


@pytest.mark.parametrize(
    ("loss", "encoding"),
    [
        (loss, encoding)
        for loss in EVERY_LOSS
        for encoding in Encoding
        if reads(vocabulary().losses, loss, encoding)
    ],
)
def test_every_loss_trains_on_the_labels_that_it_reads(
    loss: dict[str, Any], encoding: Encoding
) -> None:
    target = resolved(loss, [], encoding)
    assert target.encoding is encoding
    rows = np.linspace(-1, 1, 4 * ROWS, dtype=np.float32).reshape(ROWS, 4)
    assert np.isfinite(compiled(target).train_on_batch(rows, labels(encoding)))


@pytest.mark.parametrize("logits", [False, True])
@pytest.mark.parametrize("encoding", Encoding)
def test_every_metric_measures_a_number_on_the_labels_that_it_reads(
    encoding: Encoding, *, logits: bool
) -> None:
    units, _, loss = OUTPUTS[encoding]
    metrics = [
        metric
        for metric in EVERY_METRIC
        if reads(vocabulary().metrics, metric, encoding)
        and metric.get("k", 0) <= units
        and metric.get("from_logits", logits) == logits
    ]
    target = resolved({"name": loss, "from_logits": logits}, metrics, encoding)
    names = {"loss", *target.metric_names}
    assert len(names) == 1 + len(metrics)
    assert set(trained(target)) == names | {f"val_{name}" for name in names}


@pytest.mark.parametrize("encoding", Encoding)
def test_bare_names_give_the_columns_and_values_that_keras_gives(encoding: Encoding) -> None:
    loss = OUTPUTS[encoding][2]
    names = ["accuracy", "acc"] + (["mae", "AUC"] if encoding is not Encoding.INDEX else [])
    target = resolved({"name": loss}, [{"name": name} for name in names], encoding)
    keras_own = model(encoding, logits=False)
    keras_own.compile("sgd", loss=loss, metrics=names, run_eagerly=True)
    assert trained(target) == fitted(keras_own, encoding)
