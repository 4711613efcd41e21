"""`lehr serve` with stand-ins for the API and the workers."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from signal import Signals

from lehr.local.children import Program, die_with_parent
from lehr.local.errors import CannotServeError
from lehr.local.serve import serve
from lehr.settings import Settings

STAND_IN = Path(__file__).with_name("stand_in.py")
COMMANDS: dict[str, Sequence[str | Path]] = {
    "api": (sys.executable, STAND_IN, "api"),
    "dying": ("/bin/sh", "-c", "exit 3"),
    "stubborn": (sys.executable, STAND_IN, "stubborn"),
    "worker": (sys.executable, STAND_IN, "worker"),
}


def stand_ins(settings: Settings, environment: Mapping[str, str]) -> Sequence[Program]:
    worker = COMMANDS[os.environ.get("WORKER", "worker")]
    return [
        Program(name="API", command=COMMANDS["api"], environment=environment),
        *(
            Program(
                name=f"worker-{number + 1}",
                command=worker,
                environment={**environment, "LEHR_WORKER_NAME": f"worker-{number + 1}"},
            )
            for number in range(settings.workers)
        ),
    ]


if __name__ == "__main__":
    if "--die-with-parent" in sys.argv:
        die_with_parent(Signals.SIGTERM)
    try:
        serve(Settings(), stand_ins)
    except CannotServeError as error:
        sys.exit(str(error))
