from collections.abc import Iterator

import pytest

from lehr.testing.service import Service, serving


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A running Lehr for all pages; webhooks may lead where the pages have them lead."""
    home = tmp_path_factory.mktemp("docs") / "home"
    with serving(home, LEHR_WEBHOOK_ALLOW="127.0.0.1") as service:
        yield service
