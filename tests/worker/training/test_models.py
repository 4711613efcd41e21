from typing import Any

import keras
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lehr.errors import InvalidRequest
from lehr.experiments.arguments import section_of
from lehr.experiments.components import ModelSpec
from lehr.experiments.shapes import describe
from lehr.experiments.vocabulary import Argument, Kind, Section, vocabulary
from worker.training.models import build_model

ROW, SEQUENCE, IMAGE = (6,), (8, 4), (9, 7, 2)

CASES: list[tuple[tuple[int, ...], dict[str, Any]]] = [
    (ROW, {"layer": "Activation", "activation": "tanh"}),
    (SEQUENCE, {"layer": "Activation", "activation": {"name": "softmax"}}),
    (ROW, {"layer": "ActivityRegularization", "l1": 0.1, "l2": 1}),
    (ROW, {"layer": "AlphaDropout", "rate": 0.5}),
    (SEQUENCE, {"layer": "AveragePooling1D", "pool_size": 3, "strides": [2]}),
    (SEQUENCE, {"layer": "AvgPool1D", "pool_size": 9, "padding": "same"}),
    (IMAGE, {"layer": "AveragePooling2D", "pool_size": [2, 3]}),
    (IMAGE, {"layer": "AveragePooling2D", "pool_size": 12, "strides": 5, "padding": "same"}),
    (ROW, {"layer": "BatchNormalization"}),
    (IMAGE, {"layer": "BatchNormalization", "axis": 1, "scale": False, "momentum": 0}),
    (IMAGE, {"layer": "BatchNormalization", "axis": -3, "gamma_constraint": "non_neg"}),
    (SEQUENCE, {"layer": "Conv1D", "filters": 3, "kernel_size": 4, "padding": "causal"}),
    (SEQUENCE, {"layer": "Conv1D", "filters": 4, "kernel_size": [3], "dilation_rate": 3}),
    (SEQUENCE, {"layer": "Conv1D", "filters": 4, "kernel_size": 2, "groups": 2, "strides": 3}),
    (IMAGE, {"layer": "Conv2D", "filters": 3, "kernel_size": [3, 2], "strides": [2, 1]}),
    (IMAGE, {"layer": "Conv2D", "filters": 4, "kernel_size": 11, "padding": "same", "groups": 2}),
    (IMAGE, {"layer": "Conv2D", "filters": 2, "kernel_size": 3, "dilation_rate": [2, 3],
             "use_bias": False, "kernel_initializer": "orthogonal"}),
    (ROW, {"layer": "Dense", "units": 3, "name": "dense", "kernel_initializer": "identity"}),
    (SEQUENCE, {"layer": "Dense", "units": 3, "use_bias": False, "kernel_regularizer": "l2",
                "kernel_constraint": {"name": "MaxNorm", "max_value": 3, "axis": [0, 1]}}),
    (ROW, {"layer": "Dense", "units": 5, "activation": "relu", "activity_regularizer": "L1L2",
           "kernel_initializer": {"name": "RandomNormal", "stddev": 1, "seed": 4},
           "kernel_regularizer": {"name": "orthogonal_regularizer", "mode": "columns"},
           "bias_constraint": {"name": "min_max_norm", "max_value": 2}}),
    (ROW, {"layer": "Dropout", "rate": 1}),
    (SEQUENCE, {"layer": "Dropout", "rate": 0.25, "seed": 0}),
    (ROW, {"layer": "ELU", "alpha": 2}),
    (ROW, {"layer": "Embedding", "input_dim": 5, "output_dim": 3,
           "embeddings_initializer": "normal"}),
    (IMAGE, {"layer": "Flatten"}),
    (ROW, {"layer": "Flatten", "data_format": "channels_last"}),
    (SEQUENCE, {"layer": "GRU", "units": 3}),
    (SEQUENCE, {"layer": "GRU", "units": 3, "reset_after": False, "return_sequences": True}),
    (SEQUENCE, {"layer": "GRU", "units": 2, "use_bias": False, "recurrent_dropout": 0.5}),
    (ROW, {"layer": "GaussianDropout", "rate": 0.4}),
    (ROW, {"layer": "GaussianNoise", "stddev": 1}),
    (SEQUENCE, {"layer": "GlobalAveragePooling1D"}),
    (SEQUENCE, {"layer": "GlobalAveragePooling1D", "keepdims": True}),
    (IMAGE, {"layer": "GlobalAveragePooling2D"}),
    (SEQUENCE, {"layer": "GlobalMaxPooling1D"}),
    (IMAGE, {"layer": "GlobalMaxPool2D", "keepdims": True}),
    (ROW, {"layer": "GroupNormalization", "groups": 3}),
    (IMAGE, {"layer": "GroupNormalization", "groups": 1, "center": False}),
    (SEQUENCE, {"layer": "LSTM", "units": 3}),
    (SEQUENCE, {"layer": "LSTM", "units": 3, "use_bias": False, "return_sequences": True}),
    (SEQUENCE, {"layer": "LSTM", "units": 2, "unit_forget_bias": False, "go_backwards": True,
                "dropout": 0.5, "recurrent_activation": "hard_sigmoid", "activation": None}),
    (ROW, {"layer": "LayerNormalization"}),
    (IMAGE, {"layer": "LayerNormalization", "axis": [1, -1]}),
    (IMAGE, {"layer": "LayerNormalization", "axis": [-1, -3, 2], "center": False}),
    (ROW, {"layer": "LeakyReLU", "negative_slope": 1}),
    (SEQUENCE, {"layer": "MaxPooling1D", "pool_size": [8], "strides": 9}),
    (SEQUENCE, {"layer": "MaxPooling1D"}),
    (IMAGE, {"layer": "MaxPooling2D"}),
    (IMAGE, {"layer": "MaxPool2D", "pool_size": [3, 1], "strides": [1, 4], "padding": "same"}),
    (ROW, {"layer": "PReLU"}),
    (IMAGE, {"layer": "PReLU", "shared_axes": [1, 2], "alpha_initializer": "ones"}),
    (IMAGE, {"layer": "PReLU", "shared_axes": 3}),
    (IMAGE, {"layer": "Permute", "dims": [3, 1, 2]}),
    (SEQUENCE, {"layer": "RMSNormalization", "epsilon": 1}),
    (ROW, {"layer": "ReLU", "max_value": 6, "negative_slope": 0.1, "threshold": 1}),
    (ROW, {"layer": "RepeatVector", "n": 3}),
    (IMAGE, {"layer": "Rescaling", "scale": 0.5, "offset": -1}),
    (IMAGE, {"layer": "Reshape", "target_shape": [-1, 3]}),
    (ROW, {"layer": "Reshape", "target_shape": [1, 2, 1, 3]}),
    (SEQUENCE, {"layer": "SimpleRNN", "units": 3}),
    (SEQUENCE, {"layer": "SimpleRNN", "units": 3, "return_sequences": True, "dropout": 0.1}),
    (ROW, {"layer": "Softmax"}),
    (IMAGE, {"layer": "Softmax", "axis": [1, -2]}),
    (SEQUENCE, {"layer": "SpatialDropout1D", "rate": 0.5}),
    (IMAGE, {"layer": "SpatialDropout2D", "rate": 0.5}),
    (ROW, {"layer": "UnitNormalization"}),
    (IMAGE, {"layer": "UnitNormalization", "axis": [1, 2]}),
]  # fmt: skip


