"""How many updates of a run can be kept."""

from lehr.errors import InvalidRequest, Violation

from .experiment import Experiment
from .records import Plan

MAX_STEPS_KEPT = 1_000_000
"""Updates of one run, each a row of its own."""


def check_steps(experiment: Experiment, plan: Plan) -> None:
    """Raise InvalidRequest, naming the number, where more updates would be kept."""
    if experiment.steps_history and plan.steps > MAX_STEPS_KEPT:
        rule = f"at most {MAX_STEPS_KEPT} updates of a run are kept; this has {plan.steps}"
        raise InvalidRequest([Violation("/steps_history", rule)])
