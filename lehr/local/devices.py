"""Which GPU belongs to which worker: one device is never shared while there are others."""

from collections.abc import Mapping
from pathlib import Path

VISIBLE = "CUDA_VISIBLE_DEVICES"
GROW = {"TF_FORCE_GPU_ALLOW_GROWTH": "true"}
"""TensorFlow takes all memory of a device at once otherwise, also from workers that share it."""
NVIDIA = Path("/proc/driver/nvidia/gpus")
"""Where NVIDIA's driver lists its devices."""


def device_of(
    worker: int, environment: Mapping[str, str], installed: Path = NVIDIA
) -> dict[str, str]:
    """Return the variables that give a worker, counted from 0, a GPU of its own; none without GPUs.

    Where there are more workers than devices they share them in turn.
    """
    devices = _devices(environment, installed)
    return {VISIBLE: devices[worker % len(devices)], **GROW} if devices else {}


def _devices(environment: Mapping[str, str], installed: Path) -> list[str]:
    if VISIBLE in environment:
        return [device.strip() for device in environment[VISIBLE].split(",") if device.strip()]
    found = list(installed.iterdir()) if installed.is_dir() else []
    return [str(number) for number in range(len(found))]
