"""Collect every broken rule of a request, so that its client hears of all at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from lehr.errors import InvalidRequest, Violation


@dataclass
class Findings:
    """The violations found so far."""

    violations: list[Violation] = field(default_factory=list)

    @contextmanager
    def collect(self) -> Iterator[None]:
        """Keep the violations that the block raises, each once, and go on after it."""
        try:
            yield
        except InvalidRequest as error:
            new = (one for one in error.violations if one not in self.violations)
            self.violations.extend(new)

    def refuse(self, pointer: str, detail: str) -> None:
        """Note one broken rule."""
        self.violations.append(Violation(pointer, detail))

    def settle(self) -> None:
        """Raise InvalidRequest if any rule was broken."""
        if self.violations:
            raise InvalidRequest(self.violations)
