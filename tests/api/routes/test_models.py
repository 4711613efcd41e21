"""`GET /jobs/{id}/runs/{run}/model`: a file of Keras's, made when it is asked for."""

from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import pytest

from lehr.bell import Bell
from lehr.commissions import Commissions
from lehr.experiments.models import ModelFile
from lehr.experiments.records import Problem
from lehr.runs import Runs
from lehr.settings import Settings
from lehr.store.engine import Sessions
from tests.api.problems import assert_problem, refusals
from tests.api.training import succeeded

FILE = b"a file of Keras's"
HASH = sha256(FILE)


@pytest.fixture
def path(submitted: dict[str, Any], runs: Runs) -> str:
    """Where the model of a run is that has succeeded."""
    succeeded(runs)
    return f"{submitted['links']['runs']}/{submitted['runs'][0]['id']}/model"


@pytest.fixture
def commissions(sessions: Sessions, bell: Bell) -> Commissions:
    return Commissions(sessions, bell, lease_seconds=30)


@pytest.fixture
def make(commissions: Commissions, settings: Settings) -> Callable[[], ModelFile]:
    """Do what a worker does with the model that is next."""

    def make() -> ModelFile:
        commission = commissions.claim("worker")
        assert commission
        claim = commission.assignment.claim
        name, weights = f"{claim.run_id}/{commission.row.epoch}-1.keras", "cd" * 32
        place: Path = settings.checkpoints_directory / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(FILE)
        file = ModelFile(name=name, sha256=HASH.hexdigest(), size=17, weights_sha256=weights)
        assert commissions.finish(claim, file)
        return file

    return make


def test_a_model_is_made_first_and_then_given(
    client: httpx.Client, path: str, make: Callable[[], ModelFile]
) -> None:
    first = client.get(path)
    assert (first.status_code, first.headers["retry-after"]) == (202, "1")
    assert first.json() == {"run": path.split("/")[-2], "status": "making"}
    make()
    given = client.get(path)
    assert (given.status_code, given.content) == (200, FILE)
    assert given.headers["etag"] == f'"{HASH.hexdigest()}"'
    assert given.headers["repr-digest"] == f"sha-256=:{b64encode(HASH.digest()).decode()}:"
    assert given.headers["content-disposition"].startswith("attachment; filename=")
    assert given.headers["content-disposition"].endswith('.keras"')


def test_a_client_that_has_the_file_is_told_so(
    client: httpx.Client, path: str, make: Callable[[], ModelFile]
) -> None:
    client.get(path)
    known = f'"{make().sha256}"'
    again = client.get(path, headers={"If-None-Match": known})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", known)


def test_a_part_of_the_file_can_be_asked_for(
    client: httpx.Client, path: str, make: Callable[[], ModelFile]
) -> None:
    client.get(path)
    make()
    rest = client.get(path, headers={"Range": "bytes=10-"})
    assert (rest.status_code, rest.content) == (206, FILE[10:])


def test_the_last_and_the_best_epoch_and_any_other_are_models_of_their_own(
    client: httpx.Client, path: str, make: Callable[[], ModelFile]
) -> None:
    names = []
    for epoch in ("last", "best"):
        assert client.get(path, params={"epoch": epoch}).status_code == 202
        names.append(make().name.split("/")[1])
    assert names == ["2-1.keras", "1-1.keras"]
    assert client.get(path, params={"epoch": 1}).status_code == 200


def test_the_manifest_tells_what_is_kept(
    client: httpx.Client, path: str, make: Callable[[], ModelFile]
) -> None:
    client.get(path)
    file = make()
    [kept] = client.get(path.removesuffix("/model")).json()["manifest"]["models"]
    assert kept.pop("made_at")
    told = {"sha256": file.sha256, "size": file.size, "weights_sha256": file.weights_sha256}
    assert kept == {"epoch": 2, **told}


@pytest.mark.parametrize("epoch", ["3", "0", "final"])
def test_an_epoch_that_there_is_not_is_refused(client: httpx.Client, path: str, epoch: str) -> None:
    told = refusals(client.get(path, params={"epoch": epoch}))
    assert told == {"/epoch": f"`epoch` must be last, best or 1 to 2; received {epoch}"}


def test_a_run_that_still_trains_has_no_model(
    client: httpx.Client, submitted: dict[str, Any]
) -> None:
    path = f"{submitted['links']['runs']}/{submitted['runs'][0]['id']}/model"
    assert_problem(client.get(path), 409, "no-model")


def test_a_model_that_could_not_be_made_says_why_and_when_to_come_again(
    client: httpx.Client, path: str, commissions: Commissions
) -> None:
    client.get(path)
    commission = commissions.claim("worker")
    assert commission
    problem = Problem(type="/problems/model-differs", title="", detail="it came out differently")
    commissions.fail(commission.assignment.claim, problem)
    answer = client.get(path)
    told = assert_problem(answer, 409, "model-not-made")
    assert told["detail"] == "it came out differently"
    assert 590 <= int(answer.headers["retry-after"]) <= 600


def test_a_file_that_the_api_does_not_see_is_said_to_be_elsewhere(
    client: httpx.Client, path: str, make: Callable[[], ModelFile], settings: Settings
) -> None:
    client.get(path)
    (settings.checkpoints_directory / make().name).unlink()
    assert "LEHR_CHECKPOINTS" in assert_problem(client.get(path), 503, "unavailable")["detail"]
