"""The whole product, as `make serve` runs it, on a port and in a home of its own."""

import os
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from signal import Signals
from time import perf_counter
from typing import Any

import httpx
import psutil

from lehr.local.children import Child, Program

from .servers import wait_until

PATIENCE = 120
"""Seconds in which whatever a test waits for must have come about."""
READY = b"Lehr is ready at"
SETTINGS = {"LEHR_LEASE_SECONDS": "2", "LEHR_SWEEP_SECONDS": "0.5"}
"""Faults are overcome sooner than by default, so that tests need not wait."""
SERVE = (sys.executable, "-m", "lehr.cli", "serve")


class Service:
    """A running Lehr, spoken to over HTTP alone."""

    def __init__(self, home: Path, command: Sequence[str] = SERVE, **settings: str) -> None:
        self.home = home
        port = free_port()
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30)
        self._program = Program(
            name="Lehr",
            command=command,
            environment={
                **os.environ,
                **SETTINGS,
                **settings,
                "LEHR_HOME": str(home),
                "LEHR_PORT": str(port),
            },
            log=home.with_suffix(".log"),
            death_signal=Signals.SIGTERM,
            patience=30,
        )

    def start(self) -> None:
        """Start the supervisor, and wait until it says that Lehr is ready."""
        said, began = len(self.log), perf_counter()
        self.supervisor = Child(self._program)
        wait_until(lambda: self._is_ready(said), PATIENCE)
        self.seconds_to_ready = perf_counter() - began

    def stop(self) -> None:
        """Ask Lehr to end, and wait until it has."""
        self.supervisor.stop()

    @property
    def log(self) -> bytes:
        """All that Lehr's processes have said."""
        log = self._program.log
        return log.read_bytes() if log is not None and log.exists() else b""

    def process(self, module: str) -> psutil.Process:
        """Return the supervisor's child that runs `python -m module`."""
        children = psutil.Process(self.supervisor.pid).children()
        [found] = [child for child in children if child.cmdline()[-2:] == ["-m", module]]
        return found

    def submit(self, **changes: Any) -> dict[str, Any]:
        """Hand in the documents' ionosphere experiment, changed as told."""
        return self._answer("POST", "/jobs", json=ionosphere(**changes))

    def job(self, job_id: str) -> dict[str, Any]:
        """Return a job as it is now."""
        return self._answer("GET", f"/jobs/{job_id}")

    def history(self, job_id: str) -> dict[str, Any]:
        """Return the columns of a job's first run."""
        columns: dict[str, Any] = self._answer("GET", f"/jobs/{job_id}/history")["runs"][0]
        return columns

    def finished(self, job_id: str) -> dict[str, Any]:
        """Wait for a job's end, and return it."""
        wait_until(lambda: self.job(job_id)["finished_at"], PATIENCE)
        return self.job(job_id)

    def trained(self, job_id: str, epochs: int = 1) -> dict[str, Any]:
        """Wait until a job has trained so many epochs, and return it."""
        wait_until(lambda: self.job(job_id)["progress"]["epochs_done"] >= epochs, PATIENCE)
        return self.job(job_id)

    def _is_ready(self, said: int) -> bool:
        if self.supervisor.poll() is not None:
            raise RuntimeError(f"Lehr did not start: {self.log[-2000:].decode()}")
        return READY in self.log[said:]

    def _answer(self, method: str, path: str, **body: Any) -> dict[str, Any]:
        answer: dict[str, Any] = self.client.request(method, path, **body).raise_for_status().json()
        return answer


@contextmanager
def serving(home: Path, command: Sequence[str] = SERVE, **settings: str) -> Iterator[Service]:
    """Run Lehr with its state in `home` until the block ends."""
    service = Service(home, command, **settings)
    service.start()
    try:
        yield service
    finally:
        service.client.close()
        service.stop()


def ionosphere(**changes: Any) -> dict[str, Any]:
    """Return the documents' ionosphere experiment with time-based decay, changed as told."""
    dense = {"layer": "Dense", "kernel_initializer": "random_normal"}
    hidden = {**dense, "units": 34, "activation": "relu"}
    output = {**dense, "units": 1, "activation": "sigmoid"}
    body = {
        "dataset": {"name": "ionosphere"},
        "model": {"layers": [hidden, output]},
        "optimizer": {"name": "SGD", "momentum": 0.8},
        "schedule": {"kind": "time_based", "initial_learning_rate": 0.1, "decay": 0.002},
        "loss": "binary_crossentropy",
        "epochs": 50,
        "batch_size": 28,
        "validation": {"split": 0.33},
        "seed": 7,
    }
    return body | changes


def free_port() -> int:
    """Return a TCP port of this machine that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port
