"""What formulas mean, against Python's own arithmetic."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lehr.schedules.formula import FormulaError, evaluate, parse

STEPS = np.arange(8, dtype=np.float64)
COMPARED: dict[str, Callable[[float, float], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}


@dataclass(frozen=True)
class Meant:
    """A formula, and what Python makes of it at each of `STEPS`."""

    text: str
    values: tuple[float, ...]
    precedence: int = 5

    def within(self, least: int) -> str:
        return self.text if self.precedence >= least else f"({self.text})"


def value_of(text: str) -> float:
    return float(evaluate(parse(text), {}))


def quotient(a: float, b: float) -> float:
    return (
        a / b
        if b
        else math.nan
        if a == 0 or math.isnan(a)
        else math.copysign(math.inf, a) * math.copysign(1, b)
    )


def number(value: float) -> Meant:
    return Meant(repr(value), (value,) * len(STEPS))


leaves = st.sampled_from([Meant("step", tuple(STEPS.tolist()))]) | (
    st.integers(0, 99).map(float) | st.floats(0.001, 100)
).map(number)


def binary(sign: str, left: Meant, right: Meant) -> Meant:
    precedence = 1 if sign in "+-" else 2
    pairs = list(zip(left.values, right.values, strict=True))
    values = {
        "+": [a + b for a, b in pairs],
        "-": [a - b for a, b in pairs],
        "*": [a * b for a, b in pairs],
        "/": [quotient(a, b) for a, b in pairs],
    }[sign]
    text = f"{left.within(precedence)} {sign} {right.within(precedence + 1)}"
    return Meant(text, tuple(values), precedence)


def negated(inner: Meant) -> Meant:
    return Meant(f"-{inner.within(3)}", tuple(-a for a in inner.values), 3)


def chosen(sign: str, inner: tuple[Meant, Meant, Meant, Meant]) -> Meant:
    a, b, then, otherwise = inner
    rows = zip(a.values, b.values, then.values, otherwise.values, strict=True)
    values = tuple(y if COMPARED[sign](w, x) else z for w, x, y, z in rows)
    return Meant(f"where({a.text} {sign} {b.text}, {then.text}, {otherwise.text})", values)


def extended(inner: st.SearchStrategy[Meant]) -> st.SearchStrategy[Meant]:
    return st.one_of(
        st.builds(binary, st.sampled_from("+-*/"), inner, inner),
        inner.map(negated),
        inner.map(lambda m: Meant(f"abs({m.text})", tuple(map(abs, m.values)))),
        st.builds(chosen, st.sampled_from(list(COMPARED)), st.tuples(inner, inner, inner, inner)),
    )


@settings(deadline=None, max_examples=300)
@given(meant=st.recursive(leaves, extended, max_leaves=12).filter(lambda m: len(m.text) <= 256))
def test_a_printed_tree_means_what_python_computes(meant: Meant) -> None:
    with np.errstate(all="ignore"):
        ours = np.broadcast_to(evaluate(parse(meant.text), {"step": STEPS}), STEPS.shape)
    np.testing.assert_array_equal(ours, meant.values)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2 - 3 - 4", 2 - 3 - 4),
        ("64 / 4 / 2", 64 / 4 / 2),
        ("2 + 3 * 4", 2 + 3 * 4),
        ("(2 + 3) * 4", (2 + 3) * 4),
        ("2 ** 3 ** 2", 2**3**2),
        ("-2 ** 2", -(2**2)),
        ("2 ** -1", 2**-1),
        ("2 ** -2 ** 2 * 16", 2 ** -(2**2) * 16),
        ("2 * -3 ** 2", 2 * -(3**2)),
        ("2 * 3 ** 2 / 6", 2 * 3**2 / 6),
        ("- - 2", 2),
        ("1.5e+2 + .5 + 2.", 152.5),
        ("1\n+\t2", 3),
        ("7 - 10 / 4", 7 - 10 / 4),
        ("0 * 9 ** 3", 0),
    ],
)
def test_precedence_is_that_of_python(text: str, value: float) -> None:
    assert value_of(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("pi", math.pi),
        ("e", math.e),
        ("min(3, 1, 2)", 1),
        ("max(3, 1, 4, 2)", 4),
        ("abs(-2.5)", 2.5),
        ("exp(0.3)", math.exp(0.3)),
        ("log(0.3)", math.log(0.3)),
        ("sqrt(0.3)", math.sqrt(0.3)),
        ("cos(0.3)", math.cos(0.3)),
        ("sin(0.3)", math.sin(0.3)),
        ("tanh(0.3)", math.tanh(0.3)),
        ("floor(-0.3)", -1),
        ("ceil(0.3)", 1),
        ("clip(5, 0, 2)", 2),
        ("clip(-5, 0, 2)", 0),
        ("clip(1, 0, 2)", 1),
        ("where(1 < 2, 3, 4)", 3),
        ("where(1 >= 2, 3, 4)", 4),
    ],
)
def test_functions_and_numbers_are_those_of_mathematics(text: str, value: float) -> None:
    assert value_of(text) == pytest.approx(value, rel=1e-15)


def test_numbers_never_become_whole_numbers_that_grow() -> None:
    with np.errstate(over="ignore"):
        assert value_of("9 ** 9 ** 9") == math.inf


@pytest.mark.parametrize(
    ("text", "position", "rule"),
    [
        ("", 0, "expected a number, a name, `-` or `(`, found the end"),
        ("1 +", 3, "expected a number, a name, `-` or `(`, found the end"),
        ("(1", 2, "expected an operator or `)`, found the end"),
        ("1)", 1, "expected an operator or the end, found `)`"),
        ("1 2", 2, "expected an operator or the end, found `2`"),
        ("exp", 3, "expected `(` after the function `exp`, found the end"),
        ("exp * 2", 4, "expected `(` after the function `exp`, found `*`"),
        ("1 < 2", 2, "a comparison can be the first argument of `where` only"),
        ("where(1, 2, 3)", 7, "expected a comparison, found `,`"),
        ("where(1 < 2 < 3, 2, 3)", 12, "a comparison can be the first argument of `where` only"),
        ("1 + clip(1, 2)", 4, "`clip` takes 3 arguments; received 2"),
        ("min(1)", 0, "`min` takes 2 or more arguments; received 1"),
        ("exp(1, 2)", 0, "`exp` takes 1 argument; received 2"),
        ("exp()", 4, "expected a number, a name, `-` or `(`, found `)`"),
        ("2 * sqr(2)", 4, "no such function `sqr`, perhaps `sqrt`"),
        ("2 ^ 3", 2, "'^' has no meaning here; powers are written `**`"),
        ("2 = 3", 2, "'=' has no meaning here"),
        ("1_000", 1, "numbers are written like 1000, 0.5 or 1e-3"),
        ("1.2.3", 3, "numbers are written like 1000, 0.5 or 1e-3"),
        ("2step", 1, "numbers are written like 1000, 0.5 or 1e-3"),
        ("1 + 1e999", 4, "numbers must be finite"),
        ("1" * 257, 256, "a formula can have 256 characters; received 257"),
    ],
)
def test_a_mistake_is_told_with_its_place(text: str, position: int, rule: str) -> None:
    with pytest.raises(FormulaError) as mistake:
        parse(text)
    assert mistake.value.position == position
    assert rule in str(mistake.value)


def test_the_caret_stands_under_the_mistake_in_a_long_formula() -> None:
    with pytest.raises(FormulaError) as mistake:
        parse("1 + " * 20 + "? + 1")
    _, excerpt, caret = str(mistake.value).split("\n")
    assert excerpt[caret.index("^")] == "?"
    assert len(excerpt) <= 60
