"""How the page sums up what it is told."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from lehr.testing.service import Service
from tests.browser.modules import called

EXPERIMENT = {"optimizer": {"name": "SGD", "momentum": 0.5}, "schedule": {"kind": "constant"}}


@pytest.fixture(scope="module")
def modules(browser: Browser, service: Service) -> Iterator[Page]:
    page = browser.new_page(base_url=str(service.client.base_url))
    page.goto("/")
    yield page
    page.close()


def test_a_band_counts_the_runs_that_have_reached_the_epoch(modules: Page) -> None:
    band = """async () => {
      const { src } = document.querySelector("script[src$='scripts/main.js']");
      const { band } = await import(new URL("job/histories.js", src));
      const runs = [{ epoch: [1, 2, 3], loss: [4, 3, NaN] }, { epoch: [1, 3], loss: [2, 6] }];
      return band(runs, "loss", ({ epoch }) => epoch);
    }"""
    assert modules.evaluate(band) == {
        "epoch": [1, 2, 3],
        "x": [1, 2, 3],
        "mean": [3, 3.5, 6],
        "low": [2, 3, 6],
        "high": [4, 4, 6],
    }


def test_thinning_keeps_the_lowest_and_the_highest(modules: Page) -> None:
    over = {"x": list(range(100)), "mean": [0.0] * 40 + [9.0] + [0.0] * 30 + [-9.0] + [0.0] * 28}
    thinned = called(modules, "job/histories.js:thinned", over, 10)
    assert {9, -9} < set(thinned["mean"])
    assert (thinned["x"][0], thinned["x"][-1]) == (0, 99)
    assert len(thinned["x"]) <= 12


def test_smoothing_begins_with_the_first_value(modules: Page) -> None:
    assert called(modules, "job/histories.js:smoothed", [4, 4, 4], 0.9) == pytest.approx([4] * 3)


def test_only_what_differs_names_a_configuration(modules: Page) -> None:
    configurations = [
        {"optimizer": {"name": "SGD", "momentum": 0.5}, "schedule": {"kind": "constant"}},
        {"optimizer": {"name": "Adam"}, "schedule": {"kind": "constant"}},
    ]
    paths = called(modules, "job/parameters.js:differing", EXPERIMENT, configurations)
    assert paths == ["optimizer.name", "optimizer.momentum"]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.99138, "0.9914"), (0.00003162, "3.162e-5"), (0, "0"), ("NaN", "NaN")],
)
def test_a_number_has_four_digits(modules: Page, value: object, text: str) -> None:
    assert called(modules, "wording.js:number", value) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.42, "0.4 s"), (59, "59 s"), (200, "3 min 20 s"), (7500, "2 h 5 min"), (86400, "1 d")],
)
def test_a_duration_has_at_most_two_units(modules: Page, seconds: float, text: str) -> None:
    assert called(modules, "wording.js:duration", seconds) == text


def test_events_are_read_wherever_their_stream_is_cut(modules: Page) -> None:
    read = """async () => {
      const { src } = document.querySelector("script[src$='scripts/main.js']");
      const { messages } = await import(new URL("job/server_sent.js", src));
      const text = 'retry: 9\\n\\nid: 1\\ndata: {"seq": 1}\\n\\n: ping\\n\\ndata: {"seq": 2}\\n\\n';
      const bytes = new TextEncoder().encode(text);
      const body = new ReadableStream({
        start(controller) {
          bytes.forEach((byte) => controller.enqueue(new Uint8Array([byte])));
          controller.close();
        },
      });
      return Array.fromAsync(messages(body));
    }"""
    assert modules.evaluate(read) == [None, {"seq": 1}, None, {"seq": 2}]
