"""Powers of one base."""

import numpy as np
import pytest

from lehr.schedules.powers import powers


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("base", [0.0, 1e-300, 1e-30, 0.5, 0.96, 1 - 1e-9, 1.0, 1.5])
def test_powers_are_those_of_numpy(base: float, dtype: type[np.floating]) -> None:
    exponents = np.concatenate([np.linspace(0, 2000, 999), [1e6, 1e12]]).astype(dtype)
    with np.errstate(all="ignore"):
        assert np.array_equal(powers(base, exponents), np.power(dtype(base), exponents))


def test_what_is_no_number_stays_none() -> None:
    assert np.isnan(powers(0.5, np.array([np.nan]))).all()


def test_a_square_alone_is_rounded_as_in_company() -> None:
    alone = powers(0.05, np.array([2.0])).item()
    assert alone == powers(0.05, np.array([0.0, 2.0]))[1]
