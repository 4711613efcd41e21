"""Schedules and options of a preview as they are typed on a command line."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

from pydantic import ValidationError

from lehr.dialects import parse
from lehr.errors import InvalidRequest, Violation
from lehr.preview import MOST_CURVES, PreviewOptions, check_asked
from lehr.schedules import Schedule
from lehr.violations import below, violations

from .documents import JSON_BEGINS, contents, from_json, read
from .pairs import pair
from .sentences import Failure

FILE: Final = "@"


def schedules(texts: Sequence[str], parameters: Sequence[str]) -> list[Schedule]:
    """Return the schedules that texts give: a kind, JSON, code, or a file with one of these.

    Every kind takes the parameters, each `NAME=VALUE`. Raises InvalidRequest, whose pointers begin
    with the text's number, from 0, where there are several.
    """
    if len(texts) > MOST_CURVES:
        rule = f"at most {MOST_CURVES} schedules are shown beside each other"
        raise Failure(f"{rule}; received {len(texts)}")
    if parameters and not any(map(_is_kind, texts)):
        raise Failure("--param belongs to a schedule that is given by its kind; there is none")
    named = _named(parameters)
    if len(texts) == 1:
        return [_schedule(texts[0], named)]
    found = []
    for number, text in enumerate(texts):
        with below(f"/{number}"):
            found.append(_schedule(text, named))
    return found


def options(asked: Sequence[Schedule], **given: object) -> PreviewOptions:
    """Return the options that are given, of which these schedules can be shown."""
    chosen = {name: value for name, value in given.items() if value is not None}
    with _told_as_options():
        try:
            found = PreviewOptions.model_validate(chosen, strict=False)
        except ValidationError as error:
            raise InvalidRequest(violations(error, chosen, PreviewOptions)) from error
        check_asked(asked, found)
    return found


def numbers(text: str | None) -> object:
    """Return the values of a list with commas; `@FILE` has it as a JSON or YAML list."""
    if text is None:
        return None
    return read(text[1:]) if text.startswith(FILE) else tuple(text.split(","))


def _is_kind(text: str) -> bool:
    return not text.lstrip().startswith((FILE, *JSON_BEGINS)) and "(" not in text


def _schedule(text: str, parameters: Mapping[str, object]) -> Schedule:
    if _is_kind(text):
        return parse({"kind": text.strip(), **parameters}, strict=False)
    if text.startswith(FILE):
        return parse(_in_file(text[1:]))
    is_json = text.lstrip().startswith(JSON_BEGINS)
    return parse(from_json(text, "the schedule") if is_json else text)


def _in_file(source: str) -> Any:
    return contents(source) if source.endswith(".py") else read(source)


def _named(parameters: Sequence[str]) -> dict[str, object]:
    """Return values by name, several where a name is repeated or its value has commas."""
    texts = dict[str, list[str]]()
    for name, value in (pair(text, "--param") for text in parameters):
        texts.setdefault(name, []).append(value)
    return {name: _value(",".join(given)) for name, given in texts.items()}


def _value(text: str) -> object:
    if text.startswith(JSON_BEGINS):
        return from_json(text, "--param")
    pieces = text.split(",")
    return tuple(pieces) if len(pieces) > 1 else text


@contextmanager
def _told_as_options() -> Iterator[None]:
    """Have violations name the option of the command line."""
    try:
        yield
    except InvalidRequest as error:
        raise InvalidRequest([_of_option(one) for one in error.violations]) from error


def _of_option(violation: Violation) -> Violation:
    option = violation.pointer.removeprefix("/").replace("_", "-")
    return Violation(f"--{option}", violation.detail)
