"""The library that Lehr's two programs stand on: schedules, experiments, and the store."""

__version__ = "0.1.0"
