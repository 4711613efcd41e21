"""What many want at once is read once."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from threading import Event

import pytest

from api.shared_reads import SharedReads
from lehr.errors import Unavailable


class Counted:
    """A read that ends when it is allowed to, and counts how often it was made."""

    def __init__(self) -> None:
        self.times = 0
        self.may_end = Event()

    def __call__(self) -> int:
        self.times += 1
        self.may_end.wait(5)
        return self.times


@pytest.fixture
def reads() -> Iterator[SharedReads]:
    reads = SharedReads()
    yield reads
    reads.close()


def test_the_same_read_is_made_once_for_all_who_want_it(reads: SharedReads) -> None:
    read = Counted()

    async def want() -> None:
        wanting = [asyncio.create_task(reads.get("job", read)) for _ in range(50)]
        await asyncio.sleep(0)
        read.may_end.set()
        assert await asyncio.gather(*wanting) == [1] * 50
        assert await reads.get("job", read) == 1

    asyncio.run(want())
    assert read.times == 1


def test_another_read_is_made_for_itself(reads: SharedReads) -> None:
    read = Counted()
    read.may_end.set()

    async def want() -> None:
        assert [await reads.get("one", read), await reads.get("other", read)] == [1, 2]

    asyncio.run(want())


def test_one_who_leaves_does_not_take_the_read_from_the_others(reads: SharedReads) -> None:
    read = Counted()

    async def want() -> None:
        leaving = asyncio.create_task(reads.get("job", read))
        staying = asyncio.create_task(reads.get("job", read))
        await asyncio.sleep(0)
        leaving.cancel()
        with suppress(asyncio.CancelledError):
            await leaving
        read.may_end.set()
        assert await staying == 1

    asyncio.run(want())


def test_a_read_that_fails_fails_for_all(reads: SharedReads) -> None:
    def fail() -> int:
        raise Unavailable("away")

    async def want() -> None:
        found = await asyncio.gather(
            *(reads.get("job", fail) for _ in range(3)), return_exceptions=True
        )
        assert [type(each) for each in found] == [Unavailable] * 3

    asyncio.run(want())
