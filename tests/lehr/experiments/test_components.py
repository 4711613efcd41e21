import pytest
from pydantic import TypeAdapter, ValidationError

from lehr.experiments.components import Component, ComponentOrName, LayerSpec, ModelSpec

COMPONENT_OR_NAME: TypeAdapter[Component] = TypeAdapter(ComponentOrName)


def test_a_bare_name_is_a_component_without_arguments() -> None:
    assert COMPONENT_OR_NAME.validate_python("mae") == Component(name="mae")
    assert COMPONENT_OR_NAME.validate_python("mae").arguments == {}


def test_arguments_are_what_stands_beside_the_name() -> None:
    component = COMPONENT_OR_NAME.validate_python({"name": "SGD", "momentum": 0.8})
    assert component.arguments == {"momentum": 0.8}


def test_an_argument_called_arguments_hides_nothing() -> None:
    assert Component.model_validate({"name": "SGD", "arguments": 3}).arguments == {"arguments": 3}


def test_a_component_is_written_as_it_was_read() -> None:
    spec = {"name": "SGD", "momentum": 0.8}
    assert Component.model_validate(spec).model_dump(mode="json") == spec


@pytest.mark.parametrize("value", [3, None, [], {}, {"momentum": 0.8}, {"name": 3}])
def test_a_component_without_a_name_is_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        COMPONENT_OR_NAME.validate_python(value)


def test_the_name_of_a_layer_is_one_of_its_arguments() -> None:
    layer = LayerSpec.model_validate({"layer": "Dense", "units": 1, "name": "out"})
    assert layer.arguments == {"units": 1, "name": "out"}


@pytest.mark.parametrize("count", [0, 101])
def test_a_model_has_one_to_a_hundred_layers(count: int) -> None:
    with pytest.raises(ValidationError):
        ModelSpec.model_validate({"layers": [{"layer": "Flatten"}] * count})