def ending_in_two_units(layer: dict[str, Any]) -> ModelSpec:
    end = {"layer": "Dense", "units": 2}
    return ModelSpec.model_validate({"layers": [layer, end]})


def one_batch(shape: tuple[int, ...], output: tuple[int, ...]) -> tuple[Any, Any]:
    """Return inputs of 0 and 1, which an embedding can look up too, and targets."""
    inputs = np.random.default_rng(0).integers(0, 2, (3, *shape)).astype(np.float32)
    return inputs, np.ones((3, *output), np.float32)


def test_every_layer_of_the_vocabulary_has_a_case() -> None:
    layers = vocabulary().layers
    assert {layers.find(layer["layer"]) for _, layer in CASES} == set(layers.entries)


@pytest.mark.parametrize(("shape", "layer"), CASES)
def test_what_is_described_is_what_keras_builds_and_trains(
    shape: tuple[int, ...], layer: dict[str, Any]
) -> None:
    spec = ending_in_two_units(layer)
    architecture = describe(spec, shape)
    model = build_model(spec, shape)
    trainable = sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)
    assert model.output_shape == (None, *architecture.output_shape)
    assert model.count_params() == architecture.parameters
    assert trainable == architecture.trainable_parameters
    model.compile(optimizer="sgd", loss="mse", run_eagerly=True)
    assert np.isfinite(model.train_on_batch(*one_batch(shape, architecture.output_shape)))


@pytest.mark.parametrize("activation", vocabulary().activations.entries)
def test_every_activation_trains(activation: str) -> None:
    spec = ending_in_two_units({"layer": "Dense", "units": 3, "activation": activation})
    describe(spec, ROW)
    model = build_model(spec, ROW)
    model.compile(optimizer="sgd", loss="mse", run_eagerly=True)
    assert np.isfinite(model.train_on_batch(*one_batch(ROW, (2,))))


@pytest.mark.parametrize(("spelling", "name"), [("swish", "silu"), ("SWISH", "silu")])
def test_an_activation_is_found_by_any_spelling_that_is_accepted(spelling: str, name: str) -> None:
    spec = ending_in_two_units({"layer": "Dense", "units": 3, "activation": spelling})
    describe(spec, ROW)
    assert build_model(spec, ROW).layers[0].activation is getattr(keras.activations, name)


