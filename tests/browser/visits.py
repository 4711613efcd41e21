"""Visits of a browser to the page, each with nothing kept from another."""

from typing import Any, Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, ViewportSize

WIDE: Final = ViewportSize(width=1400, height=900)
NARROW: Final = ViewportSize(width=390, height=844)
REFUSED = "Failed to load resource"
"""What the console says of every answer but 2xx, also of those that the page explains."""
SERIOUS = {"serious", "critical"}


class Visits:
    """Pages in contexts of their own, which are watched for errors."""

    def __init__(self, browser: Browser, url: str) -> None:
        self._browser = browser
        self._url = url
        self._contexts: list[BrowserContext] = []
        self._errors: list[str] = []

    def page(self, viewport: ViewportSize = WIDE, **options: Any) -> Page:
        """Return a new page of which addresses may be opened by their path alone."""
        context = self._browser.new_context(base_url=self._url, viewport=viewport, **options)
        self._contexts.append(context)
        page = context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self._errors.append(str(error)))
        return page

    def end(self) -> None:
        """Close every page; raise AssertionError where one had an error."""
        for context in self._contexts:
            context.close()
        assert self._errors == [], self._errors

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and REFUSED not in message.text:
            self._errors.append(message.text)


def barriers(page: Page) -> list[str]:
    """Return what keeps people from using what is shown, as axe-core tells it."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found
        if one["impact"] in SERIOUS
        for node in one["nodes"]
    ]
