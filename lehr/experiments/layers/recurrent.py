"""Layers that read a sequence step by step."""

from functools import partial

from .effect import Arguments, Effect, Shape, activation_name, require_rank


def _recurrent(arguments: Arguments, shape: Shape, *, gates: int) -> Effect:
    require_rank(shape, 2, "(steps, features)")
    steps, features = shape
    units = arguments["units"]
    biases = (2 if arguments.get("reset_after") else 1) * arguments["use_bias"]
    kernels = gates * units * (features + units)
    return Effect(
        (steps, units) if arguments["return_sequences"] else (units,),
        trainable=kernels + gates * units * biases,
        operations=steps * (2 * kernels + 8 * gates * units),
        activation=activation_name(arguments["activation"]),
        activations=steps * units * (gates + 2),
    )


lstm = partial(_recurrent, gates=4)
gru = partial(_recurrent, gates=3)
simple_rnn = partial(_recurrent, gates=1)
