"""Jobs for the page to show, and what is asked of a page that shows one."""

from typing import Any

from playwright.sync_api import Page, expect

from lehr.testing.service import Service, ionosphere

LONG = 200_000
"""Epochs that take longer than any test looks at."""
SECONDS = 60
"""For what a worker has to do before."""
PATIENCE = 1000 * SECONDS
"""The same, as the browser counts."""
DRAWN = ".curves .js-plotly-plot .js-line"
LAST_EPOCH = "document.querySelector('.curves .js-plotly-plot').data[0].x.at(-1)"


def sweep(**changes: Any) -> dict[str, Any]:
    """Return two rates by three seeds, of which the higher one diverges."""
    layers = [{"layer": "Dense", "units": 34, "activation": "relu"}, {"layer": "Dense", "units": 1}]
    body = ionosphere(
        model={"layers": layers},
        loss="mean_squared_error",
        metrics=["mae"],
        epochs=5,
        seeds=[1, 2, 3],
        sweep={"schedule.initial_learning_rate": [10.0, 0.001]},
    )
    del body["seed"]
    return body | changes


def posted(service: Service, body: dict[str, Any]) -> str:
    """Hand in a job, and return its id."""
    job_id: str = service.client.post("/jobs", json=body).raise_for_status().json()["id"]
    return job_id


def opened(page: Page, job_id: str, query: str = "") -> Page:
    """Open a job's view, and wait until it is there."""
    page.goto(f"/#/jobs/{job_id}{query}")
    expect(page.locator(".job-header")).to_be_visible(timeout=PATIENCE)
    return page
