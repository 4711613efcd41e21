"""Readers wait for jobs: with one subscription and one look at a time, however many they are."""

from .watch import Watch as Watch
from .watched import Watched as Watched
