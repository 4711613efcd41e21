"""Formulas of the step: text becomes a tree, a tree becomes numbers; nothing is ever executed."""

from .error import FormulaError as FormulaError
from .names import check_names as check_names
from .names import refused_names as refused_names
from .parser import MOST_CHARACTERS as MOST_CHARACTERS
from .parser import parse as parse
from .tree import evaluate as evaluate
