"""Random numbers that belong to a seed and a step."""

import numpy as np
import pytest

from lehr.schedules.philox import normals, philox, uniforms

STEPS = np.arange(100_000)


@pytest.mark.parametrize(
    ("counter", "key", "words"),
    [
        ([0] * 4, (0, 0), [0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8]),
        (
            [0xFFFFFFFF] * 4,
            (0xFFFFFFFF, 0xFFFFFFFF),
            [0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD],
        ),
        (
            [0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344],
            (0xA4093822, 0x299F31D0),
            [0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1],
        ),
    ],
)
def test_words_are_those_that_its_authors_published(
    counter: list[int], key: tuple[int, int], words: list[int]
) -> None:
    drawn = philox(np.array(counter, dtype=np.uint64)[:, np.newaxis], key)
    assert drawn[:, 0].tolist() == words


def test_a_step_has_its_numbers_whatever_else_is_drawn() -> None:
    alone = uniforms(7, np.array([12_345, 10**12 - 1]))
    among = uniforms(7, np.array([3, 12_345, 10**12 - 1]))
    assert np.array_equal(np.array(alone), np.array(among)[:, 1:])


def test_seeds_steps_and_draws_differ() -> None:
    numbers = [uniforms(seed, STEPS[:100], draw)[0] for seed in range(3) for draw in range(3)]
    assert len(np.unique(numbers)) == 900


def test_uniform_numbers_fill_the_unit_interval() -> None:
    first, second = uniforms(1, STEPS)
    for numbers in (first, second):
        counts = np.histogram(numbers, bins=10, range=(0, 1))[0]
        assert np.abs(counts - 10_000).max() < 500
    assert abs(np.corrcoef(first, second)[0, 1]) < 0.015


def test_normal_numbers_have_their_moments() -> None:
    numbers = normals(1, STEPS)
    assert numbers.mean() == pytest.approx(0, abs=0.015)
    assert numbers.std() == pytest.approx(1, abs=0.015)
    assert (np.abs(numbers) < 1).mean() == pytest.approx(0.6827, abs=0.01)
