"""What keeps Lehr from running on this machine."""


class CannotServeError(Exception):
    """Lehr cannot run here; the message is one sentence for the person at the terminal."""
