from collections.abc import Iterator

import pytest

from lehr.testing.service import Service, serving


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving(tmp_path_factory.mktemp("service") / "home") as service:
        yield service
