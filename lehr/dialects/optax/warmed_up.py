"""What the schedules of optax that begin with a warmup share."""

from abc import abstractmethod
from collections.abc import Sequence

from typing_extensions import override

from lehr import schedules
from lehr.dialects.spelling import Spelling
from lehr.schedules import Caution, Schedule

from .linear import LinearSchedule
from .parameters import InitValue, PeakValue, WarmupSteps
from .stages import Joined, Stages


class WarmedUp(Joined, Spelling):
    """A line to a peak, and a decay from there; without `warmup_steps` the decay alone."""

    init_value: InitValue
    peak_value: PeakValue
    warmup_steps: WarmupSteps

    @abstractmethod
    def decay(self) -> Spelling:
        """Return what follows the line, and begins at the peak."""

    @override
    def stages(self) -> Stages:
        if not self.warmup_steps:
            return Stages([self.decay()], [])
        return Stages([self._climb(), self.decay()], [self.warmup_steps])

    @override
    def canonical(self) -> Schedule:
        decay = self.decay().canonical()
        if not self.warmup_steps:
            return decay
        climb = self._climb().canonical()
        return schedules.Sequence(schedules=[climb, decay], boundaries=[self.warmup_steps])

    @override
    def cautions(self, last_step: int) -> Sequence[Caution]:
        return self.decay().cautions(last_step)

    def _climb(self) -> LinearSchedule:
        return LinearSchedule(
            init_value=self.init_value,
            end_value=self.peak_value,
            transition_steps=self.warmup_steps,
        )
