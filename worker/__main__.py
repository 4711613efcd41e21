"""Become a worker: `python -m worker`."""

import sys
import warnings

from worker.app import app

OPTIONS = ["--without-gossip", "--without-mingle", "--loglevel=INFO", "--pool=prefork"]

if __name__ == "__main__":
    # Root is warned because messages might run code; ours are JSON, and say nothing at all.
    warnings.filterwarnings("ignore", message="You're running the worker with superuser")
    app.start(["--quiet", "worker", *OPTIONS, *sys.argv[1:]])
