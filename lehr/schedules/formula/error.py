"""What is wrong with a formula, and at which character."""

_AROUND = 30
"""Characters of the formula that are shown on either side of the mistake."""


class FormulaError(ValueError):
    """The rule that a formula breaks, with the place under a caret; `position` counts from 0."""

    def __init__(self, rule: str, text: str, position: int) -> None:
        super().__init__(f"{rule}, at character {position + 1}\n{_excerpt(text, position)}")
        self.position = position


def _excerpt(text: str, position: int) -> str:
    start = max(position - _AROUND, 0)
    shown = (c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    line = "".join(shown)[start : position + _AROUND]
    return f"{line}\n{' ' * (position - start)}^"
