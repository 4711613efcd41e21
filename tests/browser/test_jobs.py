"""The list of jobs."""

import re

import pytest
from playwright.sync_api import Page, expect

from api.main import create_app
from lehr.settings import Settings
from lehr.testing.service import Service, ionosphere
from tests.api.serving import serving
from tests.browser.jobs_shown import LONG, PATIENCE, posted
from tests.browser.visits import NARROW, WIDE, Visits, barriers


def test_a_service_without_jobs_says_what_to_do(
    page: Page, database_url: str, redis_url: str
) -> None:
    settings = Settings(database_url=database_url, redis_url=redis_url)
    with serving(create_app(settings)) as client:
        page.goto(f"{client.base_url}/#/jobs")
        expect(page.locator(".empty")).to_contain_text("No job has been handed in yet")
        page.locator(".empty").get_by_role("link", name="studies").click()
        expect(page).to_have_title("Studies · Lehr")


def test_jobs_are_found_by_label_and_status(page: Page, service: Service) -> None:
    job_id = posted(service, ionosphere(epochs=1, labels={"team": "sonar"}))
    service.finished(job_id)
    page.goto("/#/jobs")
    page.get_by_label("Label").fill("team:sonar")
    page.get_by_label("Label").press("Enter")
    page.get_by_label("Status").select_option("succeeded")
    rows = page.locator(".jobs tbody tr")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("team: sonar")
    page.get_by_label("Status").select_option("failed")
    expect(page.locator(".empty")).to_contain_text("No job is like this")


def test_the_list_follows_what_happens(page: Page, service: Service) -> None:
    job_id = posted(service, ionosphere(epochs=LONG, labels={"list": "follows"}))
    page.goto("/#/jobs?label=list:follows")
    row = page.locator(".jobs tbody tr")
    expect(row).to_contain_text("running", timeout=PATIENCE)
    service.client.post(f"/jobs/{job_id}/cancel")
    expect(row).to_contain_text("cancelled", timeout=PATIENCE)


def test_older_jobs_are_a_page_away(page: Page, service: Service) -> None:
    for _ in range(26):
        posted(service, ionosphere(epochs=1, labels={"page": "two"}))
    page.goto("/#/jobs?label=page:two")
    page.get_by_role("link", name="Older jobs").click()
    expect(page).to_have_url(re.compile("cursor="))
    expect(page.locator(".jobs tbody tr")).to_have_count(1)
    page.get_by_role("link", name="Newest jobs").click()
    expect(page.locator(".jobs tbody tr")).to_have_count(25)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_bars_anyone_from_a_full_list(visits: Visits, service: Service, theme: str) -> None:
    posted(service, ionosphere(epochs=1, labels={"team": "radar"}))
    for viewport in (WIDE, NARROW):
        page = visits.page(viewport, color_scheme=theme)
        page.goto("/#/jobs")
        page.locator(".jobs tbody tr").first.wait_for()
        assert barriers(page) == []
