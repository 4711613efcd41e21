import numpy as np
import pytest

from lehr.schedules.powers import powers

DTYPES = [np.float64, np.float32]


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_power_has_the_same_bits_alone_and_in_a_row(dtype: type[np.floating]) -> None:
    generator = np.random.default_rng(7)
    for base, exponent in zip(generator.random(2000), generator.integers(0, 50, 2000), strict=True):
        row = np.array([0, exponent, 1e13, 3], dtype)
        assert powers(base, row[1:2])[0] == powers(base, row)[1]


@pytest.mark.parametrize("dtype", DTYPES)
def test_what_vanishes_is_zero(dtype: type[np.floating]) -> None:
    assert powers(0.5, np.array([1, 1e12], dtype)).tolist() == [0.5, 0]


def test_a_base_above_one_grows() -> None:
    assert powers(2, np.array([0.0, 10.0])).tolist() == [1, 1024]


def test_zero_to_the_power_of_zero_is_one() -> None:
    assert powers(0, np.array([0.0, 1.0])).tolist() == [1, 0]


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("base", [0.0, 1e-300, 1e-30, 0.5, 0.96, 1 - 1e-9, 1.0, 1.5])
def test_powers_are_those_of_numpy(base: float, dtype: type[np.floating]) -> None:
    exponents = np.concatenate([np.linspace(0, 2000, 999), [1e6, 1e12]]).astype(dtype)
    with np.errstate(all="ignore"):
        assert np.array_equal(powers(base, exponents), np.power(dtype(base), exponents))
