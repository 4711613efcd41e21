"""Records as TensorFlow frames them: a length and the content, each behind its checksum."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from tensorboardX.crc32c import CRC_TABLE

Checksums = NDArray[np.uint32]

TABLE: Final = np.array(CRC_TABLE, np.uint32)
EMPTY: Final = np.uint32(0xFFFFFFFF)
MASK: Final = np.uint32(0xA282EAD8)
"""Added to a turned checksum, so that one of data with checksums in it is none of theirs."""


def framed(records: Sequence[bytes]) -> Iterator[bytes]:
    """Yield each record, of which there is at least one, in its frame."""
    for record, checksum in zip(records, masked_checksums(records), strict=True):
        yield _header(len(record)) + record + int(checksum).to_bytes(4, "little")


def masked_checksums(records: Sequence[bytes]) -> Checksums:
    """Return the masked CRC-32C of each record; they are computed beside each other."""
    lengths = np.array([len(record) for record in records])
    matrix = _matrix(records, lengths)
    checksums = np.full(len(records), EMPTY)
    for place, octets in enumerate(matrix.T):
        live = place < lengths
        checksums[live] = TABLE[(checksums[live] ^ octets[live]) & 0xFF] ^ (checksums[live] >> 8)
    checksums = ~checksums
    turned = np.right_shift(checksums, 15) | np.left_shift(checksums, 17)
    return turned.astype(np.uint32) + MASK


@lru_cache(1024)
def _header(length: int) -> bytes:
    written = length.to_bytes(8, "little")
    [checksum] = masked_checksums([written])
    return written + int(checksum).to_bytes(4, "little")


def _matrix(records: Sequence[bytes], lengths: NDArray[np.int_]) -> NDArray[np.uint8]:
    """Return a row for each record, filled up to the length of the longest."""
    matrix = np.zeros((len(records), lengths.max()), np.uint8)
    matrix[np.arange(matrix.shape[1]) < lengths[:, None]] = np.frombuffer(
        b"".join(records), np.uint8
    )
    return matrix
