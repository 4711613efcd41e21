"""A query string is read as everywhere else."""

from urllib.parse import parse_qs

from fastapi import Request
from hypothesis import given
from hypothesis import strategies as st

from api.query_texts import Texts, texts


def read(query: str) -> Texts:
    return texts(Request({"type": "http", "query_string": query.encode("latin-1")}))


@given(query=st.text(alphabet="ab01=&,;.%+ \xe9"))
def test_every_query_is_read_as_the_standard_library_reads_it(query: str) -> None:
    assert read(query) == parse_qs(query, keep_blank_values=True)


def test_a_repeated_parameter_has_all_its_texts_in_their_order() -> None:
    assert read("at=3&b=&at=1,2") == {"at": ["3", "1,2"], "b": [""]}
