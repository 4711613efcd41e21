"""What the environment decides, read once and validated."""

import re
from functools import cached_property
from hashlib import sha256
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Self

from pydantic import Field, PositiveInt, SecretStr, ValidationError, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

DIGEST = re.compile("[0-9a-f]{64}")
HOST_NAME = re.compile(r"(?=.*[a-z])[a-z0-9_.-]+")
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


class Settings(BaseSettings):
    """Lehr's settings: `LEHR_HOST`, `LEHR_PORT` and so on, `DATABASE_URL` and `REDIS_URL`."""

    model_config = SettingsConfigDict(env_prefix="LEHR_", frozen=True, populate_by_name=True)

    host: str = "127.0.0.1"
    """The address to listen on; any but loopback requires API keys."""
    port: int = Field(default=8000, ge=1, le=65535)
    home: Path = Path(".lehr")
    """Where `make serve` keeps its state, and workers what they compiled."""
    checkpoints: Path | None = None
    """Where trainings are kept to go on from, shared by all workers; below `home` where absent."""
    checkpoint_days: float = Field(default=7, ge=0, le=3650)
    """How long a run that has succeeded keeps its last checkpoint, for a longer training."""
    workers: int = Field(default=1, ge=0, le=64)
    """How many worker processes `make serve` starts."""
    lease_seconds: float = Field(default=30, ge=2, le=3600)
    """How long a silent worker keeps a run."""
    sweep_seconds: float = Field(default=5, ge=0.1, le=600)
    """How often expired leases are freed and the bell is rung for queued runs."""
    outbox_seconds: float = Field(default=1, ge=0.1, le=600)
    """How often a process that delivers nothing looks whether there is something to deliver."""
    api_keys: SecretStr = SecretStr("")
    """Keys separated by commas."""
    api_keys_file: Path | None = None
    """A file of SHA-256 digests of keys, one a line, anything after the digest a note."""
    allowed_hosts: str = ""
    """Further names, separated by commas, that the Host header may hold."""
    webhook_allow: str = ""
    """Hosts and networks, separated by commas, that webhooks may lead to though not public."""
    database_url: str | None = Field(default=None, validation_alias="DATABASE_URL")
    redis_url: str | None = Field(default=None, validation_alias="REDIS_URL")
    max_queued_runs: PositiveInt = 20_000
    max_parameters: PositiveInt = 10_000_000
    """Weights of one model."""
    max_cost: float = Field(default=1e15, gt=0)
    """Estimated floating-point operations of one job."""
    max_memory: PositiveInt = 2_000_000_000
    """Estimated bytes that training one model takes."""

    max_model_bytes: PositiveInt = 10_000_000_000
    """Files of models that were asked for, in all; beyond it the oldest ones go."""

    @cached_property
    def key_digests(self) -> frozenset[str]:
        """SHA-256 of every key that opens this service, in hexadecimal; empty when it is open."""
        keys = (key.strip() for key in self.api_keys.get_secret_value().split(","))
        return frozenset(sha256(key.encode()).hexdigest() for key in keys if key) | self._filed()

    def _filed(self) -> frozenset[str]:
        if self.api_keys_file is None:
            return frozenset()
        try:
            lines = self.api_keys_file.read_text(encoding="utf-8").splitlines()
        except OSError as error:
            raise ValueError(f"LEHR_API_KEYS_FILE={error.filename}: {error.strerror}") from error
        return frozenset(
            self._digest(number, line.split()[0].lower())
            for number, line in enumerate(lines, 1)
            if line.split("#")[0].strip()
        )

    def _digest(self, number: int, word: str) -> str:
        if not DIGEST.fullmatch(word):  # and may be a key itself, so it is not repeated
            raise ValueError(
                f"LEHR_API_KEYS_FILE={self.api_keys_file}: line {number} must begin with a "
                "SHA-256 digest, 64 hexadecimal digits"
            )
        return word

    @cached_property
    def further_hosts(self) -> frozenset[str]:
        """Names besides the bound one and loopback that the Host header may hold."""
        return frozenset(_entries(self.allowed_hosts))

    @cached_property
    def webhook_networks(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """Networks, or single addresses, that webhooks may lead to; raise ValueError for others."""
        entries = _entries(self.webhook_allow)
        return tuple(ip_network(entry) for entry in entries if not HOST_NAME.fullmatch(entry))

    @cached_property
    def webhook_hosts(self) -> frozenset[str]:
        """Names of hosts that webhooks may lead to, whatever their addresses."""
        return frozenset(filter(HOST_NAME.fullmatch, _entries(self.webhook_allow)))

    @property
    def checkpoints_directory(self) -> Path:
        """Where workers keep checkpoints."""
        return self.checkpoints or self.home / "checkpoints"

    @property
    def required_database_url(self) -> str:
        """The database's URL; raise ValueError where the environment has none."""
        return _required("DATABASE_URL", self.database_url)

    @property
    def required_redis_url(self) -> str:
        """The broker's URL; raise ValueError where the environment has none."""
        return _required("REDIS_URL", self.redis_url)

    @cached_property
    def is_wildcard(self) -> bool:
        """Whether the service listens on every address of the machine."""
        try:
            return ip_address(self.host).is_unspecified
        except ValueError:
            return False

    @cached_property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach the service."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @model_validator(mode="after")
    def _listed_readably(self) -> Self:
        try:
            _ = self.webhook_networks
        except ValueError as error:
            raise ValueError(
                f"LEHR_WEBHOOK_ALLOW={self.webhook_allow}: hosts and networks must be separated by "
                f"commas; {error}"
            ) from error
        return self

    @model_validator(mode="after")
    def _closed_by_default(self) -> Self:
        if not self.is_loopback and not self.key_digests:
            raise ValueError(
                f"LEHR_HOST={self.host} can be reached from outside: "
                "set LEHR_API_KEYS or LEHR_API_KEYS_FILE"
            )
        return self


def _entries(text: str) -> list[str]:
    entries = (entry.strip().lower() for entry in text.split(","))
    return [entry for entry in entries if entry]


def _required(name: str, value: str | None) -> str:
    if not value:
        raise ValueError(f"{name} must be set")
    return value


def complaints(error: ValidationError) -> list[str]:
    """Say for each broken setting which variable it is, the rule and the value received."""
    return [_complaint(detail) for detail in error.errors()]


def _complaint(detail: ErrorDetails) -> str:
    rule = detail["msg"].removeprefix("Value error, ")
    if not detail["loc"]:  # a rule about several settings names them itself
        return rule
    name = str(detail["loc"][0])
    variable = name if name.isupper() else f"LEHR_{name.upper()}"
    return f"{variable}={detail['input']}: {rule}"
