"""Streams that are cut again and again miss nothing and repeat nothing."""

import asyncio
from itertools import count
from typing import Any
from uuid import UUID

import httpx

from lehr.store.engine import Sessions
from lehr.store.ledger import Ledger
from lehr.testing.cut_streams import Follower, cut_again_and_again

STREAMS = 20
CUTS = 20
PAUSE_SECONDS = 0.25


def test_every_event_comes_once_however_often_a_stream_is_cut(
    client: httpx.Client, sessions: Sessions, submitted: dict[str, Any]
) -> None:
    numbers = count(2)  # the job's acceptance was the first

    def change() -> int:
        with sessions.begin() as session:
            Ledger(session, UUID(submitted["id"])).note("run.progress")
        return next(numbers)

    port, path = client.base_url.port or 0, f"/jobs/{submitted['id']}"
    followers = [Follower(port, path) for _ in range(STREAMS)]
    cutting = cut_again_and_again(followers, change, cuts=CUTS, pause=PAUSE_SECONDS)
    last = asyncio.run(cutting)
    assert last > CUTS
    assert [each.heard for each in followers] == [list(range(1, last + 1))] * STREAMS
