"""`GET /jobs/{id}/plot`: what happened, as a picture."""

from typing import Any
from xml.etree import ElementTree as ET

import httpx
import pytest

from lehr.store.engine import Sessions
from tests.api.problems import assert_problem, refusals
from tests.lehr.analyses.ended import compared_job
from tests.lehr.plots.test_bands import texts


@pytest.fixture
def path(client: httpx.Client, sessions: Sessions, body: dict[str, Any]) -> str:
    """The pictures of a job of two configurations and three seeds."""
    job_id = compared_job(sessions, body)
    assert client.get(f"/jobs/{job_id}").status_code == 200
    return f"/jobs/{job_id}/plot"


@pytest.mark.parametrize("series", ["loss", "learning_rate", "val_accuracy"])
def test_every_column_is_drawn_by_configuration(
    client: httpx.Client, path: str, series: str
) -> None:
    answer = client.get(path, params={"series": series})
    said = texts(answer.content)
    assert answer.headers["content-type"] == "image/svg+xml"
    assert f"{series}: mean over seeds" in said
    assert "optimizer.momentum=0.9, 3 seeds" in said


def test_a_comparison_is_drawn_with_its_intervals(client: httpx.Client, path: str) -> None:
    asked = {"series": "comparison", "metric": "val_accuracy", "at": "best"}
    said = texts(client.get(path, params=asked).content)
    assert "val_accuracy: mean over seeds and its 95 % interval" in said
    assert "optimizer.momentum=0.9 (n = 3)" in said


def test_of_many_configurations_the_best_are_drawn(
    client: httpx.Client, sessions: Sessions, body: dict[str, Any]
) -> None:
    accuracies = {momentum / 30: [momentum / 30] for momentum in range(22)}
    job_id = compared_job(sessions, body, accuracies)
    place = f"/jobs/{job_id}/plot"
    said = texts(client.get(place, params={"series": "val_accuracy"}).content)
    assert "the best 6 of 22 configurations, by final val_accuracy" in said
    assert "optimizer.momentum=0.7" in said
    assert "optimizer.momentum=0.466667" not in said
    compared = texts(client.get(place, params={"series": "comparison"}).content)
    assert "the best 20 of 22 configurations" in compared


def test_a_picture_comes_as_png_and_dark(client: httpx.Client, path: str) -> None:
    asked = {"format": "png", "theme": "dark", "axis": "log"}
    answer = client.get(path, params=asked)
    assert answer.headers["content-type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")
    by_header = client.get(path, headers={"Accept": "image/png"})
    assert by_header.headers["content-type"] == "image/png"


def test_an_svg_may_be_styled_and_nothing_else(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    links = [
        value
        for one in ET.fromstring(answer.content).iter()
        for name, value in one.items()
        if name.endswith("href")
    ]
    assert all(link.startswith("#") for link in links)


def test_a_known_picture_is_not_drawn_again(client: httpx.Client, path: str) -> None:
    known = {"If-None-Match": client.get(path).headers["etag"]}
    assert client.get(path, headers=known).status_code == 304
    assert client.get(path, params={"series": "val_loss"}, headers=known).status_code == 200


def test_an_unknown_series_is_told_and_the_known_ones_named(
    client: httpx.Client, path: str
) -> None:
    refused = refusals(client.get(path, params={"series": "héight\r\n"}))
    known = "comparison or one of learning_rate, loss, accuracy, val_loss, val_accuracy"
    assert refused == {"/series": f'`series` must be {known}; received "héight\\r\\n"'}


def test_an_unknown_format_or_look_is_told(client: httpx.Client, path: str) -> None:
    for name in ("format", "theme", "axis", "colour"):
        assert f"/{name}" in refusals(client.get(path, params={name: "gif"}))


@pytest.mark.parametrize("series", ["loss", "comparison"])
def test_before_the_first_epoch_there_is_nothing_to_draw(
    client: httpx.Client, submitted: dict[str, Any], series: str
) -> None:
    answer = client.get(f"/jobs/{submitted['id']}/plot", params={"series": series})
    problem = assert_problem(answer, 409, "nothing-to-draw")
    assert submitted["id"] in problem["detail"]


def test_nobody_knows_the_job(client: httpx.Client) -> None:
    assert_problem(client.get("/jobs/nobody/plot"), 404, "unknown-job")
