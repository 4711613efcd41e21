"""At which steps the libraries are asked."""

from collections.abc import Iterable


def around(*boundaries: int, last: int) -> list[int]:
    """Return the first steps, those beside every boundary, and a few far on, up to `last`."""
    near = {boundary + side for boundary in boundaries for side in (-1, 0, 1)}
    return chosen({0, 1, 2, 3, *near, last // 2, last - 1, last}, last)


def chosen(steps: Iterable[int], last: int) -> list[int]:
    """Return the steps from 0 to `last`, in order."""
    return sorted(step for step in steps if 0 <= step <= last)
