"""A job is counted, weighed and checked as a whole before anything is stored."""

from typing import Any

import pytest

from lehr.errors import InvalidRequest, ScheduleMismatch
from lehr.experiments.job_plan import ResolvedJob, resolve_job
from lehr.experiments.job_spec import JobSpec
from lehr.preview import schedule_hash
from lehr.settings import Settings

Body = dict[str, Any]
RATE = "schedule.initial_learning_rate"
RATES = {RATE: [0.1, 0.2, 0.3]}


def resolved(body: Body, settings: Settings | None = None, **changes: object) -> ResolvedJob:
    return resolve_job(JobSpec.model_validate(body | changes), settings or Settings())


def detail(body: Body, settings: Settings | None = None, **changes: object) -> dict[str, str]:
    with pytest.raises(InvalidRequest) as refusal:
        resolved(body, settings, **changes)
    return {violation.pointer: violation.detail for violation in refusal.value.violations}


def test_a_lone_run_is_one_configuration_and_one_program(body: Body) -> None:
    plan = resolved(body).plan
    assert (plan.runs, plan.configurations, plan.programs, plan.steps) == (1, 1, 1, 450)


def test_runs_are_configurations_by_seeds(body: Body) -> None:
    job = resolved(body, sweep=RATES, seed=None, seeds=[1, 2])
    assert (job.plan.runs, job.plan.configurations, job.plan.steps) == (6, 3, 6 * 450)
    found = [(run["parameters"][RATE], run["seed"]) for run in job.runs()]
    assert found == [(rate, seed) for rate in (0.1, 0.2, 0.3) for seed in (1, 2)]


def test_configurations_share_one_drawn_seed(body: Body) -> None:
    job = resolved(body, sweep=RATES, seed=None)
    assert {run["seed"] for run in job.runs()} == {job.spec.seed}


def test_the_cost_is_that_of_all_runs(body: Body) -> None:
    lone = resolved(body).plan.estimated_cost
    assert resolved(body, sweep=RATES, seed=None, seeds=[1, 2]).plan.estimated_cost == 6 * lone


def test_a_job_whose_runs_cost_too_much_together_is_refused(body: Body) -> None:
    settings = Settings(max_cost=2 * resolved(body).plan.estimated_cost)
    resolved(body, settings)
    assert list(detail(body, settings, sweep=RATES)) == ["/epochs"]


@pytest.mark.parametrize(
    ("sweep", "programs"),
    [
        (RATES, 1),
        ({"optimizer.momentum": [0.1, 0.5, 0.9]}, 1),
        ({"optimizer.momentum": [0.0, 0.5, 0.9]}, 2),
        ({"epochs": [10, 20]}, 1),
        ({"optimizer": [{"name": "SGD"}, {"name": "sgd"}, {"name": "Adam"}]}, 2),
        ({"batch_size": [16, 32]}, 2),
        ({"model.layers.0.units": [8, 16]}, 2),
        ({"layer_rates": [{}, {"dense": 0.1}]}, 2),
        ({"steps_history": [False, True]}, 2),
    ],
)
def test_runs_that_differ_in_inputs_only_share_a_program(
    body: Body, sweep: object, programs: int
) -> None:
    assert resolved(body, sweep=sweep).plan.programs == programs


def test_what_differs_between_configurations_is_left_open(body: Body) -> None:
    plan = resolved(body, sweep={"batch_size": [16, 32]}).plan
    assert (plan.train_rows, plan.steps_per_epoch) == (235, None)


def test_the_largest_number_of_runs_is_taken_and_no_more(body: Body) -> None:
    rates = {RATE: [0.1 / (1 + place) for place in range(64)]}
    assert resolved(body, sweep=rates, seed=None, seeds=list(range(64))).plan.runs == 4096
    found = detail(body, sweep=rates, seed=None, seeds=list(range(65)))
    assert found == {
        "/sweep": "a job has at most 4096 runs; 64 configurations by 65 seeds are 4160"
    }


def test_a_grid_of_astronomic_size_is_refused_at_once(body: Body) -> None:
    grid = {f"model.layers.{place}.units": list(range(4096)) for place in range(100)}
    assert "a job has at most 4096 runs" in detail(body, sweep=grid)["/sweep"]


def test_the_curve_that_was_previewed_is_taken(body: Body) -> None:
    agreed = schedule_hash(JobSpec.model_validate(body).schedule, "step")
    assert resolved(body, schedule_hash=agreed).plan.schedule_hash == agreed


def test_another_curve_than_the_previewed_one_is_refused(body: Body) -> None:
    by_epoch = schedule_hash(JobSpec.model_validate(body).schedule, "epoch")
    with pytest.raises(ScheduleMismatch, match=f"`schedule_hash` is {by_epoch}"):
        resolved(body, schedule_hash=by_epoch)


def test_every_configuration_must_train_the_curve_that_was_previewed(body: Body) -> None:
    agreed = schedule_hash(JobSpec.model_validate(body).schedule, "step")
    resolved(body, schedule_hash=agreed, sweep={"optimizer.momentum": [0.1, 0.9]})
    with pytest.raises(ScheduleMismatch, match="but this job would train"):
        resolved(body, schedule_hash=agreed, sweep=RATES)


def test_a_warning_of_all_configurations_is_told_once(body: Body) -> None:
    softmax = {"layers": [{"layer": "Dense", "units": 3, "activation": "softmax"}]}
    iris: Body = {"dataset": {"name": "iris"}, "model": softmax, "loss": None}
    assert len(resolved(body, **iris, sweep=RATES).plan.warnings) == 1


def test_a_resolved_job_resolves_to_itself(body: Body) -> None:
    job = resolved(body, sweep=RATES, loss=None, metrics=None, seed=None)
    assert resolve_job(job.spec, Settings()).spec == job.spec
