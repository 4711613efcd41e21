"""What every refusal has in common."""

from typing import Any

import httpx

MEMBERS = ["type", "title", "status", "detail", "instance"]


def assert_problem(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """Hold an answer to RFC 9457, and return its document."""
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert list(problem)[:5] == MEMBERS
    assert (answer.status_code, problem["status"]) == (status, status)
    assert problem["type"] == f"/problems/{code}"
    assert problem["instance"] == answer.headers["x-request-id"]
    assert problem["title"]
    assert problem["detail"]
    assert "Traceback" not in answer.text
    return problem


def refusals(answer: httpx.Response) -> dict[str, str]:
    """Return the detail of every violation that a 422 names, by its pointer."""
    problem = assert_problem(answer, 422, "invalid-request")
    return {error["pointer"]: error["detail"] for error in problem["errors"]}
