"""A real Chromium, and a whole Lehr for it to show."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from lehr.testing.service import Service, serving
from tests.browser.chromium import CHROMIUM, browsing
from tests.browser.visits import WIDE, Visits

HERE = Path(__file__).parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left_out = [item for item in items if CHROMIUM is None and HERE in item.path.parents]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if CHROMIUM is None:
        terminalreporter.line("tests/browser did not run: there is no Chromium on this machine.")


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving(tmp_path_factory.mktemp("browser") / "home") as service:
        yield service


@pytest.fixture(scope="module")  # its event loop is in the way of other modules' own
def browser() -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


@pytest.fixture
def visits(browser: Browser, service: Service) -> Iterator[Visits]:
    """Visits to the page, none of which may end with an error in the browser's console."""
    visits = Visits(browser, str(service.client.base_url))
    yield visits
    visits.end()


@pytest.fixture
def page(visits: Visits) -> Page:
    """The page, wide and light, before it has been opened."""
    return visits.page(WIDE)
