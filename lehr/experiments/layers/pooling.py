"""Pooling, over windows and over everything."""

from functools import partial
from math import prod

from .convolution import SAMPLES
from .effect import Arguments, Effect, Shape, require_rank
from .windows import per_axis, slide


def _pooling(arguments: Arguments, shape: Shape, *, axes: int) -> Effect:
    require_rank(shape, axes + 1, SAMPLES[axes])
    sizes = per_axis(arguments["pool_size"], axes)
    strides = per_axis(arguments["strides"] or sizes, axes)
    places = slide(shape[:-1], sizes, strides, padding=arguments["padding"], argument="pool_size")
    output = (*places, shape[-1])
    return Effect(output, operations=prod(output) * prod(sizes))


def _global_pooling(arguments: Arguments, shape: Shape, *, axes: int) -> Effect:
    require_rank(shape, axes + 1, SAMPLES[axes])
    kept = (1,) * axes if arguments["keepdims"] else ()
    return Effect((*kept, shape[-1]), operations=prod(shape))


pooling1d = partial(_pooling, axes=1)
pooling2d = partial(_pooling, axes=2)
global_pooling1d = partial(_global_pooling, axes=1)
global_pooling2d = partial(_global_pooling, axes=2)
