"""What the environment may say, and what is said when it may not."""

from hashlib import sha256
from pathlib import Path

import pytest
from pydantic import ValidationError

from lehr.settings import Settings, complaints

DIGEST = sha256(b"lehr_key").hexdigest()


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"LEHR_{name.upper()}", raising=False)
    for variable in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture
def digests(tmp_path: Path) -> Path:
    return tmp_path / "digests"


def complaint(monkeypatch: pytest.MonkeyPatch, **environment: str) -> str:
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    with pytest.raises(ValidationError) as caught:
        Settings()
    [sentence] = complaints(caught.value)
    return sentence


def test_the_defaults_are_open_on_loopback_only() -> None:
    settings = Settings()
    assert (settings.host, settings.port, settings.workers) == ("127.0.0.1", 8000, 1)
    assert settings.is_loopback
    assert settings.key_digests == frozenset()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost"])
def test_loopback_needs_no_key(host: str) -> None:
    assert Settings(host=host).is_loopback


@pytest.mark.parametrize("host", ["::", "192.168.1.7", "example.org"])
def test_any_other_address_needs_a_key(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    said = complaint(monkeypatch, LEHR_HOST=host)
    assert said.startswith(f"LEHR_HOST={host} can be reached from outside: set LEHR_API_KEYS")


def test_a_key_opens_every_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEHR_API_KEYS", "lehr_key, ,other")
    settings = Settings(host="192.168.1.7")
    assert settings.key_digests == {DIGEST, sha256(b"other").hexdigest()}


def test_keys_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEHR_API_KEYS", "lehr_key")
    assert "lehr_key" not in repr(Settings())


def test_a_file_holds_digests_and_notes(digests: Path) -> None:
    digests.write_text(f"# who may come in\n\n{DIGEST.upper()}  made 2026-11-22\n")
    assert Settings(host="192.168.1.7", api_keys_file=digests).key_digests == {DIGEST}


def test_a_line_that_is_no_digest_is_counted_but_not_shown(
    monkeypatch: pytest.MonkeyPatch, digests: Path
) -> None:
    digests.write_text(f"{DIGEST}\nlehr_key\n")
    said = complaint(monkeypatch, LEHR_API_KEYS_FILE=str(digests), LEHR_HOST="192.168.1.7")
    assert said.startswith(f"LEHR_API_KEYS_FILE={digests}: line 2 must begin with a SHA-256 digest")
    assert "lehr_key" not in said


def test_a_missing_file_is_named(monkeypatch: pytest.MonkeyPatch, digests: Path) -> None:
    said = complaint(monkeypatch, LEHR_API_KEYS_FILE=str(digests), LEHR_HOST="192.168.1.7")
    assert said == f"LEHR_API_KEYS_FILE={digests}: No such file or directory"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("LEHR_PORT", "0"),
        ("LEHR_PORT", "65536"),
        ("LEHR_PORT", "http"),
        ("LEHR_WORKERS", "-1"),
        ("LEHR_LEASE_SECONDS", "1"),
        ("LEHR_LEASE_SECONDS", "nan"),
    ],
)
def test_a_value_out_of_range_is_named_with_its_variable(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    assert complaint(monkeypatch, **{variable: value}).startswith(f"{variable}={value}: ")


def test_webhooks_may_lead_to_listed_hosts_and_networks() -> None:
    settings = Settings(webhook_allow="hooks.example, 10.1.0.0/16,,FD00::/8,127.0.0.1,Near_By")
    assert settings.webhook_hosts == {"hooks.example", "near_by"}
    listed = [str(network) for network in settings.webhook_networks]
    assert listed == ["10.1.0.0/16", "fd00::/8", "127.0.0.1/32"]


def test_by_default_webhooks_lead_to_nothing_but_the_internet() -> None:
    assert (Settings().webhook_hosts, Settings().webhook_networks) == (frozenset(), ())


@pytest.mark.parametrize(
    "entry", ["10.0.0.0/33", "10.0.0.1/8", "https://hooks.example", "a b", "::g"]
)
def test_what_is_neither_a_host_nor_a_network_is_named(
    monkeypatch: pytest.MonkeyPatch, entry: str
) -> None:
    said = complaint(monkeypatch, LEHR_WEBHOOK_ALLOW=f"hooks.example,{entry}")
    assert said.startswith(f"LEHR_WEBHOOK_ALLOW=hooks.example,{entry}: hosts and networks must be")
    assert entry in said.rpartition("; ")[2]
