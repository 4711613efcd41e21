"""`NAME=VALUE`, as it is typed."""

from lehr.wording import spelled

from .sentences import Failure


def pair(text: str, option: str) -> tuple[str, str]:
    """Return the name and the value that an option gives."""
    name, equals, value = text.partition("=")
    if not name or not equals:
        raise Failure(f"{option} must be NAME=VALUE; received {spelled(text)}")
    return name, value
