"""Curves of schedules written as documents, and what is said of them."""

from lehr.dialects import parse
from lehr.preview import Curve, PreviewOptions, preview


def curve_of(document: dict[str, object], **options: object) -> Curve:
    return preview(parse(document), PreviewOptions.model_validate(options))


def landmarks_of(document: dict[str, object], **options: object) -> list[tuple[int, str]]:
    return [(mark.step, mark.what) for mark in curve_of(document, **options).landmarks]


def warnings_of(document: dict[str, object], **options: object) -> dict[str, str]:
    """Return the detail of every warning, by its code."""
    return {warning.code: warning.detail for warning in curve_of(document, **options).warnings}
