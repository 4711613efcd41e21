"""A job of 64 runs by 1,000 epochs: what it takes to look at it."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from lehr.testing.service import Service, ionosphere
from tests.browser.jobs_shown import DRAWN, PATIENCE, opened, posted

RATES = [0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002]
SECONDS = 2
MEGABYTES = 300


@pytest.fixture(scope="module")
def large(service: Service) -> str:
    """A finished job of eight configurations by eight seeds, on rows that are trained at once."""
    rows = {"name": "blobs", "samples": 100, "centers": 2, "features": 2, "cluster_std": 2.0}
    body = ionosphere(
        dataset=rows | {"seed": 1},
        model={"layers": [{"layer": "Dense", "units": 2, "activation": "softmax"}]},
        epochs=1000,
        batch_size=80,
        validation={"split": 0.2},
        sweep={"schedule.initial_learning_rate": RATES},
        seeds=list(range(8)),
    )
    job_id = posted(service, {name: body[name] for name in body.keys() - {"loss", "seed"}})
    return str(service.finished(job_id)["id"])


def test_it_is_drawn_soon_and_takes_little(page: Page, large: str) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    opened(page, large).locator(DRAWN).first.wait_for(timeout=PATIENCE)
    taken: dict[str, Any] = {
        metric["name"]: metric["value"]
        for metric in session.send("Performance.getMetrics")["metrics"]
    }
    assert taken["ThreadTime"] < SECONDS  # of the page's own thread, whatever else is going on
    assert taken["JSHeapTotalSize"] < MEGABYTES * 1e6


def test_all_its_runs_can_be_drawn(page: Page, large: str) -> None:
    opened(page, large, "?singles=1").locator(DRAWN).first.wait_for(timeout=PATIENCE)
    lines = "document.querySelector('.curves .js-plotly-plot').data.length"
    assert page.evaluate(lines) > 64 * 3


def test_its_runs_are_shown_page_by_page(page: Page, large: str) -> None:
    opened(page, large).get_by_role("button", name="Next").click()
    expect(page.locator("section:has(#runs) tbody tr")).to_have_count(14)
    expect(page.get_by_label("Pages of runs")).to_contain_text("51 to 64 of 64")
