"""What training minimises and measures: loss, metrics and labels that fit the model's output."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lehr.errors import Violation

from .arguments import argument_violations, name_violation, with_defaults
from .components import Component
from .encoding import Encoding, encoding_for, entry_of
from .findings import Findings
from .layer_names import unused
from .shapes import Architecture
from .vocabulary import EntryType, Section, vocabulary

__all__ = ["ACCURACY", "Encoding", "Objective", "check_optimizer", "objective"]

CLIPPING = ("clipnorm", "clipvalue", "global_clipnorm")
DEFAULT_METRICS = (Component(name="accuracy"),)
ACCURACY = {
    Encoding.BINARY: "BinaryAccuracy",
    Encoding.ONE_HOT: "CategoricalAccuracy",
    Encoding.INDEX: "SparseCategoricalAccuracy",
}
"""What "accuracy" is in Keras, by the labels."""


@dataclass(frozen=True)
class Objective:
    """A loss, metrics and an encoding of labels that fit each other and the model's output."""

    loss: Component
    metrics: list[Component]
    metric_names: list[str]
    """The metrics' columns in the history, as Keras's `fit` names them; no two alike."""
    encoding: Encoding
    warnings: list[dict[str, str]]


def objective(
    architecture: Architecture,
    classes: int,
    loss: Component | None,
    metrics: list[Component] | None,
) -> Objective:
    """Complete and check what training is to minimise and measure.

    Raises InvalidRequest with a violation for every rule that the loss, a metric or the output
    layer breaks.
    """
    chosen = loss or _default_loss(architecture)
    measured = list(DEFAULT_METRICS) if metrics is None else metrics
    _check_components(chosen, measured)
    encoding = encoding_for(architecture, classes, chosen)
    _check_fit(measured, encoding, architecture)
    warnings = list(_warnings(chosen, architecture))
    return Objective(chosen, measured, _columns(measured), encoding, warnings)


def check_optimizer(optimizer: Component) -> None:
    """Raise InvalidRequest unless Keras has this optimizer and takes these arguments."""
    findings = Findings()
    section = vocabulary().optimizers
    findings.violations += _component_violations("/optimizer", section, optimizer, at="/name")
    clipping = [name for name in CLIPPING if optimizer.arguments.get(name) is not None]
    for name in clipping[1:]:
        rule = f"only one of {', '.join(CLIPPING)} can be given"
        findings.refuse(f"/optimizer/{name}", f"{rule}; received {' and '.join(clipping)}")
    findings.settle()


def _default_loss(architecture: Architecture) -> Component:
    binary = architecture.output_shape == (1,)
    return Component(name="binary_crossentropy" if binary else "categorical_crossentropy")


def _check_components(loss: Component, metrics: list[Component]) -> None:
    findings = Findings()
    findings.violations += _component_violations("/loss", vocabulary().losses, loss)
    for index, metric in enumerate(metrics):
        section = vocabulary().metrics
        findings.violations += _component_violations(f"/metrics/{index}", section, metric)
    findings.settle()


def _component_violations(
    pointer: str, section: Section[EntryType], component: Component, at: str = ""
) -> Iterator[Violation]:
    name = section.find(component.name)
    if name is None:
        yield name_violation(pointer + at, section, component.name)
    else:
        yield from argument_violations(pointer, section.entries[name], component.arguments)


def _check_fit(metrics: list[Component], encoding: Encoding, architecture: Architecture) -> None:
    findings = Findings()
    (units,) = architecture.output_shape
    for index, metric in enumerate(metrics):
        findings.violations += _misfits(f"/metrics/{index}", metric, encoding, units)
    findings.settle()


def _misfits(
    pointer: str, metric: Component, encoding: Encoding, units: int
) -> Iterator[Violation]:
    entry = entry_of(vocabulary().metrics, metric)
    if encoding not in entry.encodings:
        rule = f"{metric.name} reads labels encoded as {' or '.join(entry.encodings)}"
        yield Violation(pointer, f"{rule}; the loss is given them as {encoding.value}")
    arguments = with_defaults(entry, metric.arguments)
    for name, above in (("k", 0), ("top_k", 0), ("class_id", 1)):
        value = arguments.get(name)
        if value is not None and value + above > units:
            rule = f"`{name}` must be <= {units - above} for an output of {units} units"
            yield Violation(f"{pointer}/{name}", f"{rule}; received {value}")


def _columns(metrics: Iterable[Component]) -> list[str]:
    """Name columns: a bare metric as it is spelled, one with arguments as Keras's class is."""
    columns: list[str] = []
    for metric in metrics:
        usual = entry_of(vocabulary().metrics, metric).name if metric.arguments else metric.name
        columns.append(unused(usual, set(columns)))
    return columns


def _warnings(loss: Component, architecture: Architecture) -> Iterator[dict[str, str]]:
    logits = with_defaults(entry_of(vocabulary().losses, loss), loss.arguments).get("from_logits")
    activation = architecture.output_activation
    entry = vocabulary().activations.entries.get(activation)
    probabilities = entry is not None and entry.probabilities
    if logits is False and not probabilities:
        detail = f"{loss.name} takes probabilities, which {activation} does not give"
        yield {"code": "not-probabilities", "detail": f"{detail}; `from_logits` is false"}
    if logits is True and probabilities:
        detail = f"{loss.name} applies its own sigmoid or softmax after the output's {activation}"
        yield {"code": "not-logits", "detail": f"{detail}; `from_logits` is true"}
