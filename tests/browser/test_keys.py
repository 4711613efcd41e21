"""The page of a service that wants a key."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from api.main import create_app
from lehr.settings import Settings
from tests.api.serving import serving
from tests.browser.playing import LINES
from tests.browser.visits import Visits

KEY = "lehr_a-key"


@pytest.fixture(scope="module")
def locked(migrated_url: str, redis_url: str) -> Iterator[str]:
    settings = Settings(database_url=migrated_url, redis_url=redis_url, api_keys=KEY)
    with serving(create_app(settings)) as client:
        yield str(client.base_url)


@pytest.fixture
def page(browser: Browser, locked: str) -> Iterator[Page]:
    visits = Visits(browser, locked)
    yield visits.page()
    visits.end()


def give(page: Page, key: str) -> None:
    page.get_by_label("API key").fill(key)
    page.get_by_role("button", name="Use this key").click()


def test_a_key_is_asked_for_kept_for_the_tab_and_forgotten(page: Page) -> None:
    page.goto("/")
    give(page, KEY)
    page.locator(LINES).first.wait_for()
    page.reload()
    page.locator(LINES).first.wait_for()
    page.get_by_role("button", name="Forget key").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_wrong_key_is_refused_and_another_asked_for(page: Page) -> None:
    page.goto("/")
    give(page, "wrong")
    expect(page.get_by_role("dialog")).to_contain_text("does not know that key")
    give(page, KEY)
    page.locator(LINES).first.wait_for()


def test_files_are_fetched_with_the_key(page: Page) -> None:
    page.goto("/")
    give(page, KEY)
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.path().read_text().startswith("step,learning_rate\n")
