"""What each argument of Keras takes and within which bounds, by its name."""

from lehr.experiments.vocabulary import Argument, Kind

from .offered import OFFERED

MAX_SEED = 2**31 - 1
LARGE = 1e6
MAX_UNITS = 1_000_000
MAX_WINDOW = 1000
LAST_AXIS = 5


class UnknownArgumentError(LookupError):
    """Keras has an argument that the tables of this module do not know."""


def _number(low: float, high: float) -> Argument:
    return Argument(kind=Kind.NUMBER, minimum=low, maximum=high)


def _integer(low: int, high: int) -> Argument:
    return Argument(kind=Kind.INTEGER, minimum=low, maximum=high)


def _choice(*choices: str) -> Argument:
    return Argument(kind=Kind.CHOICE, choices=list(choices))


UNITS = _integer(1, MAX_UNITS)
FRACTION = _number(0, 1)
BELOW_ONE = Argument(kind=Kind.NUMBER, minimum=0, exclusive_maximum=1)
INSIDE_ONE = Argument(kind=Kind.NUMBER, exclusive_minimum=0, exclusive_maximum=1)
NOT_NEGATIVE = _number(0, LARGE)
POSITIVE = Argument(kind=Kind.NUMBER, exclusive_minimum=0, maximum=LARGE)
ANY_NUMBER = _number(-LARGE, LARGE)
NOT_POSITIVE = _number(-LARGE, 0)
WINDOW = Argument(kind=Kind.SIZES, minimum=1, maximum=MAX_WINDOW)
AXIS = Argument(kind=Kind.AXIS, minimum=-LAST_AXIS, maximum=LAST_AXIS)
AXES = Argument(kind=Kind.AXES, minimum=-LAST_AXIS, maximum=LAST_AXIS)
WEIGHT_AXES = Argument(kind=Kind.AXES, minimum=0, maximum=LAST_AXIS)
INPUT_AXES = Argument(kind=Kind.AXES, minimum=1, maximum=LAST_AXIS)
THRESHOLDS = _integer(2, 10_000)
REDUCTION = _choice("sum_over_batch_size", "sum", "mean", "mean_with_sample_weight")
AVERAGE = _choice("micro", "macro", "weighted")

