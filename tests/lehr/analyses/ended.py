"""Jobs whose runs have ended, without anybody having trained them."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import orjson

from lehr.store.engine import Sessions
from tests.trainings import execute, job_of_several

ACCURACIES = {0.0: [0.5, 0.6, 0.7], 0.9: [0.8, 0.9, 0.7]}
"""By momentum, of the seeds 1, 2 and 3."""


def compared_job(
    sessions: Sessions,
    body: Mapping[str, Any],
    accuracies: Mapping[float, Sequence[float]] | None = None,
) -> UUID:
    """Store a job of two epochs a run, the first of them the best and better by 0.05."""
    reached = [
        (momentum, seed, value)
        for momentum, values in (accuracies or ACCURACIES).items()
        for seed, value in enumerate(values, 1)
    ]
    job_id = job_of_several(sessions, body, runs=len(reached))
    for position, (momentum, seed, value) in enumerate(reached):
        place = {"job": job_id, "position": position}
        parameters = orjson.dumps({"optimizer.momentum": momentum}).decode()
        execute(sessions, END, **place, parameters=parameters, seed=seed)
        for epoch, accuracy in ((1, value + 0.05), (2, value)):
            execute(sessions, EPOCH, **place, epoch=epoch, accuracy=accuracy)
    return job_id


END = """
UPDATE runs SET status = 'succeeded', parameters = :parameters, seed = :seed, epochs_done = 2,
                best_epoch = 1, best_loss = 0.1
WHERE job_id = :job AND position = :position
"""
EPOCH = """
INSERT INTO epochs (run_key, epoch, learning_rate, loss, val_loss, metrics, val_metrics)
SELECT key, :epoch, 0.1, 0.5, 0.1 * :epoch, ARRAY[0.9], ARRAY[CAST(:accuracy AS float8)]
FROM runs WHERE job_id = :job AND position = :position
"""


def range_test_job(
    sessions: Sessions, body: Mapping[str, Any], curves: Sequence[Sequence[tuple[float, float]]]
) -> UUID:
    """Store a job of a range test for each curve of rates and losses."""
    job_id = job_of_several(sessions, body, runs=len(curves))
    asked = {"from": 1e-7, "to": 10.0, "steps": 100, "stop_factor": 4.0}
    execute(sessions, ASK, job=job_id, asked=orjson.dumps(asked).decode())
    for position, curve in enumerate(curves):
        for step, (rate, loss) in enumerate(curve):
            place = {"job": job_id, "position": position, "step": step}
            execute(sessions, STEP, **place, rate=float(rate), loss=float(loss))
    return job_id


ASK = """
UPDATE jobs SET experiment = jsonb_set(experiment::jsonb, '{lr_range_test}', CAST(:asked AS jsonb))
WHERE id = :job
"""
STEP = """
INSERT INTO steps (run_key, step, learning_rate, loss)
SELECT key, :step, :rate, :loss FROM runs WHERE job_id = :job AND position = :position
"""
