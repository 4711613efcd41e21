"""What is wrong with options that are refused."""

import pytest
from pydantic import ValidationError

from lehr.preview import PreviewOptions
from lehr.violations import violations


def refusals(**options: object) -> dict[str, str]:
    """Return the detail of every violation, by its pointer."""
    with pytest.raises(ValidationError) as refusal:
        PreviewOptions.model_validate(options)
    return {v.pointer: v.detail for v in violations(refusal.value, options)}
