"""Those who await have the same calls, with the same results."""

import asyncio
from collections.abc import Coroutine
from inspect import getdoc, getmembers, isfunction, signature
from typing import Any

import pytest

from lehr.client import AsyncClient, AsyncJob, Client, Job
from lehr.client.problems import UnknownJob
from lehr.runs import Runs
from tests.api.training import succeeded

CONSTANT = {"kind": "constant", "learning_rate": 0.1}


def run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(coroutine)


@pytest.mark.parametrize(("blocking", "awaiting"), [(Client, AsyncClient), (Job, AsyncJob)])
def test_the_twins_have_the_same_methods_with_the_same_arguments_and_words(
    blocking: type, awaiting: type
) -> None:
    def described(kind: type) -> dict[str, Any]:
        return {
            name: (getdoc(method), [str(one) for one in signature(method).parameters.values()])
            for name, method in getmembers(kind, isfunction)
            if not name.startswith("_")
        }

    assert described(blocking) == described(awaiting)


def test_curves_code_and_catalogues(url: str) -> None:
    async def ask() -> None:
        async with AsyncClient(url) as client:
            previewed, compared, code, kinds, datasets, studies = await asyncio.gather(
                client.preview(CONSTANT, steps=3),
                client.compare([CONSTANT] * 2, steps=3),
                client.translate(CONSTANT, "python"),
                client.kinds(),
                client.datasets(),
                client.studies(),
            )
            assert previewed.learning_rates.tolist() == [0.1] * 3
            assert len(compared) == 2
            assert "def learning_rate" in code.code
            assert all([kinds, datasets, studies])

    run(ask())


def test_a_job_from_its_plan_to_its_end(client: Client, runs: Runs, body: dict[str, Any]) -> None:
    async def follow(url: str) -> None:
        async with AsyncClient(url) as awaiting:
            assert (await awaiting.plan(body))["runs"] == 1
            job = await awaiting.submit(body)
            stream = asyncio.create_task(collected(job))
            seen: list[str] = []
            waiting = asyncio.create_task(job.wait(30, lambda state: seen.append(state["status"])))
            await asyncio.to_thread(succeeded, runs)
            assert await stream == [*range(1, 8)]
            assert await waiting is job
            assert seen[-1] == "succeeded"
            assert [found.id async for found in awaiting.jobs()] == [job.id]
            assert [found["status"] async for found in job.runs()] == ["succeeded"]
            assert len(await job.history()) == 2
            assert (await job.comparison())["metric"]

    run(follow(str(client._wire._connection.url)))


async def collected(job: AsyncJob) -> list[int]:
    return [event.seq async for event in job.stream()]


def test_a_job_is_set_aside_taken_up_ended_and_forgotten(url: str, handed_in: Job) -> None:
    async def move() -> None:
        async with AsyncClient(url) as client:
            job = await client.job(handed_in.id)
            assert (await job.pause()).status == "paused"
            assert (await job.resume()).status == "queued"
            assert (await job.cancel()).status == "cancelled"
            await job.delete()
            with pytest.raises(UnknownJob):
                await job.refresh()

    run(move())