@pytest.mark.parametrize("initializer", vocabulary().initializers.entries)
def test_every_initializer_fills_a_matrix(initializer: str) -> None:
    layer = {"layer": "Dense", "units": 3, "kernel_initializer": {"name": initializer}}
    spec = ending_in_two_units(layer)
    describe(spec, ROW)
    assert build_model(spec, ROW).layers[0].kernel.shape == (6, 3)


def test_layers_are_named_the_same_whatever_was_built_before() -> None:
    layers = [{"layer": "Dense", "units": 2, "name": "dense_1"}, {"layer": "Dense", "units": 2}]
    spec = ModelSpec.model_validate({"layers": [*layers, {"layer": "Dense", "units": 2}]})
    first, second = build_model(spec, ROW), build_model(spec, ROW)
    names = ["dense_1", "dense", "dense_2"]
    assert [layer.name for layer in first.layers] == names
    assert [layer.name for layer in second.layers] == names


def test_a_layer_may_have_the_name_of_the_inputs() -> None:
    spec = ending_in_two_units({"layer": "Dense", "units": 3, "name": "inputs"})
    assert build_model(spec, ROW).layers[0].name == "inputs"


def test_initial_weights_follow_the_global_seed() -> None:
    spec = ending_in_two_units({"layer": "Dense", "units": 3})
    kernels = []
    for seed in (1, 1, 2):
        keras.utils.set_random_seed(seed)
        kernels.append(np.asarray(build_model(spec, ROW).layers[0].kernel))
    assert (kernels[0] == kernels[1]).all()
    assert (kernels[0] != kernels[2]).any()


WILD: st.SearchStrategy[Any] = st.sampled_from(
    [
        None,
        True,
        0,
        -1,
        10**12,
        10**400,
        0.5,
        float("nan"),
        float("inf"),
        "",
        "zeros",
        [],
        [1.5],
        {},
    ]
)
SMALL = st.integers(-3, 4)
PLAIN: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.BOOLEAN: st.booleans(),
    Kind.INTEGER: st.integers(0, 6).filter(lambda value: value != 1),
    Kind.NUMBER: st.sampled_from([0, 1, -1, 0.5, 1e-9, 0.999, 1.5, 1e6]),
    Kind.TEXT: st.sampled_from(["dense", "dense_1", "inputs", "a.b-c", "_a", "a/b", "ä"]),
    Kind.SIZES: st.integers(0, 5) | st.lists(st.integers(1, 4), min_size=1, max_size=2),
    Kind.SHAPE: st.lists(st.sampled_from([-1, 1, 2, 3, 4, 6, 8]), max_size=4),
    Kind.AXIS: SMALL,
    Kind.AXES: SMALL | st.lists(SMALL, max_size=3),
}


def values(argument: Argument) -> st.SearchStrategy[Any]:
    section = section_of(argument.kind)
    if argument.choices:
        return st.sampled_from(argument.choices)
    return PLAIN[argument.kind] if section is None else nested(section)


@st.composite
def nested(draw: st.DrawFn, section: Section[Any]) -> Any:
    name = draw(st.sampled_from([*section.entries, *section.identifiers]))
    arguments = section.entries[section.find(name) or name].arguments
    return draw(st.just(name) | changes(arguments).map(lambda given: {"name": name} | given))


@st.composite
def changes(draw: st.DrawFn, arguments: dict[str, Argument]) -> dict[str, Any]:
    some = st.sets(st.sampled_from([*arguments]), max_size=3) if arguments else st.just(set())
    return {name: draw(st.one_of([values(arguments[name])] * 6 + [WILD])) for name in draw(some)}


@st.composite
def mutated_layers(draw: st.DrawFn) -> tuple[tuple[int, ...], dict[str, Any]]:
    shape, layer = draw(st.sampled_from(CASES))
    section = vocabulary().layers
    known = section.entries[section.find(layer["layer"]) or ""].arguments
    shapes = st.sampled_from([shape, shape, shape, ROW, SEQUENCE, IMAGE])
    return draw(shapes), layer | draw(changes(known))


@settings(max_examples=100, deadline=None)
@given(mutated_layers())
def test_whatever_is_accepted_builds_and_trains(
    mutated: tuple[tuple[int, ...], dict[str, Any]],
) -> None:
    shape, layer = mutated
    spec = ending_in_two_units(layer)
    try:
        architecture = describe(spec, shape)
    except InvalidRequest:
        return
    assume(architecture.parameters + architecture.activations < 100_000)
    model = build_model(spec, shape)
    assert model.output_shape == (None, *architecture.output_shape)
    assert model.count_params() == architecture.parameters
    model.compile(optimizer="sgd", loss="mse", run_eagerly=True)
    model.train_on_batch(*one_batch(shape, architecture.output_shape))
