"""timm's schedulers alone: its package loads torchvision, whose build would have to fit torch's."""

import sys
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any


@cache
def schedulers() -> Any:
    """Return `timm.scheduler`, which needs torch and nothing else."""
    spec = find_spec("timm")
    if spec is None or spec.submodule_search_locations is None:
        raise ModuleNotFoundError("timm is not installed")
    package = ModuleType("timm")
    package.__spec__ = spec  # others look for timm by it
    package.__path__ = list(spec.submodule_search_locations)
    sys.modules["timm"] = package
    return import_module("timm.scheduler")