BY_NAME = {
    "name": Argument(kind=Kind.TEXT, nullable=True),
    "seed": _integer(0, MAX_SEED),
    "units": UNITS,
    "filters": UNITS,
    "groups": UNITS,
    "input_dim": UNITS,
    "output_dim": UNITS,
    "n": _integer(1, 10_000),
    "kernel_size": WINDOW,
    "pool_size": WINDOW,
    "strides": WINDOW,
    "dilation_rate": Argument(kind=Kind.SIZES, minimum=1, maximum=100),
    "padding": _choice("valid", "same"),
    "data_format": _choice("channels_last"),
    "target_shape": Argument(kind=Kind.SHAPE),
    "dims": Argument(kind=Kind.SHAPE),
    "axis": AXES,
    "shared_axes": INPUT_AXES,
    "rate": BELOW_ONE,
    "dropout": BELOW_ONE,
    "recurrent_dropout": BELOW_ONE,
    "stddev": NOT_NEGATIVE,
    "scale": ANY_NUMBER,
    "offset": ANY_NUMBER,
    "epsilon": POSITIVE,
    "negative_slope": NOT_NEGATIVE,
    "max_value": NOT_NEGATIVE,
    "min_value": NOT_NEGATIVE,
    "threshold": NOT_NEGATIVE,
    "alpha": NOT_NEGATIVE,
    "l1": NOT_NEGATIVE,
    "l2": NOT_NEGATIVE,
    "factor": NOT_NEGATIVE,
    "value": ANY_NUMBER,
    "mean": ANY_NUMBER,
    "gain": ANY_NUMBER,
    "minval": ANY_NUMBER,
    "maxval": ANY_NUMBER,
    "distribution": _choice("uniform", "truncated_normal", "untruncated_normal"),
    "momentum": BELOW_ONE,
    "rho": BELOW_ONE,
    "beta_1": BELOW_ONE,
    "beta_2": BELOW_ONE,
    "adam_beta_1": BELOW_ONE,
    "adam_beta_2": BELOW_ONE,
    "weight_decay": NOT_NEGATIVE,
    "adam_weight_decay": NOT_NEGATIVE,
    "clipnorm": POSITIVE,
    "clipvalue": POSITIVE,
    "global_clipnorm": POSITIVE,
    "ema_momentum": BELOW_ONE,
    "ema_overwrite_frequency": _integer(1, MAX_SEED),
    "initial_accumulator_value": NOT_NEGATIVE,
    "learning_rate_power": NOT_POSITIVE,
    "l1_regularization_strength": NOT_NEGATIVE,
    "l2_regularization_strength": NOT_NEGATIVE,
    "l2_shrinkage_regularization_strength": NOT_NEGATIVE,
    "beta": NOT_NEGATIVE,
    "beta_2_decay": NOT_POSITIVE,
    "epsilon_1": POSITIVE,
    "epsilon_2": POSITIVE,
    "clip_threshold": POSITIVE,
    "warmup_steps": _integer(0, MAX_SEED),
    "muon_a": ANY_NUMBER,
    "muon_b": ANY_NUMBER,
    "muon_c": ANY_NUMBER,
    "adam_lr_ratio": NOT_NEGATIVE,
    "ns_steps": _integer(1, 100),
    "rms_rate": NOT_NEGATIVE,
    "reduction": REDUCTION,
    "label_smoothing": FRACTION,
    "gamma": NOT_NEGATIVE,
    "delta": POSITIVE,
    "q": INSIDE_ONE,
    "ignore_class": _integer(0, MAX_UNITS),
    "k": UNITS,
    "top_k": UNITS,
    "class_id": _integer(0, MAX_UNITS),
    "num_thresholds": THRESHOLDS,
    "curve": _choice("ROC", "PR"),
    "summation_method": _choice("interpolation", "minoring", "majoring"),
    "average": AVERAGE,
    "class_aggregation": _choice("uniform_average", "variance_weighted_average"),
    "num_regressors": _integer(0, MAX_UNITS),
    "precision": FRACTION,
    "recall": FRACTION,
    "sensitivity": FRACTION,
    "specificity": FRACTION,
}
"""What an argument of this name takes in any class."""

BY_CLASS = {
    "AUC.thresholds": Argument(kind=Kind.NUMBERS, minimum=0, maximum=1),
    "BatchNormalization.axis": AXIS,
    "BinaryAccuracy.threshold": FRACTION,
    "Conv1D.padding": _choice("valid", "same", "causal"),
    "Dropout.rate": FRACTION,
    "FBetaScore.beta": POSITIVE,
    "GaussianNoise.stddev": FRACTION,
    "Lion.beta_1": INSIDE_ONE,
    "MaxNorm.axis": WEIGHT_AXES,
    "MinMaxNorm.axis": WEIGHT_AXES,
    "MinMaxNorm.rate": FRACTION,
    "OrthogonalRegularizer.mode": _choice("rows", "columns"),
    "ScheduleFreeAdamW.beta_1": INSIDE_ONE,
    "SpatialDropout1D.rate": FRACTION,
    "SpatialDropout2D.rate": FRACTION,
    "UnitNorm.axis": WEIGHT_AXES,
    "VarianceScaling.mode": _choice("fan_in", "fan_out", "fan_avg"),
    "VarianceScaling.scale": POSITIVE,
    **{f"{name}.thresholds": FRACTION for name in ("Precision", "Recall")},
    **{
        f"{metric}.threshold": POSITIVE.model_copy(update={"maximum": 1.0})
        for metric in ("F1Score", "FBetaScore")
    },
    **{
        f"{sign}{answer}.thresholds": FRACTION
        for sign in ("True", "False")
        for answer in ("Positives", "Negatives")
    },
}
"""What an argument takes where one class differs from the rest."""

