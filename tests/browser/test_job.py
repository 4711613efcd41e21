"""One job, looked at."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from lehr.testing import wait_until
from lehr.testing.service import Service, ionosphere
from tests.browser.jobs_shown import (
    DRAWN,
    LAST_EPOCH,
    LONG,
    PATIENCE,
    SECONDS,
    opened,
    posted,
    sweep,
)
from tests.browser.visits import NARROW, WIDE, Visits, barriers


@pytest.fixture(scope="module")
def swept(service: Service) -> str:
    """A job of two configurations by three seeds that has ended, half of it diverged."""
    return str(service.finished(posted(service, sweep()))["id"])


@pytest.fixture
def long(service: Service) -> str:
    """A job that trains for longer than anybody looks."""
    job_id = posted(service, ionosphere(epochs=LONG))
    service.trained(job_id)
    return job_id


def test_the_curves_of_a_job_grow_until_it_is_cancelled(page: Page, long: str) -> None:
    opened(page, long).locator(DRAWN).first.wait_for(timeout=PATIENCE)
    expect(page.locator(".connection")).to_have_text("live")
    epoch = page.evaluate(LAST_EPOCH)
    wait_until(lambda: page.evaluate(LAST_EPOCH) > epoch, SECONDS)
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator(".job-header")).to_contain_text("cancelled", timeout=PATIENCE)
    expect(page.get_by_role("button", name="Cancel")).to_have_count(0)


def test_a_job_is_paused_and_resumed(page: Page, service: Service, long: str) -> None:
    opened(page, long).get_by_role("button", name="Pause").click()
    expect(page.locator(".job-header")).to_contain_text("paused", timeout=PATIENCE)
    page.get_by_role("button", name="Resume").click()
    expect(page.locator(".job-header")).to_contain_text("running", timeout=PATIENCE)
    service.client.post(f"/jobs/{long}/cancel")


def test_an_open_page_outlives_the_api(page: Page, service: Service, long: str) -> None:
    opened(page, long)
    expect(page.locator(".connection")).to_have_text("live", timeout=PATIENCE)
    service.process("api").kill()
    expect(page.locator(".connection")).to_have_text("reconnecting …", timeout=PATIENCE)
    expect(page.locator(".connection")).to_have_text("live", timeout=PATIENCE)
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator(".job-header")).to_contain_text("cancelled", timeout=PATIENCE)


def hold(_: Route) -> None:
    """Keep a request back, as a proxy does that waits for the end of an answer."""


def test_a_stream_that_something_keeps_back_is_replaced_by_asking(page: Page, long: str) -> None:
    page.route("**/events", hold)
    opened(page, long)
    expect(page.locator(".connection")).to_have_text("live, by asking", timeout=PATIENCE)
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator(".job-header")).to_contain_text("cancelled", timeout=PATIENCE)


def test_configurations_are_compared_in_words(page: Page, swept: str) -> None:
    opened(page, swept)
    verdicts = page.locator(".verdicts li")
    expect(verdicts.first).to_contain_text("initial_learning_rate 0.001 ranks first: mean val_mae")
    expect(verdicts.first).to_contain_text("95 % interval")
    expect(verdicts.nth(1)).to_contain_text("which has no finite val_mae")


def test_what_has_diverged_is_called_so(page: Page, swept: str) -> None:
    opened(page, swept)
    expect(page.locator(".job-header")).to_contain_text("3 diverged")
    expect(page.get_by_role("cell", name="diverged")).to_have_count(3)
    crosses = "document.querySelector('.curves .js-plotly-plot').data.filter(t => t.marker)"
    page.locator(DRAWN).first.wait_for()
    assert page.evaluate(f"{crosses}.length") > 0


def test_runs_are_sorted_by_a_column_that_differs(page: Page, swept: str) -> None:
    opened(page, swept).get_by_role("button", name="initial_learning_rate").click()
    rows = page.locator("section:has(#runs) tbody tr")
    expect(rows.first).to_contain_text("0.001")
    page.get_by_role("button", name="initial_learning_rate").click()
    expect(rows.last).to_contain_text("0.001")
    expect(page.locator("section:has(#runs) thead")).not_to_contain_text("momentum")


def test_the_keyboard_keeps_its_place_where_it_changes_something(page: Page, swept: str) -> None:
    box = opened(page, swept).get_by_label("initial_learning_rate 10")
    box.focus()
    page.keyboard.press("Space")
    expect(box).not_to_be_checked()
    expect(box).to_be_focused()


def test_an_address_shows_another_reader_the_same(page: Page, visits: Visits, swept: str) -> None:
    opened(page, swept).get_by_label("Metric").select_option("loss")
    page.get_by_label("Along").select_option("step")
    page.get_by_role("combobox", name="Loss").select_option("log")
    page.get_by_role("combobox", name="Rate").select_option("log")
    page.get_by_label("every run").check()
    page.get_by_label("initial_learning_rate 10").uncheck()
    other = visits.page(NARROW)
    other.goto(page.url)
    expect(other.get_by_label("Metric")).to_have_value("loss", timeout=PATIENCE)
    expect(other.get_by_label("Along")).to_have_value("step")
    expect(other.get_by_role("combobox", name="Loss")).to_have_value("log")
    expect(other.get_by_role("combobox", name="Rate")).to_have_value("log")
    other.locator(DRAWN).first.wait_for(timeout=PATIENCE)
    expect(other.get_by_label("every run")).to_be_checked()
    expect(other.get_by_label("initial_learning_rate 10")).not_to_be_checked()


def test_a_line_of_the_parallel_coordinates_draws_its_run(page: Page, swept: str) -> None:
    opened(page, swept).locator(".parallel .lines path").last.dispatch_event("click")
    expect(page.locator("section:has(#runs) input:checked")).to_have_count(1)
    expect(page).to_have_url(re.compile("traces="))


def test_curves_have_a_table_behind_them(page: Page, swept: str) -> None:
    opened(page, swept).locator(".curves summary").click()
    expect(page.locator(".curves tbody tr")).to_have_count(30)
    expect(page.locator(".curves thead")).to_contain_text("learning_rate")


def test_curves_change_their_colours_with_the_theme(page: Page, swept: str) -> None:
    colour = "document.querySelector('.curves .js-plotly-plot').data.at(-1).line.color"
    opened(page, swept).locator(DRAWN).first.wait_for()
    light = page.evaluate(colour)
    page.emulate_media(color_scheme="dark")
    wait_until(lambda: page.evaluate(colour) != light, SECONDS)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_bars_anyone_from_a_job(visits: Visits, swept: str, theme: str) -> None:
    for viewport in (WIDE, NARROW):
        page = opened(visits.page(viewport, color_scheme=theme), swept)
        page.locator(".verdicts").wait_for(timeout=PATIENCE)
        assert barriers(page) == []


def test_a_range_test_shows_what_its_rules_suggest(page: Page, service: Service) -> None:
    body = ionosphere(lr_range_test={"from": 1e-5, "to": 10, "steps": 100})
    del body["schedule"], body["epochs"]
    job_id = posted(service, body)
    service.finished(job_id)
    section = opened(page, job_id).locator("section:has(#range-test)")
    for rule in ("valley", "steep", "minimum", "slide"):
        expect(section.locator("thead")).to_contain_text(rule)
    expect(section.locator("tbody").first).to_contain_text("seed 7")
    section.locator(".js-line").first.wait_for(timeout=PATIENCE)


def test_a_job_is_cloned_with_changes(page: Page, service: Service, swept: str) -> None:
    opened(page, swept).get_by_role("button", name="Clone with changes").click()
    text = page.get_by_label("The body of POST /jobs")
    wrong = json.loads(text.input_value()) | {"epochs": 0}
    text.fill(json.dumps(wrong))
    page.get_by_role("button", name="Check without training").click()
    expect(page.get_by_role("dialog")).to_contain_text("/epochs:")
    text.fill(json.dumps(wrong | {"epochs": 2}))
    page.get_by_role("button", name="Check without training").click()
    expect(page.get_by_role("dialog")).to_contain_text("6 runs of 2 configurations")
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.locator(".job-header")).to_contain_text("of 12 epochs", timeout=PATIENCE)
    assert service.client.get("/jobs?limit=1").json()["jobs"][0]["experiment"]["epochs"] == 2


def test_text_that_is_no_json_is_told_in_the_form(page: Page, swept: str) -> None:
    opened(page, swept).get_by_role("button", name="Clone with changes").click()
    page.get_by_label("The body of POST /jobs").fill("{")
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.get_by_role("dialog").locator(".failure")).to_contain_text("JSON")


def test_a_job_is_trained_on_as_another_one(page: Page, service: Service) -> None:
    job_id = posted(service, ionosphere(epochs=2))
    service.finished(job_id)
    opened(page, job_id).get_by_label("Train on to epoch").fill("3")
    page.get_by_role("button", name="Extend").click()
    expect(page.get_by_role("link", name="goes on from another job")).to_be_visible()
    expect(page.locator(".job-header")).to_contain_text("3 of 3 epochs", timeout=PATIENCE)


def test_a_history_is_taken_away_as_csv(page: Page, swept: str, tmp_path: Path) -> None:
    with page.expect_download() as download:
        opened(page, swept).get_by_role("button", name="History as CSV").click()
    download.value.save_as(tmp_path / "history.csv")
    lines = (tmp_path / "history.csv").read_text().splitlines()
    assert lines[0].startswith("run,seed,epoch,learning_rate,loss")
    assert len(lines) == 31


def test_the_curves_of_a_job_are_taken_away_as_a_picture(
    page: Page, swept: str, tmp_path: Path
) -> None:
    with page.expect_download() as download:
        opened(page, swept).get_by_role("button", name="Loss as SVG").click()
    download.value.save_as(tmp_path / "loss.svg")
    assert "<svg" in (tmp_path / "loss.svg").read_text()


def test_the_form_says_that_the_service_is_away(page: Page, swept: str) -> None:
    opened(page, swept).get_by_role("button", name="Clone with changes").click()
    page.route("**/jobs?validate_only=true", lambda route: route.abort())
    page.get_by_role("button", name="Check without training").click()
    expect(page.get_by_role("dialog").locator(".failure")).to_contain_text("does not answer")


def test_a_job_that_is_not_there_is_named(page: Page) -> None:
    page.goto("/#/jobs/00000000-0000-0000-0000-000000000000")
    expect(page.locator(".failure")).to_contain_text("00000000-0000-0000-0000-000000000000")
