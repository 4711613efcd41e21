"""Schedules as source code of the libraries that people train with."""

from .target import Target as Target
from .translate import Translation as Translation
from .translate import translate as translate
