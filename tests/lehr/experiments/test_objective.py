from collections.abc import Sequence
from typing import Any

import pytest

from lehr.errors import InvalidRequest
from lehr.experiments.components import Component
from lehr.experiments.objective import Encoding, Objective, objective
from lehr.experiments.shapes import Architecture

POINTER = "/model/layers/1/units"


def output(units: int, activation: str = "sigmoid") -> Architecture:
    return Architecture((units,), output_activation=activation, output_pointer=POINTER)


def component(spec: str | dict[str, Any]) -> Component:
    return Component.model_validate({"name": spec} if isinstance(spec, str) else spec)


def measured(*metrics: str | dict[str, Any], units: int = 3, loss: str | None = None) -> Objective:
    chosen = component(loss) if loss else None
    return objective(output(units), max(units, 2), chosen, [component(spec) for spec in metrics])


def refusal(architecture: Architecture, classes: int, loss: str | dict[str, Any]) -> dict[str, str]:
    with pytest.raises(InvalidRequest) as refused:
        objective(architecture, classes, component(loss), None)
    return {violation.pointer: violation.detail for violation in refused.value.violations}


def refused_metric(*metrics: str | dict[str, Any], **how: Any) -> dict[str, str]:
    with pytest.raises(InvalidRequest) as refused:
        measured(*metrics, **how)
    return {violation.pointer: violation.detail for violation in refused.value.violations}


@pytest.mark.parametrize(
    ("units", "classes", "loss", "encoding"),
    [
        (1, 2, "binary_crossentropy", Encoding.BINARY),
        (2, 2, "categorical_crossentropy", Encoding.ONE_HOT),
        (3, 3, "categorical_crossentropy", Encoding.ONE_HOT),
    ],
)
def test_the_output_and_the_classes_decide_the_loss_where_none_is_given(
    units: int, classes: int, loss: str, encoding: Encoding
) -> None:
    chosen = objective(output(units), classes, None, None)
    assert chosen.loss == Component(name=loss)
    assert chosen.metrics == [Component(name="accuracy")]
    assert chosen.metric_names == ["accuracy"]
    assert chosen.encoding is encoding
    assert chosen.warnings == []


@pytest.mark.parametrize(
    ("units", "classes", "loss", "encoding"),
    [
        (1, 2, "hinge", Encoding.BINARY),
        (1, 2, "mse", Encoding.BINARY),
        (2, 2, "BinaryCrossentropy", Encoding.ONE_HOT),
        (5, 5, "MAE", Encoding.ONE_HOT),
        (2, 2, "categorical_hinge", Encoding.ONE_HOT),
        (4, 4, "sparse_categorical_crossentropy", Encoding.INDEX),
    ],
)
def test_labels_are_encoded_as_the_loss_wants_them(
    units: int, classes: int, loss: str, encoding: Encoding
) -> None:
    assert objective(output(units), classes, component(loss), None).encoding is encoding


@pytest.mark.parametrize(
    ("units", "classes", "loss", "wanted"),
    [
        (1, 3, "binary_crossentropy", "3 units"),
        (1, 3, "mse", "3 units"),
        (3, 2, "binary_crossentropy", "1 or 2 units"),
        (1, 2, "categorical_crossentropy", "2 units"),
        (1, 2, "sparse_categorical_crossentropy", "2 units"),
        (4, 3, "sparse_categorical_crossentropy", "3 units"),
    ],
)
def test_an_output_that_does_not_fit_names_units_and_classes_and_what_would(
    units: int, classes: int, loss: str, wanted: str
) -> None:
    assert refusal(output(units), classes, loss) == {
        POINTER: f"{loss} on {classes} classes needs an output of {wanted}; received {units}"
    }


def test_one_class_is_nothing_to_learn() -> None:
    assert refusal(output(1), 1, "mse") == {
        POINTER: "mse on 1 classes has nothing to tell apart; received 1"
    }


def test_softmax_over_one_unit_is_refused() -> None:
    found = refusal(output(1, "softmax"), 2, "binary_crossentropy")
    assert found == {
        POINTER: (
            "softmax needs an output of 2 or more units: over 1 unit it is constant; received 1"
        )
    }


def test_an_output_that_is_not_one_row_is_refused() -> None:
    found = refusal(Architecture((8, 3), output_pointer=POINTER), 3, "mse")
    assert list(found) == [POINTER]
    assert "received the shape (8, 3)" in found[POINTER]


def test_an_unknown_loss_is_told_the_nearest() -> None:
    detail = refusal(output(1), 2, "binary_crossentrop")["/loss"]
    assert detail == (
        'unknown name; received "binary_crossentrop"; did you mean "binary_crossentropy"?'
    )


