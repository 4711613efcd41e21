"""What a library may call a family: one function a family, held against the curve before use."""

from collections.abc import Callable, Iterator, Mapping
from math import exp
from typing import Any, Final, TypeAlias

Document: TypeAlias = dict[str, Any]
Rule: TypeAlias = Callable[[Any], Iterator[Document]]


def _constant(s: Any) -> Iterator[Document]:
    yield {"kind": "torch.ConstantLR", "lr": s.learning_rate, "factor": 1.0, "total_iters": 1}
    yield {"kind": "transformers.constant", "lr": s.learning_rate}
    yield {"kind": "optax.constant_schedule", "value": s.learning_rate}


def _exponential(s: Any) -> Iterator[Document]:
    factor = exp(-s.decay)
    yield from _powers(s.initial_learning_rate, factor, 1.0)


def _exponential_decay(s: Any) -> Iterator[Document]:
    yield from _powers(s.initial_learning_rate, s.decay_rate, s.decay_steps, staircase=s.staircase)


def _step(s: Any) -> Iterator[Document]:
    if s.first == 0:
        yield from _powers(s.initial_learning_rate, s.drop, float(s.every), staircase=True)


def _powers(
    rate: float, factor: float, every: float, *, staircase: bool = False
) -> Iterator[Document]:
    keras = {"initial_learning_rate": rate, "decay_steps": every, "decay_rate": factor}
    yield {"kind": "keras.ExponentialDecay", **keras, "staircase": staircase}
    optax = {"init_value": rate, "transition_steps": int(every), "decay_rate": factor}
    yield {"kind": "optax.exponential_decay", **optax, "staircase": staircase}
    if staircase:
        yield {"kind": "torch.StepLR", "lr": rate, "step_size": int(every), "gamma": factor}
    else:
        yield {"kind": "torch.ExponentialLR", "lr": rate, "gamma": factor ** (1 / every)}


def _multistep(s: Any) -> Iterator[Document]:
    rates = [s.initial_learning_rate * s.drop**n for n in range(len(s.boundaries) + 1)]
    yield from _pieces(s.boundaries, rates, side=s.side)
    after = s.boundaries if s.side == "right" else [one + 1 for one in s.boundaries]
    torch = {"lr": s.initial_learning_rate, "milestones": after, "gamma": s.drop}
    yield {"kind": "torch.MultiStepLR", **torch}


def _piecewise_constant(s: Any) -> Iterator[Document]:
    yield from _pieces(s.boundaries, s.values, side=s.side)


def _pieces(boundaries: list[float], values: list[float], *, side: str) -> Iterator[Document]:
    last = boundaries if side == "left" else [one - 1 for one in boundaries]
    yield {"kind": "keras.PiecewiseConstantDecay", "boundaries": last, "values": values}


def _inverse_time(s: Any) -> Iterator[Document]:
    keras = {"initial_learning_rate": s.initial_learning_rate, "decay_steps": s.decay_steps}
    yield {
        "kind": "keras.InverseTimeDecay",
        **keras,
        "decay_rate": s.decay_rate,
        "staircase": s.staircase,
    }


def _time_based(s: Any) -> Iterator[Document]:
    keras = {"initial_learning_rate": s.initial_learning_rate, "decay_rate": s.decay}
    yield {"kind": "keras.InverseTimeDecay", **keras, "decay_steps": 1.0}


def _cosine(s: Any) -> Iterator[Document]:
    rate, steps = s.initial_learning_rate, s.decay_steps
    keras = {"initial_learning_rate": rate, "decay_steps": steps, "alpha": s.alpha}
    yield {"kind": "keras.CosineDecay", **keras}
    optax = {"init_value": rate, "decay_steps": int(steps), "alpha": s.alpha}
    yield {"kind": "optax.cosine_decay_schedule", **optax, "exponent": s.exponent}


