"""`GET /jobs` and `GET /jobs/{id}/runs`: page after page, filtered."""

from typing import Any

import httpx
import pytest

from tests.api.problems import refusals


def test_jobs_are_listed_newest_first_in_pages(client: httpx.Client, body: dict[str, Any]) -> None:
    ids = [client.post("/jobs", json=body).json()["id"] for _ in range(5)]
    path, listed = "/jobs?limit=2", []
    while path:
        answer = client.get(path)
        page = answer.json()
        listed += [job["id"] for job in page["jobs"]]
        path = answer.links.get("next", {}).get("url", "")
        assert (page["next"] is None) == (path == "")
    assert listed == ids[::-1]


def test_a_list_has_counts_instead_of_runs(client: httpx.Client, submitted: dict[str, Any]) -> None:
    [job] = client.get("/jobs").json()["jobs"]
    assert (job["id"], job["runs_by_status"]) == (submitted["id"], {"queued": 1})
    assert "runs" not in job


def test_a_cursor_goes_on_where_a_page_ended_though_jobs_arrive(
    client: httpx.Client, body: dict[str, Any]
) -> None:
    old, new = [client.post("/jobs", json=body).json()["id"] for _ in range(2)]
    page = client.get("/jobs?limit=1").json()
    client.post("/jobs", json=body)
    behind = client.get("/jobs", params={"cursor": page["next"]}).json()
    assert [job["id"] for job in page["jobs"] + behind["jobs"]] == [new, old]


def test_a_link_keeps_the_filters(client: httpx.Client, body: dict[str, Any]) -> None:
    for _ in range(2):
        client.post("/jobs", json=body | {"labels": {"team": "radar & co"}})
    query: dict[str, Any] = {"status": "queued", "label": "team:radar & co", "limit": 1}
    first = client.get("/jobs", params=query)
    second = client.get(first.links["next"]["url"]).json()
    assert (len(second["jobs"]), second["next"]) == (1, None)


def test_jobs_are_found_by_status(client: httpx.Client, body: dict[str, Any]) -> None:
    first, second = [client.post("/jobs", json=body).json() for _ in range(2)]
    client.post(first["links"]["cancel"])
    for status, job in (("cancelled", first), ("queued", second)):
        assert [j["id"] for j in client.get(f"/jobs?status={status}").json()["jobs"]] == [job["id"]]
    assert client.get("/jobs?status=failed").json()["jobs"] == []


@pytest.mark.parametrize(
    ("label", "found"),
    [("team:radar", 1), ("team:sonar", 0), ("radar:team", 0), ("url:http://x:1/", 1), ("%:%", 0)],
)
def test_jobs_are_found_by_label(
    client: httpx.Client, body: dict[str, Any], label: str, found: int
) -> None:
    client.post("/jobs", json=body | {"labels": {"team": "radar", "url": "http://x:1/"}})
    assert len(client.get("/jobs", params={"label": label}).json()["jobs"]) == found


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("limit=0", "/limit"),
        ("limit=201", "/limit"),
        ("limit=ten", "/limit"),
        ("status=odd", "/status"),
        ("label=team", "/label"),
        ("label=team:", "/label"),
        ("label=team:%00", "/label"),
        ("cursor=nonsense", "/cursor"),
        ("cursor=%FF", "/cursor"),
        ("labels=team:radar", "/labels"),
    ],
)
def test_a_refused_query_names_the_parameter(
    client: httpx.Client, query: str, pointer: str
) -> None:
    assert refusals(client.get(f"/jobs?{query}")).keys() == {pointer}


def test_a_job_pages_through_its_runs(client: httpx.Client, submitted: dict[str, Any]) -> None:
    page = client.get(submitted["links"]["runs"]).json()
    assert page == {"runs": submitted["runs"], "next": None}
    assert client.get(f"{submitted['links']['runs']}?status=failed").json()["runs"] == []


@pytest.mark.parametrize("query", ["cursor=!", "limit=0", "status=odd", "page=2"])
def test_pages_of_runs_are_refused_by_name(
    client: httpx.Client, submitted: dict[str, Any], query: str
) -> None:
    answer = client.get(f"{submitted['links']['runs']}?{query}")
    assert refusals(answer).keys() == {"/" + query.partition("=")[0]}
