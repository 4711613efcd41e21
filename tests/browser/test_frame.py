"""The frame that all views share."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visits import WIDE, Visits, barriers

VIEWS = ["playground", "studies", "jobs"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_nothing_bars_anyone(visits: Visits, view: str, theme: str) -> None:
    page = visits.page(WIDE, color_scheme=theme)
    page.goto(f"/#/{view}")
    page.locator("h1").wait_for()
    assert barriers(page) == []


def test_the_bar_leads_to_every_view_and_names_the_one_that_is_shown(page: Page) -> None:
    page.goto("/")
    for view in ("Studies", "Jobs", "Playground"):
        page.get_by_role("link", name=view, exact=True).click()
        expect(page).to_have_title(f"{view} · Lehr")
        expect(page.locator(".bar a[aria-current=page]")).to_have_text(view)


def test_the_theme_is_the_systems_until_one_is_chosen_which_is_kept(visits: Visits) -> None:
    page = visits.page(WIDE, color_scheme="dark")
    page.goto("/#/studies")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_label("Theme").select_option("light")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == light != dark


def test_an_address_can_name_the_theme(page: Page) -> None:
    page.goto("/#/studies?theme=dark")
    expect(page.get_by_label("Theme")).to_have_value("dark")


def test_the_content_is_one_key_press_from_the_top(page: Page) -> None:
    page.goto("/#/studies")
    page.locator("h1").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "view"
