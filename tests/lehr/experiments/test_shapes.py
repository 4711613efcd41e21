from typing import Any

import pytest

from lehr.errors import InvalidRequest
from lehr.experiments.components import ModelSpec
from lehr.experiments.layers import RULES
from lehr.experiments.shapes import Architecture, describe
from lehr.experiments.vocabulary import vocabulary

ROW, SEQUENCE, IMAGE = (34,), (8, 4), (9, 7, 2)
END = {"layer": "Dense", "units": 1}


def described(*layers: dict[str, Any], shape: tuple[int, ...] = ROW) -> Architecture:
    return describe(ModelSpec.model_validate({"layers": list(layers)}), shape)


def violations(*layers: dict[str, Any], shape: tuple[int, ...] = ROW) -> dict[str, str]:
    with pytest.raises(InvalidRequest) as refusal:
        described(*layers, shape=shape)
    return {violation.pointer: violation.detail for violation in refusal.value.violations}


def only(found: dict[str, str], pointer: str) -> str:
    assert list(found) == [pointer]
    return found[pointer]


def test_there_is_a_rule_for_every_layer_of_the_vocabulary() -> None:
    assert set(RULES) == set(vocabulary().layers.entries)


def test_the_ionosphere_model_is_described() -> None:
    architecture = described(
        {"layer": "Dense", "units": 34, "activation": "relu"},
        {"layer": "Dense", "units": 1, "activation": "sigmoid"},
    )
    assert architecture.output_shape == (1,)
    assert architecture.parameters == architecture.trainable_parameters == 34 * 35 + 35
    assert architecture.operations == 2 * (34 * 34 + 34) + 34 * 2 + 2
    assert architecture.activations == 34 + 1
    assert architecture.output_activation == "sigmoid"
    assert architecture.output_pointer == "/model/layers/1/units"


def test_moving_averages_are_weights_that_are_not_trained() -> None:
    architecture = described({"layer": "BatchNormalization"}, END)
    assert architecture.parameters - architecture.trainable_parameters == 2 * 34


@pytest.mark.parametrize(
    ("last", "activation"),
    [
        ({"layer": "Activation", "activation": "swish"}, "silu"),
        ({"layer": "Softmax"}, "softmax"),
        ({"layer": "Dropout", "rate": 0.5}, "sigmoid"),
        ({"layer": "BatchNormalization"}, "linear"),
        ({"layer": "Dense", "units": 2}, "linear"),
        ({"layer": "Dense", "units": 2, "activation": {"name": "tanh"}}, "tanh"),
    ],
)
def test_the_output_has_the_activation_that_bounds_it(
    last: dict[str, Any], activation: str
) -> None:
    first = {"layer": "Dense", "units": 3, "activation": "sigmoid"}
    assert described(first, last).output_activation == activation


def test_the_output_is_changed_where_its_units_are_given() -> None:
    architecture = described(END, {"layer": "Activation", "activation": "sigmoid"})
    assert architecture.output_pointer == "/model/layers/0/units"


def test_an_unknown_layer_is_told_the_nearest_name() -> None:
    detail = only(violations({"layer": "dense", "units": 3}), "/model/layers/0/layer")
    assert detail == 'unknown name; received "dense"; did you mean "Dense"?'


def test_an_unknown_argument_is_told_the_nearest_name() -> None:
    detail = only(
        violations({"layer": "Dense", "units": 3, "activaton": "relu"}, END),
        "/model/layers/0/activaton",
    )
    assert detail == 'unknown argument `activaton`, did you mean `activation`?; received "relu"'


def test_an_unknown_argument_with_a_slash_has_an_escaped_pointer() -> None:
    assert list(violations(END | {"a/b~c": 1})) == ["/model/layers/0/a~1b~0c"]


def test_an_argument_that_is_withheld_says_why() -> None:
    detail = only(violations(END | {"dtype": "float16"}), "/model/layers/0/dtype")
    assert "everything is computed in float32" in detail


def test_more_arguments_than_any_layer_takes_are_not_looked_at_one_by_one() -> None:
    detail = only(violations(END | {f"a{n}": n for n in range(100)}), "/model/layers/0")
    assert detail == "at most 50 arguments can be given; received 101"


def test_a_required_argument_is_missed() -> None:
    assert violations({"layer": "Dense"}) == {"/model/layers/0/units": "`units` is required"}


@pytest.mark.parametrize(
    ("argument", "value", "received"),
    [
        ("units", -5, "received -5"),
        ("units", 0, "received 0"),
        ("units", True, "received true"),
        ("units", "34", 'received "34"'),
        ("units", 34.0, "received 34.0"),
        ("units", None, "received null"),
        ("units", 1_000_001, "received 1000001"),
        ("units", 10**400, "received 1000"),
        ("use_bias", 1, "received 1"),
        ("name", "a/b", 'received "a/b"'),
        ("activation", 3, "received 3"),
        ("activation", {"stddev": 1}, "received {"),
        ("kernel_initializer", None, "received null"),
    ],
)
def test_a_value_of_another_kind_is_refused(argument: str, value: object, received: str) -> None:
    detail = only(violations(END | {argument: value}), f"/model/layers/0/{argument}")
    assert detail.startswith(f"`{argument}` must be ")
    assert received in detail


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -0.1, 1.1, "0.5", False])
def test_a_rate_is_a_finite_fraction(value: object) -> None:
    found = violations({"layer": "Dropout", "rate": value}, END)
    detail = only(found, "/model/layers/0/rate")
    assert detail.startswith("`rate` must be a finite number >= 0 and <= 1; received ")


