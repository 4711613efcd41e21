"""Landmarks that are too many to be told."""

from lehr.preview.landmarks import MOST_LANDMARKS, events

from .warning import CurveWarning, Judged


def untold(curve: Judged) -> CurveWarning | None:
    """Warn of more landmarks than are told, and say how many they are where that is known."""
    turns, ahead = curve.trace.turns, curve.trace.ahead
    more = bool(ahead) and ahead[0].step <= curve.options.last_step
    if len(turns) <= MOST_LANDMARKS and not more:
        return None
    found = len(events(curve.trace))
    if found <= MOST_LANDMARKS and not (found and more):
        return None
    number = f"more than {found}" if more else str(found)
    told = f"the first {min(found, MOST_LANDMARKS)} are told"
    return CurveWarning("more-landmarks", f"the range has {number} landmarks, of which {told}")
