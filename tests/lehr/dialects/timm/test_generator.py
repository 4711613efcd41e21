"""The numbers that torch draws on a CPU, without torch."""

import numpy as np
import pytest

from lehr.dialects.timm.generator import Generators


def test_words_are_those_of_the_mersenne_twister() -> None:
    generators = Generators(np.array([7, 42]))
    words = [generators.words()[1] for _ in range(2000)]
    assert words == np.frombuffer(np.random.RandomState(42).bytes(8000), "<u4").tolist()


def test_a_uniform_number_is_that_of_torch() -> None:
    assert Generators(np.array([42])).uniforms().tolist() == [0.88226926326751709]


@pytest.mark.parametrize(
    ("seed", "first", "second"), [(0, 1.5409961, -0.2934289), (42, 0.33669037, 0.1288094)]
)
def test_normal_numbers_are_those_of_torch(seed: int, first: float, second: float) -> None:
    drawn = Generators(np.array([seed])).normals()
    assert [number.item() for number in drawn] == pytest.approx([first, second], rel=1e-6)


def test_the_lowest_32_bits_of_a_seed_count() -> None:
    seeds = np.array([5, 2**32 + 5, 2**40 + 5])
    assert len(set(Generators(seeds).words().tolist())) == 1


def test_a_generator_draws_the_same_whatever_stands_beside_it() -> None:
    seeds = np.arange(1000)
    alone = [Generators(seeds[place : place + 1]).normals() for place in (0, 17, 999)]
    among = np.array(Generators(seeds).normals())[:, [0, 17, 999]]
    assert np.array_equal(np.array(alone)[:, :, 0].T, among)
