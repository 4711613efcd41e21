"""Tell by the exit status whether this machine's worker is alive: `python -m worker.health`."""

import sys
from socket import gethostname

from lehr.errors import LehrError
from lehr.settings import Settings
from lehr.store.engine import Sessions, connect
from lehr.workers import Workers


def is_alive(host: str) -> bool:
    """Tell whether a worker of `host` says in the database that it is ready to train."""
    engine = connect(Settings().required_database_url, pool_size=1)
    return Workers(Sessions(engine)).is_alive(host)


def main() -> None:
    """Exit with status 1, and the reason, where no worker of this machine is alive."""
    host = gethostname()
    try:
        alive = is_alive(host)
    except LehrError as error:
        sys.exit(str(error))
    if not alive:
        sys.exit(f"no worker on {host} was seen lately")


if __name__ == "__main__":
    main()
