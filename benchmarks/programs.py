"""A blobs run's program beside a hand-written JAX scan, and what a sweep compiles.

Takes the Python that has JAX as its argument: `make bench-train`.
"""

import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np
from train import BLOBS, described, report

from lehr.experiments.experiment import Experiment
from lehr.experiments.plan import resolve
from lehr.settings import Settings
from worker.training.data import prepare, training_order
from worker.training.planned_rates import rates_of
from worker.training.program import Program
from worker.training.programs import Programs

RUNS = 30
MOMENTA = [place / 20 for place in range(20)]
SCAN = Path(__file__).with_name("scan.py")


def main() -> None:
    """Print medians of both, one after the other, and how many programs a sweep needs."""
    scanned, ours = scan(sys.argv[1]), program()
    print(f"{'JAX scan':16} {median(scanned):8.4f} s median of {len(scanned)}")
    ratio = median(ours) / median(scanned)
    print(f"{'program':16} {median(ours):8.4f} s median of {len(ours)}, {ratio:.2f} of the scan's")
    print(f"{'momentum sweep':16} {compiled()} programs for {len(MOMENTA)} values, 0 among them")


def scan(python: str) -> list[float]:
    """Return the seconds of warm runs in JAX."""
    done = subprocess.run([python, SCAN], check=True, capture_output=True, text=True)
    return [float(line) for line in done.stdout.split()]


def program() -> list[float]:
    """Return the seconds of warm runs in our program, without what surrounds it."""
    experiment, plan = described(0)
    data = prepare(experiment, plan, report([]))
    program = Program(experiment, plan, data)
    rates = rates_of(experiment, plan).ahead(experiment.epochs)
    order = training_order(plan.train_rows, experiment, 1)
    return [seconds(program, np.tile(order, (experiment.epochs, 1)), rates) for _ in range(RUNS)]


def seconds(program: Program, orders: np.ndarray, rates: np.ndarray) -> float:
    """Return how long all epochs take."""
    began = perf_counter()
    program.train(orders, rates)
    return perf_counter() - began


def compiled() -> int:
    """Return how many programs the sweep over the momentum compiles."""
    programs = Programs()
    for momentum in MOMENTA:
        body = BLOBS | {"optimizer": {"name": "SGD", "momentum": momentum}, "seed": 0}
        experiment, plan = resolve(Experiment.model_validate(body), Settings())
        programs.loaded(experiment, plan, prepare(experiment, plan, report([])))
    return len(programs)


if __name__ == "__main__":
    main()
