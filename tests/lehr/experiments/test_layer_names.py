from lehr.experiments.components import ModelSpec
from lehr.experiments.layer_names import layer_names


def test_layers_are_named_by_their_class_and_counted() -> None:
    layers = [{"layer": "Dense"}, {"layer": "MaxPool1D"}, {"layer": "Dense"}]
    names = layer_names(ModelSpec.model_validate({"layers": layers}))
    assert names == ["dense", "max_pooling1d", "dense_1"]


def test_a_name_that_is_given_is_kept_and_given_to_no_other_layer() -> None:
    layers = [{"layer": "Dense"}, {"layer": "Flatten", "name": "dense"}, {"layer": "Dense"}]
    names = layer_names(ModelSpec.model_validate({"layers": layers}))
    assert names == ["dense_1", "dense", "dense_2"]
