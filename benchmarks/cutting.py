"""Whether streams that are cut each second miss an event or repeat one: `make bench-cuts`."""

import tempfile
from pathlib import Path

import uvloop
from watching import Changes, servers, serving

from api.server import raise_file_limit
from lehr.testing.cut_streams import Follower, cut_again_and_again
from lehr.testing.service import free_port

STREAMS = 200
CUTS = 60
PAUSE_SECONDS = 1


def main() -> None:
    """Print how many events came through how many connections, and how many did not, or twice."""
    raise_file_limit()
    port = free_port()
    with (
        tempfile.TemporaryDirectory(prefix="lehr-bench-") as home,
        servers(Path(home)) as (database_url, redis_url),
        serving(Path(home), database_url, redis_url, port),
    ):
        changes = Changes(database_url, redis_url)
        followers = [Follower(port, changes.path) for _ in range(STREAMS)]
        cutting = cut_again_and_again(followers, changes.make, cuts=CUTS, pause=PAUSE_SECONDS)
        last = uvloop.run(cutting)
    print(f"{last} events to each of {STREAMS} streams, each cut {CUTS} times")
    print(f"missing {sum(last - len(set(each.heard)) for each in followers)}")
    print(f"twice   {sum(len(each.heard) - len(set(each.heard)) for each in followers)}")


if __name__ == "__main__":
    main()