@pytest.mark.parametrize(
    ("loss", "pointer"),
    [
        ({"name": "bce", "from_logits": 1}, "/loss/from_logits"),
        ({"name": "bce", "label_smoothing": -0.1}, "/loss/label_smoothing"),
        ({"name": "bce", "reduction": "none"}, "/loss/reduction"),
        ({"name": "bce", "reduction": None}, "/loss/reduction"),
        ({"name": "bce", "axis": 1}, "/loss/axis"),
        ({"name": "Huber", "delta": 0}, "/loss/delta"),
        ({"name": "CategoricalGeneralizedCrossEntropy", "q": 1}, "/loss/q"),
    ],
)
def test_a_loss_is_checked_argument_by_argument(loss: dict[str, Any], pointer: str) -> None:
    assert list(refusal(output(1), 2, loss)) == [pointer]


@pytest.mark.parametrize(
    ("activation", "logits", "codes"),
    [
        ("sigmoid", False, []),
        ("softmax", False, []),
        ("linear", False, ["not-probabilities"]),
        ("tanh", False, ["not-probabilities"]),
        ("linear", True, []),
        ("sigmoid", True, ["not-logits"]),
    ],
)
def test_a_crossentropy_of_what_is_no_probability_is_a_warning(
    activation: str, *, logits: bool, codes: list[str]
) -> None:
    loss = component({"name": "binary_crossentropy", "from_logits": logits})
    warnings = objective(output(2, activation), 2, loss, None).warnings
    assert [warning["code"] for warning in warnings] == codes
    assert all(activation in warning["detail"] for warning in warnings)


def test_other_losses_take_any_output_without_a_warning() -> None:
    assert objective(output(1, "tanh"), 2, component("hinge"), None).warnings == []


@pytest.mark.parametrize(
    ("metrics", "columns"),
    [
        ([], []),
        (["acc", "MAE", "BinaryAccuracy"], ["acc", "MAE", "BinaryAccuracy"]),
        ([{"name": "AUC", "curve": "PR"}], ["auc"]),
        ([{"name": "f_beta_score", "average": "micro"}], ["fbeta_score"]),
        (["auc", {"name": "AUC", "curve": "PR"}, "auc"], ["auc", "auc_1", "auc_2"]),
    ],
)
def test_columns_are_named_as_keras_names_them_and_never_twice(
    metrics: Sequence[str | dict[str, Any]], columns: list[str]
) -> None:
    assert measured(*metrics).metric_names == columns


def test_an_objective_that_is_resolved_again_stays_as_it_is() -> None:
    once = measured("accuracy", {"name": "AUC", "curve": "PR"})
    assert objective(output(3), 3, once.loss, once.metrics) == once


@pytest.mark.parametrize(
    ("metric", "loss", "encodings"),
    [
        ("SparseCategoricalAccuracy", "categorical_crossentropy", ("index", "one_hot")),
        ("categorical_accuracy", "sparse_categorical_crossentropy", ("one_hot", "index")),
        ("AUC", "sparse_categorical_crossentropy", ("binary or one_hot", "index")),
    ],
)
def test_a_metric_that_reads_other_labels_is_refused(
    metric: str, loss: str, encodings: tuple[str, str]
) -> None:
    reads, given = encodings
    assert refused_metric("acc", metric, loss=loss) == {
        "/metrics/1": f"{metric} reads labels encoded as {reads}; the loss is given them as {given}"
    }


@pytest.mark.parametrize(
    ("metric", "pointer"),
    [
        ("f1_score", "average"),
        ({"name": "F1Score", "average": None}, "average"),
        ({"name": "Precision", "thresholds": [0.1, 0.9]}, "thresholds"),
        ("PrecisionAtRecall", "recall"),
        ("top_k_categorical_accuracy", "k"),
        ({"name": "Recall", "top_k": 4}, "top_k"),
        ({"name": "Recall", "class_id": 3}, "class_id"),
        ({"name": "AUC", "num_thresholds": 1}, "num_thresholds"),
        ({"name": "AUC", "multi_label": True}, "multi_label"),
        ({"name": "accuracy", "threshold": 0.5}, "threshold"),
    ],
)
def test_a_metric_is_checked_argument_by_argument(
    metric: str | dict[str, Any], pointer: str
) -> None:
    assert list(refused_metric(metric)) == [f"/metrics/0/{pointer}"]


def test_an_unknown_metric_is_told_the_nearest() -> None:
    assert refused_metric("accurcy") == {
        "/metrics/0": 'unknown name; received "accurcy"; did you mean "accuracy"?'
    }


def test_loss_and_metrics_are_refused_together() -> None:
    assert list(refused_metric("accurcy", loss="mean_squared")) == ["/loss", "/metrics/0"]
