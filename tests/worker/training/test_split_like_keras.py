import numpy as np
import pytest
from keras.src.trainers.data_adapters.array_slicing import train_validation_split

from lehr.datasets.split import Validation, divide
from lehr.errors import InvalidRequest

FRACTIONS = [0.001, 0.01, 0.05, 0.1, 0.15, 0.2, 0.25, 0.29, 0.3, 1 / 3, 0.33, 0.34, 0.4, 0.5]
FRACTIONS += [1 - fraction for fraction in FRACTIONS]
ROWS = [*range(1, 200), 351, 569, 1000, 1797, 4096, 100_000]


def keras_sizes(rows: int, split: float) -> tuple[int, int] | None:
    try:
        train, validation = train_validation_split((np.zeros(rows),), split)
    except ValueError:
        return None
    return len(train[0][:]), len(validation[0][:])


def our_sizes(rows: int, split: float) -> tuple[int, int] | None:
    try:
        train, validation = divide(rows, Validation(split=split), seed=7)
    except InvalidRequest:
        return None
    return len(train), len(validation)


@pytest.mark.parametrize("split", FRACTIONS)
def test_a_split_is_as_keras_cuts_it_and_refused_where_keras_refuses(split: float) -> None:
    ours = {rows: our_sizes(rows, split) for rows in ROWS}
    assert ours == {rows: keras_sizes(rows, split) for rows in ROWS}


def test_the_validation_rows_are_those_that_keras_takes() -> None:
    (train,), (validation,) = train_validation_split((np.arange(351),), 0.33)
    division = divide(351, Validation(split=0.33), seed=7)
    np.testing.assert_array_equal(division.train, train[:])
    np.testing.assert_array_equal(division.validation, validation[:])
