"""A file that is sent away as it is written."""

from io import RawIOBase

from typing_extensions import Buffer, override


class Outlet(RawIOBase):
    """Keeps what was written until it is taken; nobody can go back in it."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: list[bytes] = []
        self._written = 0

    @override
    def writable(self) -> bool:
        return True

    @override
    def tell(self) -> int:
        return self._written

    @override
    def write(self, content: Buffer) -> int:
        piece = bytes(content)
        self._waiting.append(piece)
        self._written += len(piece)
        return len(piece)

    def taken(self) -> bytes:
        """Return what was written since it was last asked for."""
        content = b"".join(self._waiting)
        self._waiting.clear()
        return content
