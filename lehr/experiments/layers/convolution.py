"""Convolutions over one or two axes, channels last."""

from functools import partial
from math import prod

from .effect import Arguments, Effect, MisfitError, Shape, activation_name, require_rank
from .windows import per_axis, slide

SAMPLES = {1: "(steps, channels)", 2: "(height, width, channels)"}


def _convolution(arguments: Arguments, shape: Shape, *, axes: int) -> Effect:
    require_rank(shape, axes + 1, SAMPLES[axes])
    _check_groups(arguments, shape[-1])
    filters = arguments["filters"]
    output = (*_places(arguments, shape[:-1]), filters)
    kernel = prod(per_axis(arguments["kernel_size"], axes)) * (shape[-1] // arguments["groups"])
    return Effect(
        output,
        trainable=kernel * filters + filters * arguments["use_bias"],
        operations=2 * kernel * prod(output) + 2 * prod(output),
        activation=activation_name(arguments["activation"]),
    )


def _places(arguments: Arguments, lengths: Shape) -> Shape:
    axes = len(lengths)
    strides = per_axis(arguments["strides"], axes)
    dilation = per_axis(arguments["dilation_rate"], axes)
    if max(strides) > 1 and max(dilation) > 1:
        rule = "`strides` above 1 and `dilation_rate` above 1 exclude each other"
        raise MisfitError("dilation_rate", f"{rule}; received {strides} and {dilation}")
    kernel = per_axis(arguments["kernel_size"], axes)
    reach = [rate * (size - 1) + 1 for rate, size in zip(dilation, kernel, strict=True)]
    return slide(lengths, reach, strides, padding=arguments["padding"], argument="kernel_size")


def _check_groups(arguments: Arguments, channels: int) -> None:
    groups, filters = arguments["groups"], arguments["filters"]
    if channels % groups or filters % groups:
        rule = f"`groups` must divide the {channels} input channels and the {filters} filters"
        raise MisfitError("groups", f"{rule}; received {groups}")


conv1d = partial(_convolution, axes=1)
conv2d = partial(_convolution, axes=2)
