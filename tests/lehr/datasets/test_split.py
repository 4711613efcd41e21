import subprocess
import sys

import numpy as np
import pytest

from lehr.datasets.catalogue import Digits, Ionosphere, Iris
from lehr.datasets.split import (
    Validation,
    absent_classes,
    divide,
    encode,
    epoch_order,
    standardize,
)
from lehr.errors import InvalidRequest


def test_the_last_third_of_ionosphere_is_116_rows() -> None:
    train, validation = divide(351, Validation(split=0.33), seed=7)
    np.testing.assert_array_equal(train, np.arange(235))
    np.testing.assert_array_equal(validation, np.arange(235, 351))


def test_without_validation_every_row_trains() -> None:
    train, validation = divide(10, None, seed=7)
    np.testing.assert_array_equal(train, np.arange(10))
    assert validation.tolist() == []


@pytest.mark.parametrize("shuffle", [False, True])
@pytest.mark.parametrize("split", [0.001, 0.2, 0.5, 0.999])
def test_every_row_is_on_one_side_exactly(split: float, *, shuffle: bool) -> None:
    train, validation = divide(1797, Validation(split=split, shuffle=shuffle), seed=7)
    assert sorted([*train, *validation]) == list(range(1797))
    assert train.dtype == validation.dtype == np.int32


def test_without_shuffle_the_seed_changes_nothing() -> None:
    first, second = (divide(100, Validation(split=0.3), seed) for seed in (1, 2))
    np.testing.assert_array_equal(first.validation, second.validation)


def test_shuffled_validation_rows_depend_on_the_seed() -> None:
    drawn = Validation(split=0.3, shuffle=True)
    sides = [set(divide(100, drawn, seed).validation.tolist()) for seed in (1, 2, 2)]
    assert sides[0] != sides[1]
    assert sides[1] == sides[2]


def test_shuffling_keeps_the_sizes() -> None:
    train, validation = divide(351, Validation(split=0.33, shuffle=True), seed=7)
    assert (len(train), len(validation)) == (235, 116)


@pytest.mark.parametrize(
    ("rows", "split", "numbers"),
    [
        (10, 0.99, "received 0.99 of 10 rows: 0 and 10"),
        (10, 1e-300, "received 1e-300 of 10 rows: 10 and 0"),
        (1, 0.5, "received 0.5 of 1 rows: 0 and 1"),
    ],
)
def test_a_split_with_an_empty_side_is_refused_with_its_numbers(
    rows: int, split: float, numbers: str
) -> None:
    with pytest.raises(InvalidRequest) as refused:
        divide(rows, Validation(split=split), seed=7)
    [violation] = refused.value.violations
    assert violation.pointer == "/validation/split"
    assert numbers in violation.detail


@pytest.mark.parametrize("rows", [1, 2, 28, 351, 100_000])
def test_an_epoch_order_holds_every_row_once(rows: int) -> None:
    order = epoch_order(rows, seed=7, epoch=1)
    assert order.dtype == np.int32
    np.testing.assert_array_equal(np.sort(order), np.arange(rows))


def test_every_epoch_and_every_seed_has_an_order_of_its_own() -> None:
    seeds = (0, 1, 2, 7, 2**31 - 1)
    orders = {tuple(epoch_order(50, s, e)) for s in seeds for e in (1, 2, 3, 1_000_000)}
    assert len(orders) == 20


def test_an_epoch_order_does_not_depend_on_what_was_asked_before() -> None:
    forward = [epoch_order(50, 7, epoch).tolist() for epoch in range(1, 6)]
    backward = [epoch_order(50, 7, epoch).tolist() for epoch in range(5, 0, -1)]
    assert forward == backward[::-1]


def test_an_epoch_order_is_the_same_in_another_process() -> None:
    program = "from lehr.datasets.split import epoch_order; print(epoch_order(9, 7, 3).tolist())"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.decode().strip() == str(epoch_order(9, 7, 3).tolist())


def test_orders_are_the_same_with_every_version_of_numpy() -> None:
    assert epoch_order(10, seed=7, epoch=1).tolist() == [3, 9, 1, 6, 2, 5, 4, 8, 0, 7]
    assert epoch_order(10, seed=7, epoch=2).tolist() == [6, 7, 8, 4, 0, 1, 5, 3, 9, 2]


