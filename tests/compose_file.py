"""Reads docker-compose.yml and its Dockerfiles as Docker would."""

import re
import shlex
from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
VARIABLE = re.compile(r"\$\{(?P<name>\w+):(?P<how>[?-])(?P<text>[^}]*)\}")
SECRETS = {"LEHR_API_KEYS": "first,second", "POSTGRES_PASSWORD": "p@ss/w:rd %41 'ü"}
"""What must be set, with a password that no URL could hold as it is."""


def compose(variables: Mapping[str, str]) -> dict[str, Any]:
    """Read the file with `variables` set; raises LookupError where one that must be is not."""

    def value(variable: re.Match[str]) -> str:
        given = variables.get(variable["name"], "")
        if not given and variable["how"] == "?":
            raise LookupError(f"{variable['name']} {variable['text']}")
        return given or variable["text"]

    def resolved(node: Any) -> Any:
        match node:
            case dict():
                return {key: resolved(inner) for key, inner in node.items()}
            case list():
                return [resolved(inner) for inner in node]
            case str():
                return VARIABLE.sub(value, node)
            case _:
                return node

    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    return dict(resolved(yaml.safe_load(text)))


COMPOSE = compose(SECRETS)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
BUILT = [name for name in SERVICES if "build" in SERVICES[name]]
"""The services whose images are made of this project."""


def instructions(name: str, word: str) -> list[list[str]]:
    """Give the arguments of every instruction `word` that makes the image of a service."""
    build = SERVICES[name]["build"]
    text = (ROOT / build["context"] / build["dockerfile"]).read_text(encoding="utf-8")
    lines = Template(text.replace("\\\n", " ")).substitute(build.get("args", {})).splitlines()
    return [shlex.split(line)[1:] for line in lines if line.startswith(f"{word} ")]


def packages(name: str) -> list[tuple[Path, str]]:
    """Give every directory that the image of a service holds, and where it holds it."""
    copies = instructions(name, "COPY") if name in BUILT else []
    return [(ROOT / source, place) for source, place in copies if (ROOT / source).is_dir()]
