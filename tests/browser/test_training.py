"""*Train this*: from a curve to a job that is held to it."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from lehr.testing.service import Service
from tests.browser.playing import EXPONENTIAL, PLATEAU, play


def train(page: Page, epochs: str) -> None:
    """Open the form, fill it in, and hand it in."""
    page.get_by_role("button", name="Train this").click()
    page.get_by_role("dialog").get_by_label("Epochs").fill(epochs)
    page.get_by_role("dialog").get_by_label("Seeds").fill("7, 8")
    page.get_by_role("dialog").get_by_role("button", name="Train", exact=True).click()


@pytest.mark.parametrize(
    "curve",
    [EXPONENTIAL, PLATEAU, {**PLATEAU, "unit": "epoch"}],
    ids=["plain", "feedback", "feedback in the place of one that counted epochs"],
)
def test_a_curve_becomes_a_job_that_is_held_to_it(
    page: Page, service: Service, curve: dict[str, Any]
) -> None:
    play(page, curve)
    digest = page.locator(".hash code").inner_text()
    train(page, "3")
    page.wait_for_url("**/#/jobs/*")
    job = service.finished(page.url.rpartition("/")[2])
    assert job["status"] == "succeeded"
    assert job["experiment"]["schedule_hash"] == digest
    assert [run["seed"] for run in job["runs"]] == [7, 8]


def test_a_form_that_is_sent_twice_hands_in_one_job(page: Page) -> None:
    play(page, EXPONENTIAL)
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.get_by_role("button", name="Train this").click()
    page.get_by_role("dialog").get_by_label("Epochs").fill("1")
    page.locator("dialog form").evaluate("form => { form.requestSubmit(); form.requestSubmit() }")
    page.wait_for_url("**/#/jobs/*")
    assert sum(url.endswith("/jobs") for url in asked) == 1


def test_what_a_job_cannot_be_is_told_at_the_field(page: Page) -> None:
    play(page, EXPONENTIAL)
    train(page, "many")
    complaint = page.locator('dialog .field[data-pointer="/epochs"] .violation')
    expect(complaint).to_contain_text('received "many"')
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
