"""Train each run with the trainer that its experiment asks for."""

from collections.abc import Sequence
from dataclasses import replace

from lehr.experiments.experiment import Experiment
from lehr.experiments.records import Outcome, Plan, Warned
from worker.program_cache import ProgramCache
from worker.trainer import Report

from .compiled import CompiledTrainer
from .fit import fit
from .programs import CannotCompile


class ChosenTrainer:
    """A trainer that compiles what it can; only under "auto" does `fit` take over the rest."""

    def __init__(self, cache: ProgramCache | None = None) -> None:
        self._compiled = CompiledTrainer(cache)

    def __call__(self, experiment: Experiment, plan: Plan, report: Report) -> Outcome:
        """Train one run; raises TrainingFailed where the trainer asked for cannot."""
        match experiment.trainer:
            case "fit":
                return fit(experiment, plan, report)
            case "compiled":
                return self._compiled(experiment, plan, report)
            case "auto":
                return self._automatic(experiment, plan, report)

    def _automatic(self, experiment: Experiment, plan: Plan, report: Report) -> Outcome:
        try:
            return self._compiled(experiment, plan, report)
        except CannotCompile as reason:
            return fit(experiment, plan, _explained(report, reason.detail))


def _explained(report: Report, reason: str) -> Report:
    """Warn of the reason, now and with every later warning: a run keeps the last ones told."""
    fallback = Warned(code="not-compiled", detail=f"trained with `fit`: {reason}")

    def warn(warnings: Sequence[Warned]) -> None:
        report.warn([fallback, *warnings])

    warn([])
    return replace(report, warn=warn)
