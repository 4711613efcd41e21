"""The metric that feedback schedules answer to, drawn by hand."""

from playwright.sync_api import Page, expect

from tests.browser.playing import COSINE, PLATEAU, facts, parameter, play


def test_a_metric_is_drawn_with_the_pointer(page: Page) -> None:
    play(page, PLATEAU)
    before = facts(page)["last"]
    box = page.get_by_role("slider", name="Metric").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 10, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 10, box["y"] + 60)
    page.mouse.up()
    expect(page.locator(".facts")).not_to_contain_text(before)
    values = page.get_by_label("Values of the metric").input_value().split(", ")
    assert len(values) == 40
    assert len(set(values)) == 1


def test_a_metric_is_drawn_with_the_keyboard(page: Page) -> None:
    play(page, PLATEAU)
    drawing = page.get_by_role("slider", name="Metric")
    drawing.press("ArrowRight")
    drawing.press("ArrowUp")
    expect(drawing).to_have_attribute("aria-valuetext", "epoch 2: 0.9046")
    assert page.get_by_label("Values of the metric").input_value().startswith("1, 0.9046, ")


def test_a_metric_is_typed_and_says_how_long_the_range_is(page: Page) -> None:
    play(page, PLATEAU, COSINE)
    parameter(page, "patience").fill("1")
    page.get_by_label("Values of the metric").fill("1, 1, 1, 1, 1")
    page.locator(".metric-panel").get_by_label("Steps per epoch").fill("10")
    expect(page.get_by_label("Steps", exact=True)).to_have_value("50")
    expect(page.locator(".landmarks")).to_contain_text("at step 20, 30, 40")


def test_a_metric_is_asked_for_only_where_a_curve_answers_to_it(page: Page) -> None:
    play(page, COSINE)
    expect(page.get_by_role("slider", name="Metric")).to_be_hidden()
    page.get_by_label("Kind", exact=True).select_option("reduce_on_plateau")
    expect(page.get_by_role("slider", name="Metric")).to_be_visible()
