"""Records are framed as TensorFlow's own writer frames them."""

import pytest
from tensorboardX.record_writer import masked_crc32c

from lehr.exports.records import framed, masked_checksums


def test_checksums_are_those_of_tensorboards_own_writer() -> None:
    records = [b"", b"a", b"123456789", bytes(range(256)) * 5]
    assert masked_checksums(records).tolist() == [masked_crc32c(record) for record in records]


@pytest.mark.parametrize("length", [1, 300])
def test_a_frame_has_the_length_and_both_checksums(length: int) -> None:
    [frame] = framed([bytes(length)])
    header = length.to_bytes(8, "little")
    assert frame[:8] == header
    assert int.from_bytes(frame[8:12], "little") == masked_crc32c(header)
    assert frame[12:-4] == bytes(length)
    assert int.from_bytes(frame[-4:], "little") == masked_crc32c(bytes(length))
