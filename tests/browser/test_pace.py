"""How soon the page can be used, and whether it ever keeps its user waiting.

What is counted is the time that Chromium's processors worked, so that a busy machine passes too.
"""

import json
from typing import Any

from playwright.sync_api import Browser, Page

from tests.browser.playing import COSINE, EXPONENTIAL, STEPS, parameter, play

CATEGORIES = ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"]
MICROSECONDS = 1e6


class Trace:
    """What the page's main thread did between two moments."""

    def __init__(self, events: list[dict[str, Any]]) -> None:
        threads = {
            (event["pid"], event["tid"])
            for event in events
            if event["name"] == "thread_name" and event["args"]["name"] == "CrRendererMain"
        }
        self.tasks = [
            event.get("tdur", 0) / MICROSECONDS
            for event in events
            if (event["pid"], event["tid"]) in threads and event["name"].endswith("RunTask")
        ]


def stop(browser: Browser) -> Trace:
    return Trace(json.loads(browser.stop_tracing())["traceEvents"])


def test_typing_never_blocks(browser: Browser, page: Page) -> None:
    play(page, EXPONENTIAL, COSINE, STEPS)
    page.locator(".translation pre").wait_for()
    browser.start_tracing(page=page, categories=CATEGORIES)
    parameter(page, "decay_steps").press_sequentially("1234567", delay=60)
    page.wait_for_timeout(500)
    tasks = stop(browser).tasks
    assert len(tasks) > 10
    assert max(tasks) < 0.050


def test_a_cold_page_can_soon_be_used(browser: Browser, page: Page) -> None:
    browser.start_tracing(page=page, categories=CATEGORIES)
    page.goto("/")
    parameter(page, "steps").wait_for()
    tasks = stop(browser).tasks
    assert 0.02 < sum(tasks) < 1.5


def test_the_controls_are_there_before_the_charts_script(page: Page) -> None:
    page.route("**/plotly-*.js", lambda route: route.abort())
    page.goto("/")
    parameter(page, "steps").wait_for()
    page.get_by_text("could not be loaded").wait_for()
