"""The machine that trains here: what its numbers depend on besides the software."""

import os
import platform
from functools import cache
from pathlib import Path

CPU = Path("/proc/cpuinfo")


@cache
def processor() -> str:
    """Name the type of the CPU."""
    return _said("model name") or platform.processor() or platform.machine()


@cache
def instructions() -> str:
    """List what the CPU can do, where it says so."""
    return _said("flags", "Features")


def cores() -> int:
    """Count the processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _said(*names: str) -> str:
    """Return what the first line of one of these names says, of the first processor."""
    lines = CPU.read_text(encoding="utf-8").splitlines() if CPU.exists() else []
    facts = (line.partition(":") for line in lines)
    return next((value.strip() for name, _, value in facts if name.strip() in names), "")
