"""What is wrong with schedules that are refused."""

import pytest

from lehr.dialects import parse
from lehr.errors import InvalidRequest


def refusals(document: object, *, strict: bool = True) -> dict[str, str]:
    """Return the detail of every violation, by its pointer."""
    with pytest.raises(InvalidRequest) as refusal:
        parse(document, strict=strict)
    return {violation.pointer: violation.detail for violation in refusal.value.violations}
