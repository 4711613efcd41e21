"""Functions of the page's modules, called as its views call them."""

from typing import Any

from playwright.sync_api import Page

CALLED = """async ([module, name, values]) => {
  const { src } = document.querySelector("script[src$='scripts/main.js']");
  const found = await import(new URL(module, src));
  return found[name](...values);
}"""


def called(page: Page, function: str, *values: Any) -> Any:
    """Return what `module.js:function` returns for values that JSON can hold."""
    module, _, name = function.partition(":")
    return page.evaluate(CALLED, [module, name, list(values)])
