"""The data sets that somebody measured: fixed rows in a fixed order."""

from collections import Counter
from typing import ClassVar, Literal

from . import shipped
from .base import Dataset


class Published(Dataset):
    """Rows that never change, in the order in which they were distributed."""

    licence: ClassVar[str | None] = "CC BY 4.0"
    inputs: ClassVar[int]
    """Numbers per row."""

    def labels(self) -> list[int]:
        """Return the class of each row, in file order."""
        return list(shipped.labels(self.name))

    @property
    def samples(self) -> int:
        """How many rows there are."""
        return len(shipped.labels(self.name))

    @property
    def shape(self) -> tuple[int, ...]:
        """The inputs of one row."""
        return (self.inputs,)

    @property
    def classes(self) -> int:
        """How many classes there are."""
        return len(self.class_sizes)

    @property
    def class_sizes(self) -> tuple[int, ...]:
        """How many rows each class has."""
        return tuple(size for _, size in sorted(Counter(shipped.labels(self.name)).items()))


class Ionosphere(Published):
    """Radar returns from the ionosphere: good (`g`, class 1) or bad (`b`, class 0)."""

    title: ClassVar[str] = "Ionosphere: good (1) or bad (0) radar returns"
    source: ClassVar[str] = (
        "Sigillito, V., Wing, S., Hutton, L., Baker, K. (1989). Ionosphere. "
        "UCI Machine Learning Repository. https://doi.org/10.24432/C5W01B"
    )
    inputs: ClassVar[int] = 34
    name: Literal["ionosphere"]


class Iris(Published):
    """Sepals and petals of three species; the rows are those of Fisher's paper."""

    title: ClassVar[str] = "Iris: setosa (0), versicolor (1) or virginica (2)"
    source: ClassVar[str] = (
        "Fisher, R. A. (1936). Iris. UCI Machine Learning Repository. "
        "https://doi.org/10.24432/C56C76"
    )
    inputs: ClassVar[int] = 4
    name: Literal["iris"]


class Wine(Published):
    """Chemical analyses of wines from three cultivars."""

    title: ClassVar[str] = "Wine: which of three cultivars"
    source: ClassVar[str] = (
        "Aeberhard, S., Forina, M. (1992). Wine. UCI Machine Learning Repository. "
        "https://doi.org/10.24432/C5PC7J"
    )
    inputs: ClassVar[int] = 13
    name: Literal["wine"]


class BreastCancer(Published):
    """Cell nuclei in images of breast masses."""

    title: ClassVar[str] = "Breast cancer: malignant (0) or benign (1) masses"
    source: ClassVar[str] = (
        "Wolberg, W., Mangasarian, O., Street, N., Street, W. (1993). Breast Cancer Wisconsin "
        "(Diagnostic). UCI Machine Learning Repository. https://doi.org/10.24432/C5DW2B"
    )
    inputs: ClassVar[int] = 30
    name: Literal["breast_cancer"]


class Digits(Published):
    """Handwritten digits as 8 x 8 counts of 0 to 16, row after row; the test part of the set."""

    title: ClassVar[str] = "Digits: handwritten 0 to 9"
    source: ClassVar[str] = (
        "Alpaydin, E., Kaynak, C. (1998). Optical Recognition of Handwritten Digits. "
        "UCI Machine Learning Repository. https://doi.org/10.24432/C50P49"
    )
    inputs: ClassVar[int] = 64
    name: Literal["digits"]
