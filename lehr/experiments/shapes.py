"""Follow a sample through a model: shapes, weights and cost, known before Keras builds it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import prod

from lehr.errors import InvalidRequest, Violation
from lehr.wording import spelled

from .arguments import argument_violations, name_violation, with_defaults
from .components import LayerSpec, ModelSpec
from .findings import Findings
from .layers import RULES
from .layers.effect import Effect, MisfitError, Shape
from .vocabulary import vocabulary

MAX_VALUES = 10**9
"""Values of one layer's output for one sample, far beyond what any budget allows."""


@dataclass(frozen=True)
class Architecture:
    """What a model makes of one sample, and what that takes."""

    output_shape: tuple[int, ...]
    parameters: int = 0
    """All weights, those that training does not change included."""
    trainable: tuple[int, ...] = ()
    """Weights that training changes, layer by layer."""
    operations: float = 0
    """Floating-point operations of one sample's forward pass, an estimate."""
    activations: int = 0
    """Values kept for each sample until the backward pass."""
    output_activation: str = "linear"
    """The activation whose values the model returns."""
    output_pointer: str = "/model/layers/0"
    """Where a client would change the number of outputs."""
    computed_indices: bool = False
    """Whether a layer looks up what layers with weights computed."""

    @property
    def trainable_parameters(self) -> int:
        """All weights that training changes."""
        return sum(self.trainable)

    def then(self, effect: Effect) -> "Architecture":
        """Return the architecture with one more layer on it."""
        return replace(
            self,
            output_shape=effect.output_shape,
            parameters=self.parameters + effect.trainable + effect.frozen,
            trainable=(*self.trainable, effect.trainable),
            operations=self.operations + effect.operations,
            activations=self.activations + effect.activations + prod(effect.output_shape),
            output_activation=effect.activation or self.output_activation,
            computed_indices=self.computed_indices
            or (effect.reads_indices and self.parameters > 0),
        )


def describe(model: ModelSpec, input_shape: tuple[int, ...]) -> Architecture:
    """Return what the model makes of samples of `input_shape`, the batch axis left out.

    Raises InvalidRequest with a violation for every rule that a layer breaks.
    """
    findings = Findings()
    findings.violations += _layer_violations(model)
    findings.violations += _name_violations(model)
    findings.settle()
    architecture = Architecture(tuple(input_shape))
    for index, layer in enumerate(model.layers):
        architecture = _followed(architecture, layer, f"/model/layers/{index}")
    if not architecture.trainable_parameters:
        raise InvalidRequest([Violation("/model/layers", "no layer has weights to train")])
    return architecture


def _layer_violations(model: ModelSpec) -> Iterator[Violation]:
    layers = vocabulary().layers
    for index, layer in enumerate(model.layers):
        pointer = f"/model/layers/{index}"
        name = layers.find(layer.layer)
        if name is None:
            yield name_violation(f"{pointer}/layer", layers, layer.layer)
        else:
            yield from argument_violations(pointer, layers.entries[name], layer.arguments)


def _name_violations(model: ModelSpec) -> Iterator[Violation]:
    names = [spelled(layer.arguments.get("name")) for layer in model.layers]
    uses = Counter(names)
    for index, name in enumerate(names):
        if name != "null" and uses[name] > 1:
            rule = f"layers must have different names; {name} is used {uses[name]} times"
            yield Violation(f"/model/layers/{index}/name", rule)


def _followed(architecture: Architecture, layer: LayerSpec, pointer: str) -> Architecture:
    effect = _effect(layer, architecture.output_shape, pointer)
    changer = next((at for at in ("units", "filters", "output_dim") if at in layer.arguments), None)
    output_pointer = f"{pointer}/{changer}" if changer else architecture.output_pointer
    return replace(architecture.then(effect), output_pointer=output_pointer)


def _effect(layer: LayerSpec, shape: Shape, pointer: str) -> Effect:
    layers = vocabulary().layers
    name = layers.find(layer.layer) or layer.layer
    try:
        effect = RULES[name](with_defaults(layers.entries[name], layer.arguments), shape)
    except MisfitError as misfit:
        at = f"{pointer}/{misfit.argument}" if misfit.argument else pointer
        raise InvalidRequest([Violation(at, misfit.detail)]) from misfit
    if (values := prod(effect.output_shape)) > MAX_VALUES:
        rule = f"a layer gives at most {MAX_VALUES} values a sample; this one gives {values}"
        raise InvalidRequest([Violation(pointer, rule)])
    return effect