@pytest.mark.parametrize(
    ("argument", "value", "pointer"),
    [
        ("kernel_initializer", "he_normall", ""),
        ("kernel_initializer", {"name": "he"}, ""),
        ("kernel_initializer", {"name": "RandomNormal", "stddev": -1}, "/stddev"),
        ("kernel_initializer", {"name": "RandomNormal", "scale": 1}, "/scale"),
        ("bias_initializer", "identity", ""),
        ("bias_initializer", {"name": "orthogonal"}, ""),
        ("bias_regularizer", "orthogonal_regularizer", ""),
        ("activity_regularizer", "OrthogonalRegularizer", ""),
        ("kernel_regularizer", {"name": "l2", "l2": "0.1"}, "/l2"),
        ("bias_constraint", {"name": "MaxNorm", "axis": 1}, "/axis"),
        ("kernel_constraint", {"name": "MaxNorm", "axis": [0, 0]}, "/axis"),
        ("activation", {"name": "leaky_relu", "negative_slope": 0.2}, "/negative_slope"),
        ("activation", "glu", ""),
    ],
)
def test_what_is_nested_is_checked_too(argument: str, value: object, pointer: str) -> None:
    only(violations(END | {argument: value}), f"/model/layers/0/{argument}{pointer}")


def test_every_broken_rule_is_told_at_once() -> None:
    found = violations({"layer": "Dens"}, {"layer": "Dropout", "rate": 2}, {"layer": "Dense"})
    assert list(found) == [
        "/model/layers/0/layer",
        "/model/layers/1/rate",
        "/model/layers/2/units",
    ]


def test_two_layers_of_one_name_are_refused() -> None:
    layer = END | {"name": "out"}
    found = violations(layer, layer)
    assert list(found) == ["/model/layers/0/name", "/model/layers/1/name"]
    assert found["/model/layers/1/name"] == (
        'layers must have different names; "out" is used 2 times'
    )


def test_a_model_without_weights_is_refused() -> None:
    assert only(violations({"layer": "Flatten"}), "/model/layers")


@pytest.mark.parametrize(
    ("layer", "shape", "pointer", "number"),
    [
        ({"layer": "Conv2D", "filters": 2, "kernel_size": 3}, ROW, "", "received (34,)"),
        ({"layer": "LSTM", "units": 2}, ROW, "", "received (34,)"),
        ({"layer": "Embedding", "input_dim": 5, "output_dim": 2}, SEQUENCE, "", "shape (8, 4)"),
        ({"layer": "RepeatVector", "n": 2}, IMAGE, "", "received (9, 7, 2)"),
        ({"layer": "MaxPooling2D"}, SEQUENCE, "", "received (8, 4)"),
        ({"layer": "SpatialDropout1D", "rate": 0.5}, IMAGE, "", "received (9, 7, 2)"),
        ({"layer": "Conv1D", "filters": 2, "kernel_size": 9}, SEQUENCE, "/kernel_size", "covers 9"),
        ({"layer": "Conv1D", "filters": 2, "kernel_size": 4, "dilation_rate": 3}, SEQUENCE,
         "/kernel_size", "covers 10"),
        ({"layer": "Conv1D", "filters": 2, "kernel_size": 2, "dilation_rate": 2, "strides": 2},
         SEQUENCE, "/dilation_rate", "received [2] and [2]"),
        ({"layer": "Conv1D", "filters": 2, "kernel_size": 1, "groups": 3}, SEQUENCE, "/groups",
         "received 3"),
        ({"layer": "Conv2D", "filters": 2, "kernel_size": [1, 2, 3]}, IMAGE, "/kernel_size",
         "received [1, 2, 3]"),
        ({"layer": "Conv2D", "filters": 2, "kernel_size": 1, "data_format": "channels_first"},
         IMAGE, "/data_format", 'received "channels_first"'),
        ({"layer": "MaxPooling1D", "pool_size": 10}, SEQUENCE, "/pool_size", "covers 10"),
        ({"layer": "Reshape", "target_shape": [5, 7]}, ROW, "/target_shape", "received [5, 7]"),
        ({"layer": "Reshape", "target_shape": [-1, 5]}, ROW, "/target_shape", "received [-1, 5]"),
        ({"layer": "Reshape", "target_shape": [-1, -1]}, ROW, "/target_shape", "[-1, -1]"),
        ({"layer": "Permute", "dims": [2, 3]}, SEQUENCE, "/dims", "received [2, 3]"),
        ({"layer": "BatchNormalization", "axis": 0}, ROW, "/axis", "received 0"),
        ({"layer": "BatchNormalization", "axis": 2}, ROW, "/axis", "received 2"),
        ({"layer": "LayerNormalization", "axis": [1, -2]}, SEQUENCE, "/axis", "received [1, -2]"),
        ({"layer": "Softmax", "axis": -3}, SEQUENCE, "/axis", "received -3"),
        ({"layer": "GroupNormalization"}, ROW, "/groups", "received 32"),
        ({"layer": "PReLU", "shared_axes": [2]}, ROW, "/shared_axes", "received [2]"),
    ],
)  # fmt: skip
def test_a_layer_that_does_not_fit_its_input_names_the_number(
    layer: dict[str, Any], shape: tuple[int, ...], pointer: str, number: str
) -> None:
    detail = only(violations(layer, END, shape=shape), f"/model/layers/0{pointer}")
    assert number in detail


def test_values_that_no_budget_allows_are_refused_before_they_overflow() -> None:
    growing: list[dict[str, Any]] = [{"layer": "RepeatVector", "n": 10_000}, {"layer": "Flatten"}]
    detail = only(violations(*growing * 49, END), "/model/layers/2")
    assert detail.endswith("this one gives 3400000000")
