"""The languages that rates are written in: Python on numbers, and two libraries on arrays."""

from typing import Final

from .guards import guarded
from .language import OPERATORS, Language

PYTHON: Final = Language(
    templates={
        **OPERATORS,
        **{name: f"math.{name}(a)" for name in ("ceil", "cos", "exp", "floor", "log", "log1p")},
        **{name: f"math.{name}(a)" for name in ("sin", "sqrt", "tanh", "expm1", "log2", "log10")},
        "absolute": "abs(a)",
        "minimum": "min(a, b)",
        "maximum": "max(a, b)",
        "where": "b if a else c",
        "logical_and": "a and b",
        "logical_or": "a or b",
        "logical_not": "not a",
        "bitwise_and:bool": "a and b",
        "bitwise_or:bool": "a or b",
        "bitwise_and": "a & b",
        "bitwise_xor": "a ^ b",
        "bitwise_or": "a | b",
        "left_shift": "a << b",
        "right_shift": "a >> b",
        "count_below": "bisect.bisect_left(a, b)",
        "count_up_to": "bisect.bisect_right(a, b)",
        "take": "a[b]",
    },
    # Python's numbers have one precision; a whole number acts as a float without being one.
    cast={"float64": "a", "float32": "a", "int64": "int(a)", "uint64": "int(a)"},
    table={"float64": "a", "float32": "a", "int64": "a"},
    prepared=guarded,
    largest_integer=10**18,
)
"""Plain Python with `math` and `bisect`, on one step."""

_FUNCTIONS: Final = {
    "absolute": "abs",
    "bitwise_and:bool": "logical_and",
    "bitwise_or:bool": "logical_or",
    **{
        name: name
        for name in (
            *("ceil", "cos", "exp", "floor", "log", "log1p", "sin", "sqrt", "tanh", "expm1"),
            *("minimum", "maximum", "where", "logical_and", "logical_or", "logical_not"),
        )
    },
}
_OPERANDS: Final = {"minimum": "a, b", "maximum": "a, b", "where": "a, b, c"} | dict.fromkeys(
    ("bitwise_and:bool", "bitwise_or:bool", "logical_and", "logical_or"), "a, b"
)


def _on_arrays(module: str, *, precise: bool) -> Language:
    floats, integers = ("float64", "int64") if precise else ("float32", "int32")
    types = {"float64": floats, "float32": "float32", "int64": integers}
    convert = "convert_to_tensor" if module == "ops" else "asarray"
    calls = {
        name: f"{module}.{function}({_OPERANDS.get(name, 'a')})"
        for name, function in _FUNCTIONS.items()
    }
    cast = "ops.cast(a, {!r})" if module == "ops" else "jnp.asarray(a, {!r})"
    casts = {dtype: cast.format(written) for dtype, written in types.items()}
    count = f"{module}.sum({casts['int64']})"
    return Language(
        templates={
            **OPERATORS,
            **calls,
            "count_below": count.replace("a,", "a < b,"),
            "count_up_to": count.replace("a,", "a <= b,"),
            "take": f"{module}.take(a, b)",
        },
        cast=casts,
        table={dtype: f"{module}.{convert}(a, {to!r})" for dtype, to in types.items()},
        prepared=lambda node: node,
        largest_integer=2 ** (63 if precise else 31) - 1,
    )


KERAS: Final = _on_arrays("ops", precise=True)
"""`keras.ops`, on a tensor; float64 where Lehr computes in it."""
JAX: Final = _on_arrays("jnp", precise=False)
"""`jax.numpy` with its 32-bit numbers, on an array."""
