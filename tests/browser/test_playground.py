"""The playground: what is changed is drawn, told in words and code, and kept in the address."""

import re

import pytest
from playwright.sync_api import Page, expect

from lehr.testing.service import Service
from tests.browser.playing import (
    COSINE,
    EXPONENTIAL,
    LINES,
    PLATEAU,
    STEPS,
    curve,
    facts,
    parameter,
    play,
)
from tests.browser.visits import NARROW, WIDE, Visits, barriers

NESTED = curve(
    "sequence",
    schedules=[
        {"kind": "constant", "learning_rate": 0.1},
        {"kind": "cosine", "initial_learning_rate": 0.1, "decay_steps": 300},
    ],
    boundaries=[700],
)
CONTROLS = """(kinds) => kinds.map(([library, kind]) => {
    for (const [id, value] of [["library", library], ["kind", kind]]) {
        const select = document.getElementById(id);
        select.value = value;
        select.dispatchEvent(new Event("change"));
    }
    const texts = (where, read) => Array.from(document.querySelectorAll(where), read);
    return {
        names: texts(".parameters label, .parameters legend", (one) => one.textContent),
        choices: texts(".parameters select", (one) => one.value),
    };
})"""
PLATEAU_KIND = "torch.ReduceLROnPlateau"
KERAS_DOCUMENT = """{"class_name": "ExponentialDecay", "config": {
    "initial_learning_rate": 0.1, "decay_steps": 10, "decay_rate": 0.9}}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_bars_anyone_from_a_full_playground(visits: Visits, theme: str) -> None:
    page = play(visits.page(WIDE, color_scheme=theme), PLATEAU, NESTED, STEPS)
    page.locator(".translation pre").wait_for()
    page.get_by_text("Table", exact=True).click()
    assert barriers(page) == []


def test_a_curve_follows_its_parameters(page: Page) -> None:
    play(page, EXPONENTIAL)
    before = page.locator(LINES).get_attribute("d")
    parameter(page, "decay_rate").fill("0.9")
    expect(page.locator(".facts")).to_contain_text("0.034904")
    assert page.locator(LINES).get_attribute("d") != before


def test_a_slider_moves_the_number_beside_it(page: Page) -> None:
    play(page, EXPONENTIAL)
    slider = page.get_by_label("initial_learning_rate, by sliding")
    slider.fill("150")
    expect(parameter(page, "initial_learning_rate")).to_have_value("1")
    expect(page.locator(".facts")).to_contain_text("0.00098")


def test_what_is_wrong_is_told_at_the_field_and_only_until_it_is_right(page: Page) -> None:
    play(page, EXPONENTIAL)
    field = parameter(page, "decay_steps")
    field.fill("-5")
    complaint = page.locator('.field[data-pointer="/decay_steps"] .violation')
    expect(complaint).to_have_text("Input should be greater than 0; received -5")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("50")
    expect(complaint).to_have_count(0)
    expect(field).not_to_have_attribute("aria-invalid", "true")


def test_a_schedule_within_a_schedule_has_controls_of_its_own(page: Page) -> None:
    play(page, NESTED)
    page.locator('fieldset[data-pointer="/schedules/1"]').get_by_label("alpha", exact=True).fill(
        "0.5"
    )
    expect(page.locator(".facts")).to_contain_text("0.0500")
    page.locator('fieldset[data-pointer="/schedules/1"]').get_by_label("kind").select_option("step")
    expect(page.locator('fieldset[data-pointer="/schedules/1"]')).to_contain_text("drop")


def test_a_fault_deep_inside_is_told_where_it_is(page: Page) -> None:
    play(page, NESTED)
    group = page.locator('fieldset[data-pointer="/schedules/1"]')
    group.get_by_label("decay_steps", exact=True).fill("none")
    expect(group.locator(".violation")).to_contain_text('received "none"')


def test_another_kind_keeps_what_it_shares_with_the_last(page: Page) -> None:
    play(page, curve("cosine", initial_learning_rate=0.3, decay_steps=500))
    page.get_by_label("Library").select_option("keras")
    page.get_by_label("Kind", exact=True).select_option("keras.PolynomialDecay")
    expect(parameter(page, "initial_learning_rate")).to_have_value("0.3")
    expect(parameter(page, "decay_steps")).to_have_value("500")


def test_the_keyboard_stays_where_it_is_used(page: Page) -> None:
    play(page, COSINE)
    page.get_by_label("Kind", exact=True).focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("heading", name="cosine_k_decay").wait_for()
    expect(page.get_by_label("Kind", exact=True)).to_be_focused()
    page.get_by_role("button", name="Add a curve").press("Enter")
    expect(page.locator(".chosen .pick")).to_be_focused()


def test_what_is_wrong_with_a_curve_is_told_whenever_it_is_worked_on(page: Page) -> None:
    play(page, COSINE, EXPONENTIAL | {"schedule": EXPONENTIAL["schedule"] | {"decay_steps": 0}})
    page.locator(".pick").nth(1).click()
    expect(page.locator(".parameters .violation")).to_contain_text("greater than 0")
    page.locator(".pick").nth(0).click()
    expect(page.locator(".violation")).to_have_count(0)


def test_every_kind_has_a_control_for_every_parameter(page: Page, service: Service) -> None:
    kinds = service.client.get("/schedules").json()["kinds"]
    play(page, COSINE)
    shown = page.evaluate(CONTROLS, [[kind["library"] or "lehr", kind["kind"]] for kind in kinds])
    for kind, controls in zip(kinds, shown, strict=True):
        assert set(kind["parameters"]["properties"]) <= set(controls["names"])
        assert "" not in controls["choices"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('{"kind": "cosine", "initial_learning_rate": 1, "decay_steps": 9}', "cosine"),
        (KERAS_DOCUMENT, "keras.ExponentialDecay"),
        ("torch.optim.lr_scheduler.StepLR(torch.optim.SGD(p, lr=1), step_size=3)", "torch.StepLR"),
        ("torch.optim.lr_scheduler.ReduceLROnPlateau(torch.optim.SGD(p, lr=1))", PLATEAU_KIND),
    ],
    ids=["json", "document", "call", "feedback"],
)
def test_a_schedule_is_pasted_as_it_stands(page: Page, text: str, kind: str) -> None:
    play(page, STEPS)
    page.get_by_text("Paste a schedule").click()
    page.locator("#pasted").fill(text)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_label("Kind", exact=True)).to_have_value(kind)
    expect(page.locator(".facts")).to_be_visible()


def test_what_cannot_be_read_is_told_where_it_was_pasted(page: Page) -> None:
    play(page, STEPS)
    page.get_by_text("Paste a schedule").click()
    page.locator("#pasted").fill("StepLR(")
    page.get_by_role("button", name="Read it").click()
    expect(page.locator(".pasting .failure")).to_contain_text("one constructor call")
    expect(page.locator("#pasted")).to_have_value("StepLR(")


def test_curves_are_added_named_hidden_duplicated_and_removed(page: Page) -> None:
    play(page, COSINE)
    page.get_by_role("button", name="Add a curve").click()
    expect(page.locator(LINES)).to_have_count(2)
    page.get_by_label("Name of constant").fill("flat")
    page.get_by_role("button", name="Duplicate cosine").click()
    expect(page.locator(LINES)).to_have_count(3)
    page.get_by_label("show").nth(1).uncheck()
    expect(page.locator(LINES)).to_have_count(2)
    page.get_by_role("button", name="Remove flat").click()
    assert page.locator(".curve .pick").all_inner_texts() == ["cosine", "cosine"]


def test_an_address_shows_the_same_to_someone_else(visits: Visits) -> None:
    page = play(visits.page(), EXPONENTIAL, STEPS)
    page.get_by_label("logarithmic").check()
    page.get_by_label("Steps", exact=True).fill("321")
    page.get_by_label("Name of step").fill("stairs & <more>")
    parameter(page, "decay_rate").fill("0.25")
    page.get_by_label("PyTorch").check()
    page.wait_for_url("**code=torch**")
    told = facts(page)
    other = visits.page()
    other.goto(page.url)
    other.locator(LINES).first.wait_for()
    expect(other.get_by_label("logarithmic")).to_be_checked()
    expect(other.get_by_label("PyTorch")).to_be_checked()
    expect(other.locator(".curve .pick").nth(1)).to_have_text("stairs & <more>")
    assert facts(other) == told


def test_a_spoilt_address_shows_a_playground_all_the_same(page: Page) -> None:
    page.goto("/#/playground?curves=[{&steps=-4&chosen=9&axis=round&metric=x")
    page.locator(LINES).first.wait_for()
    expect(page.get_by_label("Steps", exact=True)).to_have_value("1000")


def test_landmarks_are_marked_on_the_curve_and_told_in_words(page: Page) -> None:
    play(page, NESTED)
    expect(page.locator(".landmarks")).to_contain_text("at step 700")
    expect(page.locator(".scatterlayer .points path")).not_to_have_count(0)


def test_warnings_are_told(page: Page) -> None:
    play(page, curve("warmup", steps=10, schedule=COSINE["schedule"]))
    expect(page.locator(".care").first).to_contain_text("the first update changes nothing")


def test_a_new_name_reaches_the_chart(page: Page) -> None:
    play(page, COSINE)
    page.get_by_label("Name of cosine").fill("slow")
    expect(page.locator(".stage figcaption")).to_contain_text("slow")


def test_pictures_have_the_axis_and_the_theme_that_are_shown(page: Page) -> None:
    play(page, COSINE)
    page.get_by_label("logarithmic").check()
    picture = page.get_by_role("link", name="SVG")
    expect(picture).to_have_attribute("href", re.compile("axis=log&theme=light"))
    page.emulate_media(color_scheme="dark")
    expect(picture).to_have_attribute("href", re.compile("axis=log&theme=dark"))


def test_the_table_behind_the_chart_has_its_numbers(page: Page) -> None:
    play(page, COSINE, curve("constant", name="flat", learning_rate=0.25), steps="5")
    page.get_by_text("Table", exact=True).click()
    assert page.locator(".stage th").all_inner_texts() == ["step", "cosine", "flat"]
    rows = page.locator(".stage tbody tr")
    assert rows.nth(4).locator("td").all_inner_texts()[::2] == ["4", "0.25"]


def test_code_is_given_for_every_library_with_what_is_to_be_known(page: Page) -> None:
    play(page, EXPONENTIAL)
    expect(page.locator(".translation pre")).to_contain_text("ExponentialDecay")
    page.get_by_label("PyTorch").check()
    expect(page.locator(".translation pre")).to_contain_text("torch")
    page.get_by_label("Python", exact=True).check()
    expect(page.locator(".translation pre")).to_contain_text("def learning_rate(step):")


def test_code_is_copied(visits: Visits) -> None:
    page = play(visits.page(permissions=["clipboard-read", "clipboard-write"]), EXPONENTIAL)
    page.get_by_role("button", name="Copy").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert "ExponentialDecay(" in page.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize("shown", [NESTED, PLATEAU], ids=["nested", "feedback"])
@pytest.mark.parametrize("form", ["CSV", "SVG", "PNG"])
def test_a_curve_is_taken_away_by_its_address(
    page: Page, service: Service, shown: dict[str, object], form: str
) -> None:
    play(page, shown)
    link = page.get_by_role("link", name=form).get_attribute("href")
    answer = service.client.get(str(link))
    assert answer.status_code == 200
    assert form.lower() in answer.headers["content-type"]


def test_everything_is_within_a_narrow_screen(visits: Visits) -> None:
    page = play(visits.page(NARROW), PLATEAU, NESTED)
    page.locator(".translation pre").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]


def test_a_lehr_that_has_gone_is_told_and_comes_back(visits: Visits) -> None:
    page = play(visits.page(), EXPONENTIAL)
    page.context.set_offline(True)
    parameter(page, "decay_rate").fill("0.3")
    expect(page.locator(".editor .failure")).to_contain_text("Lehr does not answer")
    page.context.set_offline(False)
    parameter(page, "decay_rate").fill("0.31")
    expect(page.locator(".editor .failure")).to_have_count(0)