def _linear(s: Any) -> Iterator[Document]:
    first, end, steps = s.initial_learning_rate, s.end_learning_rate, s.decay_steps
    keras = {"initial_learning_rate": first, "decay_steps": steps, "end_learning_rate": end}
    yield {"kind": "keras.PolynomialDecay", **keras}
    optax = {"init_value": first, "end_value": end, "transition_steps": int(steps)}
    yield {"kind": "optax.linear_schedule", **optax}
    top = max(first, end)
    if top > 0:
        torch = {"start_factor": first / top, "end_factor": end / top, "total_iters": int(steps)}
        yield {"kind": "torch.LinearLR", "lr": top, **torch}
    if end == 0:
        yield {
            "kind": "transformers.linear",
            "lr": first,
            "num_warmup_steps": 0,
            "num_training_steps": int(steps),
        }


def _polynomial(s: Any) -> Iterator[Document]:
    first, end, steps = s.initial_learning_rate, s.end_learning_rate, int(s.decay_steps)
    optax = {"init_value": first, "end_value": end, "power": s.power, "transition_steps": steps}
    yield {"kind": "optax.polynomial_schedule", **optax}
    yield {"kind": "torch.PolynomialLR", "lr": first, "total_iters": steps, "power": s.power}
    transformers = {"lr": first, "lr_end": end, "power": s.power, "num_training_steps": steps}
    yield {"kind": "transformers.polynomial", **transformers, "num_warmup_steps": 0}


def _cosine_restarts(s: Any) -> Iterator[Document]:
    yield {
        "kind": "torch.CosineAnnealingWarmRestarts",
        "lr": s.initial_learning_rate,
        "T_0": int(s.first_decay_steps),
        "T_mult": int(s.t_mul),
        "eta_min": s.initial_learning_rate * s.alpha,
    }


def _cosine_wave(s: Any) -> Iterator[Document]:
    rate, steps = s.initial_learning_rate, int(s.decay_steps)
    yield {"kind": "torch.CosineAnnealingLR", "lr": rate, "T_max": steps, "eta_min": rate * s.alpha}


def _cyclic_triangular(s: Any) -> Iterator[Document]:
    yield {
        "kind": "torch.CyclicLR",
        "base_lr": s.initial_learning_rate,
        "max_lr": s.maximal_learning_rate,
        "step_size_up": s.up_steps,
        "step_size_down": s.down_steps,
        "mode": s.mode,
        "gamma": s.gamma,
        "cycle_momentum": False,
    }


def _warmup(s: Any) -> Iterator[Document]:
    inner, steps = s.schedule, s.steps
    match inner.kind:
        case "cosine":
            top = inner.initial_learning_rate
            keras = {"decay_steps": inner.decay_steps, "alpha": inner.alpha}
            start = {"initial_learning_rate": s.start * top, "warmup_target": top}
            yield {"kind": "keras.CosineDecay", **keras, **start, "warmup_steps": steps}
        case "constant":
            transformers = {"lr": inner.learning_rate, "num_warmup_steps": steps}
            yield {"kind": "transformers.constant_with_warmup", **transformers}
        case "linear" | "polynomial":
            whole = {
                "num_warmup_steps": steps,
                "num_training_steps": steps + int(inner.decay_steps),
            }
            yield {"kind": "transformers.linear", "lr": inner.initial_learning_rate, **whole}
        case "inverse_sqrt":
            timescale = {"num_warmup_steps": steps, "timescale": int(inner.timescale)}
            rate = inner.initial_learning_rate
            yield {"kind": "transformers.inverse_sqrt", "lr": rate, **timescale}
        case _:
            return


RULES: Final[Mapping[str, Rule]] = {
    "constant": _constant,
    "cosine": _cosine,
    "cosine_restarts": _cosine_restarts,
    "cosine_wave": _cosine_wave,
    "cyclic_triangular": _cyclic_triangular,
    "exponential": _exponential,
    "exponential_decay": _exponential_decay,
    "inverse_time": _inverse_time,
    "linear": _linear,
    "multistep": _multistep,
    "piecewise_constant": _piecewise_constant,
    "polynomial": _polynomial,
    "step": _step,
    "time_based": _time_based,
    "warmup": _warmup,
}
"""By the name of the family."""
