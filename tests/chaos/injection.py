"""Does the faults of a plan to a running Lehr."""

import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from time import sleep, time

import psutil
from redis.exceptions import RedisError

from lehr.bell import QUEUE, Bell

from .client import Client
from .damage import cut, flip
from .disk import Disk
from .journal import Journal
from .plan import LETHAL, Fault, Kind
from .poison import Poison
from .processes import frozen, kill, trainers
from .stack import Stack
from .waiting import within

PATIENCE = 60
"""Seconds in which another worker should have become warm before one is hit."""
BEYOND = 1.5
"""Seconds that a frozen worker sleeps on when its lease is over."""
PASSING = 20
"""Seconds in which some process should pass a crash point."""
COPIES = 10
FULL_SECONDS = 3
DAMAGING = {Kind.FLIP_CHECKPOINT: flip, Kind.CUT_CHECKPOINT: cut}


class Injector:
    """Hits one Lehr, and notes when, and which runs were in hand there."""

    def __init__(self, stack: Stack, client: Client, journal: Journal, *, lease: float) -> None:
        self._stack = stack
        self._disk = Disk(stack.home)
        self._client = client
        self._journal = journal
        self._lease = lease
        self._bell = Bell(stack.redis_url)
        self._poisons: list[Poison] = []

    def inject(self, fault: Fault) -> None:
        """Wait for the fault's time, and do it."""
        sleep(fault.pause)
        match fault.kind:
            case Kind.CRASH:
                self._crash(fault)
            case kind if kind in LETHAL | {Kind.KILL_TRAINER, Kind.FREEZE_WORKER}:
                self._hit_worker(fault)
            case _:
                held, warm = self._stack.held(*self._stack.workers()), self._warm()
                self._hit_server(fault)
                self._note(fault, held, warm)

    def close(self) -> None:
        """Wait until every poison has done its work."""
        for poison in self._poisons:
            poison.join()
        self._bell.close()

    def _hit_worker(self, fault: Fault) -> None:
        within(PATIENCE, lambda: self._stack.worker(fault.worker))
        victim = self._stack.worker(fault.worker)
        if victim is None:
            return
        if fault.waits:
            within(PATIENCE, lambda: self._stack.warm() - {victim})
        if fault.kind in DAMAGING:
            within(PATIENCE, lambda: self._stack.checkpoints(victim))
        held, warm = self._stack.held(victim), self._warm(besides=victim)
        with suppress(psutil.NoSuchProcess), ExitStack() as undone:
            self._harm(fault.kind, victim, undone)
            self._note(fault, held, warm, besides=victim)

    def _harm(self, kind: Kind, worker: psutil.Process, undone: ExitStack) -> None:
        match kind:
            case Kind.KILL_WORKER:
                worker.kill()
            case Kind.STOP_WORKER:
                worker.terminate()
            case Kind.KILL_TRAINER:
                kill(trainers(worker))
            case _ if damage := DAMAGING.get(kind):
                self._damage(worker, damage)
            case _:
                undone.enter_context(frozen(worker, self._lease + BEYOND))

    def _damage(self, worker: psutil.Process, damage: Callable[[Path], None]) -> None:
        worker.kill()
        for checkpoint in self._stack.checkpoints(worker):
            damage(checkpoint)

    def _crash(self, fault: Fault) -> None:
        warm, before = self._warm(), {each: _pids([each]) for each in self._stack.workers()}
        crash(self._stack, fault.crash_point)
        left = _pids(self._stack.workers())
        fallen = [worker for worker, children in before.items() if not children <= left]
        self._note(fault, self._stack.held(*fallen), warm)

    def _hit_server(self, fault: Fault) -> None:
        match fault.kind:
            case Kind.LOSE_RINGS:
                with suppress(RedisError):
                    self._stack.broker.delete(QUEUE)
            case Kind.REPEAT_RINGS:
                self._repeat_rings()
            case Kind.KILL_API:
                kill(self._stack.apis())
            case Kind.KILL_POSTGRES:
                kill(self._stack.servers("postgres"))
            case Kind.POISON:
                self._poisons.append(Poison.given(self._stack, self._client))
            case Kind.FILL_DISK:
                with self._disk.full():
                    sleep(FULL_SECONDS)
            case _:
                if fault.kind is Kind.WIPE_VALKEY:
                    shutil.rmtree(self._stack.home / "valkey" / "appendonlydir", ignore_errors=True)
                kill(self._stack.servers("valkey-server"))

    def _repeat_rings(self) -> None:
        with suppress(RedisError):
            for ring in self._stack.broker.lrange(QUEUE, 0, -1):
                self._stack.broker.lpush(QUEUE, *[ring] * COPIES)
        for _ in range(COPIES):
            self._bell.ring()

    def _warm(self, besides: psutil.Process | None = None) -> set[int]:
        return _pids(worker for worker in self._stack.warm() if worker != besides)

    def _note(
        self,
        fault: Fault,
        held: Sequence[str],
        warm: set[int],
        besides: psutil.Process | None = None,
    ) -> None:
        spared = _pids(worker for worker in self._stack.workers() if worker != besides)
        told = {"at": time(), "held": held, "warm": [*warm], "spared": [*spared]}
        self._journal.write(fault=fault.kind, crash_point=fault.crash_point, **told)


def _pids(workers: Iterable[psutil.Process]) -> set[int]:
    """Tell the workers by their children that train: a new one is another worker."""
    return {trainer.pid for worker in workers for trainer in trainers(worker)}


def crash(stack: Stack, point: str) -> None:
    """Have the first process that passes a crash point die there."""
    armed = stack.crash_points / point
    armed.touch()
    within(PASSING, lambda: not armed.exists())
    armed.unlink(missing_ok=True)
