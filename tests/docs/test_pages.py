"""Every page does what it says: its blocks run as they stand, against a service of their own."""

from pathlib import Path

import pytest

from lehr.testing.service import Service

from .blocks import PAGES, blocks
from .reader import Reader
from .shell import shell

# Keras reads its variables by an interface that NumPy has changed.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

RUN = {"sh", "python", "json"}
SHOWN = {"text", "mermaid"}
RUNNING = [name for name, page in PAGES.items() if RUN & {one.language for one in blocks(page)}]


@pytest.mark.parametrize("name", PAGES)
def test_every_block_says_what_it_is(name: str) -> None:
    assert {block.language for block in blocks(PAGES[name])} <= RUN | SHOWN


@pytest.mark.parametrize("name", RUNNING)
def test_every_block_does_what_its_page_says(
    name: str, service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = service.client.base_url.netloc.decode()
    monkeypatch.setenv("LEHR_URL", str(service.client.base_url))
    monkeypatch.chdir(tmp_path)
    with shell(tmp_path) as session:
        reader = Reader(session, address, tmp_path)
        for block in blocks(PAGES[name]):
            reader.read(block)