def test_the_validation_draw_is_no_epochs_order() -> None:
    train, validation = divide(50, Validation(split=0.5, shuffle=True), seed=7)
    draw = [*train.tolist(), *validation.tolist()]
    assert draw not in [epoch_order(50, 7, epoch).tolist() for epoch in range(1, 100)]


def test_every_row_comes_first_about_equally_often() -> None:
    first = np.bincount([epoch_order(10, seed=7, epoch=epoch)[0] for epoch in range(1, 5001)])
    assert (abs(first - 500) < 5 * np.sqrt(500 * 0.9)).all()


@pytest.mark.parametrize("epoch", [0, -1])
def test_epochs_count_from_1(epoch: int) -> None:
    with pytest.raises(ValueError, match=f"`epoch` must be >= 1; received {epoch}"):
        epoch_order(10, seed=7, epoch=epoch)


def test_the_last_third_of_iris_leaves_a_class_out_of_training() -> None:
    iris = Iris(name="iris")
    train, _ = divide(iris.samples, Validation(split=0.33), seed=7)
    assert absent_classes(iris.labels(), train, iris.classes) == [2]


def test_the_last_third_of_ionosphere_leaves_none_out() -> None:
    ionosphere = Ionosphere(name="ionosphere")
    train, _ = divide(ionosphere.samples, Validation(split=0.33), seed=7)
    assert absent_classes(ionosphere.labels(), train, ionosphere.classes) == []


def test_several_absent_classes_are_told_in_order() -> None:
    digits = Digits(name="digits")
    train = np.arange(5, dtype=np.int32)
    assert absent_classes(digits.labels(), train, digits.classes) == [5, 6, 7, 8, 9]


def test_standardized_training_rows_have_mean_0_and_deviation_1() -> None:
    features = np.random.default_rng(1).normal(100, 7, (500, 3)).astype(np.float32)
    train = np.arange(300, dtype=np.int32)
    scaled = standardize(features, train)
    assert scaled.dtype == np.float32
    np.testing.assert_allclose(scaled[train].mean(axis=0, dtype=np.float64), 0, atol=1e-6)
    np.testing.assert_allclose(scaled[train].std(axis=0, dtype=np.float64), 1, atol=1e-6)


def test_validation_rows_are_scaled_by_the_training_rows() -> None:
    features = np.array([[0.0], [2.0], [9.0]], dtype=np.float32)
    scaled = standardize(features, np.array([0, 1], dtype=np.int32))
    assert scaled.ravel().tolist() == [-1.0, 1.0, 8.0]


def test_an_input_that_is_constant_in_training_is_only_centred() -> None:
    features = np.full((100, 1), 0.1, dtype=np.float32)
    features[-1] = 1.1
    scaled = standardize(features, np.arange(99, dtype=np.int32))
    np.testing.assert_allclose(scaled[:99], 0, atol=1e-12)
    np.testing.assert_allclose(scaled[99], 1, rtol=1e-6)


def test_standardizing_leaves_the_rows_it_is_given() -> None:
    features = np.array([[1.0], [3.0]], dtype=np.float32)
    standardize(features, np.arange(2, dtype=np.int32))
    assert features.tolist() == [[1.0], [3.0]]


@pytest.mark.parametrize(
    ("encoding", "dtype", "targets"),
    [
        ("binary", np.float32, [[0.0], [1.0], [2.0]]),
        ("one_hot", np.float32, [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
        ("index", np.int32, [0, 1, 2]),
    ],
)
def test_targets_have_the_form_that_the_encoding_names(
    encoding: str, dtype: type[np.generic], targets: list[object]
) -> None:
    encoded = encode(np.array([0, 1, 2], dtype=np.int32), encoding, classes=3)
    assert encoded.dtype == dtype
    assert encoded.tolist() == targets


def test_one_hot_has_a_column_for_a_class_that_no_row_has() -> None:
    assert encode(np.array([0, 0], dtype=np.int32), "one_hot", classes=3).shape == (2, 3)


def test_an_unknown_encoding_is_refused() -> None:
    with pytest.raises(ValueError, match="received ordinal"):
        encode(np.array([0], dtype=np.int32), "ordinal", classes=2)
