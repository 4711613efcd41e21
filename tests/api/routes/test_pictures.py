"""Previews as SVG and PNG."""

from typing import Any

import httpx
import pytest

from tests.api.problems import refusals

PREVIEW = "/schedules/preview"
CONSTANT: dict[str, Any] = {"kind": "constant", "learning_rate": 0.1}
STEP: dict[str, Any] = {"kind": "step", "initial_learning_rate": 0.1, "drop": 0.5, "every": 10}


@pytest.mark.parametrize(
    ("form", "content_type", "beginning"),
    [("svg", "image/svg+xml", b"<?xml"), ("png", "image/png", b"\x89PNG\r\n")],
)
def test_a_curve_comes_as_an_image(
    client: httpx.Client, form: str, content_type: str, beginning: bytes
) -> None:
    named = client.get(PREVIEW, params={**STEP, "steps": 50, "format": form})
    accepted = client.get(
        PREVIEW, params={**STEP, "steps": 50}, headers={"Accept": f"{content_type}, */*;q=0.1"}
    )
    posted = client.post(PREVIEW, params={"format": form}, json={"schedule": STEP, "steps": 50})
    assert named.headers["content-type"] == content_type
    assert named.content.startswith(beginning)
    assert named.content == accepted.content == posted.content
    known = client.get(
        PREVIEW,
        params={**STEP, "steps": 50, "format": form},
        headers={"If-None-Match": named.headers["etag"]},
    )
    assert known.status_code == 304


def test_a_browser_may_apply_the_styles_within_an_svg_and_nothing_else(
    client: httpx.Client,
) -> None:
    answer = client.get(PREVIEW, params={**STEP, "steps": 50, "format": "svg"})
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "style-src 'unsafe-inline'" in policy
    assert "unsafe" not in client.get("/schedules").headers["content-security-policy"]


def test_a_plot_has_the_axis_and_the_theme_that_are_asked_for(client: httpx.Client) -> None:
    asked = {**STEP, "steps": 50, "format": "svg"}
    looks = [{}, {"axis": "log"}, {"theme": "dark"}, {"axis": "log", "theme": "dark"}]
    plots = {client.get(PREVIEW, params={**asked, **look}).content for look in looks}
    assert len(plots) == len(looks)


@pytest.mark.parametrize(
    ("query", "pointer", "rule"),
    [("axis=logarithmic", "/axis", "'linear' or 'log'"), ("theme=blue", "/theme", "'light'")],
)
def test_a_look_that_there_is_not_is_refused(
    client: httpx.Client, query: str, pointer: str, rule: str
) -> None:
    flat = f"{PREVIEW}?kind=constant&learning_rate=1&at=0&{query}"
    assert rule in refusals(client.get(flat))[pointer]
    posted = client.post(f"{PREVIEW}?{query}", json={"schedule": CONSTANT, "at": [0]})
    assert rule in refusals(posted)[pointer]
