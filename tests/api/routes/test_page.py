"""How the page is served: by content, to anyone, and allowed to load nothing from elsewhere."""

import gzip
import re
from collections.abc import Iterator

import httpx
import pytest

from api.assets import PAGE
from api.main import create_app
from lehr.settings import Settings
from tests.api.problems import assert_problem
from tests.api.serving import serving

IMMUTABLE = "public, max-age=31536000, immutable"


@pytest.fixture
def names(client: httpx.Client) -> list[str]:
    """What the page's document names."""
    return re.findall(r'"/?(page/[^"]+)"', client.get("/").text)


@pytest.fixture
def plotly(names: list[str]) -> str:
    [name] = [name for name in names if name.startswith("page/plotly-")]
    return f"/{name}"


@pytest.fixture
def locked(settings: Settings) -> Iterator[httpx.Client]:
    """A service that wants a key."""
    urls = settings.model_dump(include={"database_url", "redis_url"})
    with serving(create_app(Settings(**urls, api_keys="secret"))) as client:
        yield client


def test_the_page_may_load_from_the_service_alone(client: httpx.Client) -> None:
    answer = client.get("/")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = answer.headers["content-security-policy"].split("; ")
    assert policy[0] == "default-src 'self'"
    assert "unsafe" not in str(policy)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"


def test_the_page_that_a_client_has_is_not_sent_again_and_keeps_its_policy(
    client: httpx.Client,
) -> None:
    first = client.get("/")
    again = client.get("/", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["content-security-policy"] == first.headers["content-security-policy"]
    assert again.headers["cache-control"] == "no-cache"


def test_all_that_the_page_names_is_there_and_never_changes(
    client: httpx.Client, names: list[str]
) -> None:
    answers = [client.get(f"/{name}") for name in names]
    assert {answer.status_code for answer in answers} == {200}
    assert {answer.headers["cache-control"] for answer in answers} == {IMMUTABLE}


def test_every_file_is_served_as_it_is(client: httpx.Client, names: list[str]) -> None:
    folder = names[-1].split("/")[1]
    for path in (path for path in PAGE.rglob("*.*") if path.name != "index.html"):
        answer = client.get(f"/page/{folder}/{path.relative_to(PAGE).as_posix()}")
        assert answer.content == path.read_bytes()


def test_the_charts_script_is_sent_compressed_to_those_who_take_it(
    client: httpx.Client, plotly: str
) -> None:
    with client.stream("GET", plotly, headers={"Accept-Encoding": "br, gzip"}) as answer:
        sent = b"".join(answer.iter_raw())
    plain = client.get(plotly, headers={"Accept-Encoding": "gzip;q=0"})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(sent) == plain.content
    assert len(sent) < len(plain.content) / 3


def test_a_file_of_another_release_is_not_there(client: httpx.Client) -> None:
    problem = assert_problem(client.get("/page/0123456789abcdef/scripts/main.js"), 404, "not-found")
    assert problem["detail"] == "nothing lives at /page/0123456789abcdef/scripts/main.js"


@pytest.mark.parametrize(
    "path", ["/page/../gate.py", "/page/%2e%2e/gate.py", "/page/", "/page//etc/passwd"]
)
def test_nothing_else_is_served(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_page_is_there_for_those_who_have_no_key_yet(locked: httpx.Client, plotly: str) -> None:
    assert locked.get("/").status_code == 200
    assert locked.get(plotly).status_code == 200
    assert locked.get("/schedules").status_code == 401


def test_the_page_is_not_served_under_a_rebound_name(client: httpx.Client) -> None:
    assert_problem(client.get("/", headers={"Host": "evil.example"}), 421, "misdirected-host")


def test_a_page_cannot_be_posted_to(client: httpx.Client) -> None:
    assert_problem(client.post("/"), 405, "method-not-allowed")
    assert client.head("/").status_code == 200
