"""The studies, run by pressing a button."""

import re

import pytest
from playwright.sync_api import Page, expect

from lehr.testing.service import Service
from tests.browser.jobs_shown import PATIENCE
from tests.browser.visits import NARROW, WIDE, Visits, barriers


def test_a_study_is_run_to_its_end_and_found_again(page: Page) -> None:
    page.goto("/#/studies")
    study = page.locator("#study-ionosphere-baseline")
    expect(study).to_contain_text("95.69 % was published")
    study.get_by_role("button", name="Run").click()
    expect(study.locator(".measured")).to_contain_text("succeeded", timeout=PATIENCE)
    measured = study.locator("tbody td").first
    expect(measured).to_have_text(re.compile(r"^0\.9\d+$"))
    accuracy = measured.text_content()
    study.locator(".js-line").first.wait_for(timeout=PATIENCE)
    page.reload()
    expect(study.locator("tbody td").first).to_have_text(accuracy or "")
    study.get_by_role("link", name="Open the job").click()
    expect(page.locator(".job-header")).to_contain_text("study: ionosphere-baseline")


def test_a_study_that_cannot_be_looked_up_leaves_the_others(page: Page) -> None:
    page.route("**/jobs?label=study*ionosphere-baseline*", lambda route: route.abort())
    page.goto("/#/studies")
    failure = page.locator("#study-ionosphere-baseline .failure")
    expect(failure).to_contain_text("does not answer")
    expect(page.locator("#study-decay-curves tbody tr")).to_have_count(4)


def test_a_study_outlives_requests_that_fail(page: Page) -> None:
    page.goto("/#/studies")
    study = page.locator("#study-ionosphere-baseline")
    study.get_by_role("button", name="Run").click()
    study.get_by_role("link", name="Open the job").wait_for(timeout=PATIENCE)
    page.route("**/history?*", lambda route: route.abort(), times=2)
    expect(study.locator(".measured")).to_contain_text("succeeded", timeout=PATIENCE)


def test_a_study_without_training_shows_its_curves(page: Page) -> None:
    page.goto("/#/studies")
    study = page.locator("#study-decay-curves")
    expect(study.locator("tbody tr")).to_have_count(4)
    expect(study.locator("tbody tr").first).to_contain_text("0.0004785")
    expect(study.get_by_role("button", name="Run")).to_have_count(0)
    study.scroll_into_view_if_needed()
    study.locator(".js-line").nth(3).wait_for(timeout=PATIENCE)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_bars_anyone_from_a_study(visits: Visits, service: Service, theme: str) -> None:
    service.finished(service.client.post("/studies/ionosphere-baseline").json()["id"])
    for viewport in (WIDE, NARROW):
        page = visits.page(viewport, color_scheme=theme)
        page.goto("/#/studies")
        page.locator("#study-ionosphere-baseline table").first.wait_for(timeout=PATIENCE)
        assert barriers(page) == []