NEVER_NULL = {"average", "class_aggregation", "reduction"}
"""Where null would make a column of the history hold a vector."""

FLOAT32 = "everything is computed in float32"
FROM_SCRATCH = "models are trained from scratch, in full"
LAST = "the last axis is the one of the classes"
NO_MASKS = "layers are not masked"
ONE_OUTPUT = "a layer has one output"
SPEED = "it changes nothing but the speed"

WITHHELD = {
    "learning_rate": "the schedule owns it",
    "gradient_accumulation_steps": "a step of the schedule is one weight update",
    "loss_scale_factor": FLOAT32,
    "exclude_layers": "patterns are not evaluated",
    "dtype": FLOAT32,
    "autocast": FLOAT32,
    "trainable": FROM_SCRATCH,
    "weights": FROM_SCRATCH,
    "lora_rank": FROM_SCRATCH,
    "lora_alpha": FROM_SCRATCH,
    "quantization_config": FROM_SCRATCH,
    "noise_shape": "the noise has the shape of the inputs",
    "mask_zero": NO_MASKS,
    "renorm": "batch renormalisation is not offered",
    "renorm_clipping": "batch renormalisation is not offered",
    "renorm_momentum": "batch renormalisation is not offered",
    "synchronized": "a model is trained on one device",
    "return_state": ONE_OUTPUT,
    "stateful": "batches do not continue each other",
    "unroll": SPEED,
    "use_cudnn": SPEED,
    "input_axes": "the layer tells the initializer its axes",
    "output_axes": "the layer tells the initializer its axes",
    "from_sorted_ids": "a model's outputs are scores",
    "multi_label": "an experiment has one label a row",
    "num_labels": "an experiment has one label a row",
    "label_weights": "an experiment has one label a row",
}
"""Why an argument of this name is not offered."""

WITHHELD_BY_CLASS = {
    "GroupNormalization.axis": "channels are the last axis",
    "RMSNormalization.axis": "channels are the last axis",
    **{f"{name}.axis": LAST for name in f"{OFFERED['losses']} {OFFERED['metrics']}".split()},
}


def kind_of(owner: str, name: str, default: object) -> Argument:
    """Return what the argument takes, without its default.

    Raises UnknownArgumentError where neither its name nor its default tells.
    """
    if isinstance(default, bool):
        return Argument(kind=Kind.BOOLEAN)
    if found := BY_CLASS.get(f"{owner}.{name}") or BY_NAME.get(name):
        return _per_axis(owner, found)
    suffix = name.rpartition("_")[2]
    if suffix in {Kind.ACTIVATION, Kind.INITIALIZER, Kind.REGULARIZER, Kind.CONSTRAINT}:
        return Argument(kind=Kind(suffix), rank=_rank_of_weight(owner, name))
    raise UnknownArgumentError(f"{owner}.{name}, by default {default!r}")


def why_withheld(owner: str, name: str) -> str | None:
    """Return why the argument is not offered, None where it is."""
    return WITHHELD.get(name) or WITHHELD_BY_CLASS.get(f"{owner}.{name}")


def _per_axis(owner: str, argument: Argument) -> Argument:
    if argument.kind is not Kind.SIZES:
        return argument
    return argument.model_copy(update={"length": _spatial_axes(owner)})


def _spatial_axes(owner: str) -> int:
    return {"1D": 1, "2D": 2}.get(owner[-2:], 0)


def _rank_of_weight(owner: str, name: str) -> int | None:
    weight = name.rpartition("_")[0]
    if weight in {"kernel", "recurrent", "embeddings"}:
        return 2 + (_spatial_axes(owner) if weight == "kernel" else 0)
    return None if weight in {"activity", "recurrent_activation", ""} else 1
