"""A program's functions, written in a language."""

import ast
from typing import Final

from .language import Language
from .program import Function, Program
from .writing import Writer

_MODULES: Final = ("bisect", "math")


def written(program: Program, language: Language) -> str:
    """Return the source of all functions below the imports that they need.

    Raises TypeError where the language cannot say one.
    """
    code = "\n\n\n".join(ast.unparse(_function(one, language)) for one in program)
    imports = "".join(f"import {name}\n" for name in _MODULES if f"{name}." in code)
    return f"{imports}\n\n{code}"


def _function(function: Function, language: Language) -> ast.FunctionDef:
    docstring = ast.Expr(ast.Constant(function.told))
    step = ast.arguments([], [ast.arg("step")], None, [], [], None, [])
    body = [docstring, *Writer(language, "step").body(function.graph)]
    return ast.FunctionDef(function.name, step, body, [], lineno=0)
