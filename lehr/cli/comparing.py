"""A comparison in words that can be quoted, and its table."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from .jobs import counted, parameters
from .tables import table
from .terminal import write_lines

Document = Mapping[str, Any]
CHANCE: Final = 0.05
HEADINGS: Final = ("rank", "configuration", "runs", "mean", "95 % interval", "sd", "diverged")


def compared(comparison: Document) -> None:
    """Write how the best configuration stands to the others, and a row a configuration."""
    write_lines(_words(comparison))
    table(HEADINGS, map(_row, comparison["configurations"]))


def _words(comparison: Document) -> Iterator[str]:
    better, at = comparison["method"]["better"], comparison["at"]
    yield f"{comparison['metric']} of the {at} epoch; {better} is better"
    names = [_name(one) for one in comparison["configurations"]]
    yield from (_against(pair, names) for pair in comparison["pairs"] if pair["a"] == 0)
    yield from (f"warning: {warning['detail']}" for warning in comparison["warnings"])


def _against(pair: Document, names: Sequence[str]) -> str:
    """Say how much the best configuration has before another, and how sure that is."""
    pairing = f"{names[pair['a']]} against {names[pair['b']]}"
    if pair["difference"] is None:
        return f"{pairing}: no finite values to compare"
    by = f"{pair['difference']:+.4g}{_interval(pair['interval'], ' (95 % interval {})')}"
    return f"{pairing}: {by} over {_seeds(pair)}; {_verdict(pair)}"


def _verdict(pair: Document) -> str:
    if pair["p_holm"] is None:
        return "one run a side says nothing of chance"
    p = f"p = {pair['p_holm']:.2g} over all pairs"
    if pair["p_holm"] < CHANCE:
        return f"more than chance ({p})"
    needed = pair["seeds_needed"]
    further = f"; {counted(needed, 'more seed')} would tell" if needed else ""
    return f"chance could do that ({p}){further}"


def _seeds(pair: Document) -> str:
    n: int = pair["n"]
    return counted(n, "common seed") if pair["paired"] else f"{counted(n, 'run')} a side"


def _row(one: Document) -> Sequence[object]:
    numbers = [_number(one["mean"]), _interval(one["interval"], "{}"), _number(one["sd"])]
    return one["rank"] or "-", _name(one), one["n"], *numbers, one["diverged"]


def _name(one: Document) -> str:
    return parameters(one["parameters"]) or "the one configuration"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.4g}"


def _interval(ends: Sequence[float] | None, form: str) -> str:
    return "" if ends is None else form.format(f"{ends[0]:.4g} to {ends[1]:.4g}")
