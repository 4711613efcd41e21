"""Accepts jobs as such services do, row first, message then: `python -m tests.chaos.alone.api`."""

import os
from typing import Annotated, Any
from uuid import UUID, uuid4

import uvicorn
from fastapi import Body, FastAPI
from psycopg.types.json import Json

from tests.chaos.observed import Request

from .application import database
from .tasks import train

WORKERS = "SELECT count(*) FROM workers WHERE seen_at > now() - interval '2 s'"
ADD = """
    INSERT INTO jobs (id, status, version, priority, labels, experiment, plan)
    VALUES (%s, 'queued', 0, 0, %s, '{}', '{}')
"""
ADD_RUN = """
    INSERT INTO runs (id, job_id, position, status, priority, parameters, seed, epochs,
                      epochs_done, epochs_reached, token, attempts, cancel_requested, warnings)
    VALUES (%s, %s, %s, 'queued', 0, %s, %s, %s, 0, 0, 0, 0, false, '[]')
"""
FIND = "SELECT id FROM jobs WHERE labels->>split_part(%s, ':', 1) = split_part(%s, ':', 2)"
CANCEL = "UPDATE runs SET cancel_requested = true WHERE job_id = %s"

app = FastAPI()


@app.get("/health/ready")
def ready() -> dict[str, Any]:
    with database() as connection:
        [[workers]] = connection.execute(WORKERS)
    return {"status": "ready", "workers": workers}


@app.post("/jobs", status_code=202)
def submit(body: Annotated[dict[str, Any], Body()]) -> dict[str, UUID]:
    job_id = uuid4()
    with database() as connection, connection.transaction():
        connection.execute(ADD, [job_id, Json(body["labels"])])
        for place in range(Request(body).runs):
            told = [uuid4(), job_id, place, Json({"place": place}), place, body["epochs"]]
            connection.execute(ADD_RUN, told)
    train.delay(str(job_id))
    return {"id": job_id}


@app.get("/jobs")
def find(label: str) -> dict[str, list[dict[str, UUID]]]:
    with database() as connection:
        return {"jobs": [{"id": row[0]} for row in connection.execute(FIND, [label, label])]}


@app.post("/jobs/{job_id}/cancel", status_code=202)
def cancel(job_id: UUID) -> None:
    with database() as connection:
        connection.execute(CANCEL, [job_id])


if __name__ == "__main__":
    uvicorn.run(app, port=int(os.environ["LEHR_PORT"]), log_level="warning")
