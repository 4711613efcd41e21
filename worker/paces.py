"""How fast this process trains what it trained lately."""

from collections import OrderedDict

PROGRAMS_KEPT = 32
"""As many as the trainer keeps compiled."""


class Paces(OrderedDict[str, int]):
    """Epochs a second by program, as measured last: as many a worker claims at once."""

    def note(self, program: str, epochs: int, seconds: float) -> None:
        """Remember a training; the program that rested longest is forgotten."""
        self[program] = int(epochs / max(seconds, 1e-6))
        self.move_to_end(program)
        if len(self) > PROGRAMS_KEPT:
            self.popitem(last=False)
