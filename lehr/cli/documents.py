"""JSON and YAML as people keep them in files: what cannot be read is told by line and column."""

import json
import re
import sys
from collections.abc import Hashable
from pathlib import Path
from typing import Any, Final

import yaml
from typing_extensions import override

from lehr.wording import cut

from .sentences import Failure

STANDARD_INPUT: Final = "-"
JSON_BEGINS: Final = ("{", "[")


def read(source: str) -> Any:
    """Return the document in a file; `-` is standard input.

    JSON or YAML, by the file's name, and where that tells nothing by how the text begins.
    """
    text = contents(source)
    is_yaml = Path(source).suffix in {".yaml", ".yml"} or not text.lstrip().startswith(JSON_BEGINS)
    name = place(source)
    if is_yaml and Path(source).suffix != ".json":
        return from_yaml(text, name)
    return from_json(text, name)


def place(source: str) -> str:
    """Return what messages call a file."""
    return "standard input" if source == STANDARD_INPUT else source


def contents(source: str) -> str:
    """Return the text of a file, or of standard input."""
    try:
        data = sys.stdin.buffer.read() if source == STANDARD_INPUT else Path(source).read_bytes()
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Failure(
            f"{place(source)}: the text must be in UTF-8; byte {error.start} is not"
        ) from error
    except OSError as error:
        raise Failure(f"{source}: {error.strerror}") from error


def from_json(text: str, name: str) -> Any:
    """Return what a JSON text says; `name` is where it stands."""
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise Failure(f"{_position(name, error.lineno, error.colno)}: {error.msg}") from error
    except ValueError as error:
        raise Failure(f"{name}: {error}") from error


def from_yaml(text: str, name: str) -> Any:
    """Return what a YAML text says, by the rules of YAML 1.2: 1e-3 is a number, `no` a word."""
    try:
        return _Loader(text).get_single_data()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = _position(name, mark.line + 1, mark.column + 1) if mark else name
        raise Failure(f"{where}: {error.problem}") from error
    except (yaml.YAMLError, ValueError) as error:
        raise Failure(f"{name}: {str(error).splitlines()[0]}") from error


def _position(name: str, line: int, column: int) -> str:
    return f"{name}, line {line}, column {column}"


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    for name in fields:
        if sum(name == one for one, _ in pairs) > 1:
            raise ValueError(f"a name must not stand twice in one object; received `{cut(name)}`")
    return fields


def _refuse(constant: str) -> Any:
    raise ValueError(f"a number must be finite; received {constant}")


class _Loader(yaml.SafeLoader):
    """YAML of JSON's types: PyYAML itself reads 1e-3 as text, `no` as false and dates as dates."""

    @override
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        names = set[str]()
        for name, _ in node.value:
            self._check_name(name, names)
            names.add(name.value)
        return super().construct_mapping(node, deep=True)

    def _check_name(self, node: yaml.Node, others: set[str]) -> None:
        if not isinstance(node, yaml.ScalarNode):
            raise yaml.MarkedYAMLError(None, None, "a name must be text", node.start_mark)
        if node.value in others:
            rule = f"a name must not stand twice in one object; received `{cut(node.value)}`"
            raise yaml.MarkedYAMLError(None, None, rule, node.start_mark)


_DIGITS: Final = r"[0-9]+"
_NUMBERS: Final = {
    "int": r"[-+]?(0|[1-9][0-9]*)",
    "float": r"[-+]?((\.[0-9]+|[0-9]+\.[0-9]*)([eE][-+]?[0-9]+)?|[0-9]+[eE][-+]?[0-9]+)",
}
_Loader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"true|false", "tf"),
    ("null", r"null|~|", ["n", "~", ""]),
    ("int", _NUMBERS["int"], "-+0123456789"),
    ("float", _NUMBERS["float"], "-+.0123456789"),
    ("merge", r"<<", "<"),
):
    _Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first)
    )
