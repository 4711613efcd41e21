"""Which workers are alive, and the word that one of them shall stop."""

import os
from socket import gethostname

from lehr.experiments.manifest import Environment
from lehr.store.engine import Sessions
from lehr.store.environment_store import EnvironmentStore
from lehr.store.worker_store import Presence, WorkerStore


def presence(main_pid: int | None = None, environment: str | None = None) -> Presence:
    """Name the worker whose main process has this id, or is this one, on this machine."""
    host, pid = gethostname(), main_pid or os.getpid()
    return Presence(name=f"{host}:{pid}", host=host, pid=pid, environment=environment)


class Workers:
    """The workers of this deployment."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def describe(self, environment: Environment) -> str:
        """Keep what a worker trains in, and return the hash that its presence tells."""
        with self._sessions.begin() as session:
            EnvironmentStore(session).add(environment)
        return environment.hash

    def arrive(self, worker: Presence) -> None:
        """Announce a worker that is ready to train."""
        with self._sessions.begin() as session:
            WorkerStore(session).arrive(worker)

    def beat(self, worker: Presence) -> bool:
        """Say that the worker is alive, and return whether it is asked to stop."""
        with self._sessions.begin() as session:
            return WorkerStore(session).beat(worker)

    def ask_to_stop(self, worker: Presence) -> None:
        """Have the worker give back what it holds and claim nothing more."""
        with self._sessions.begin() as session:
            WorkerStore(session).ask_to_stop(worker.name)

    def leave(self, worker: Presence) -> None:
        """Forget a worker that has ended."""
        with self._sessions.begin() as session:
            WorkerStore(session).leave(worker.name)

    def forget_host(self, host: str) -> None:
        """Forget the workers of a machine whose processes have all ended."""
        with self._sessions.begin() as session:
            WorkerStore(session).forget_host(host)

    def count(self) -> int:
        """Count the workers that are alive and not about to stop."""
        with self._sessions.begin() as session:
            return WorkerStore(session).count()

    def is_alive(self, host: str) -> bool:
        """Tell whether a worker of this machine was seen lately."""
        with self._sessions.begin() as session:
            return WorkerStore(session).is_alive(host)
