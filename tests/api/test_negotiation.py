"""Clients get the form of an answer that they want most."""

import pytest
from starlette.requests import Request

from api.negotiation import CSV, JSON, has, media_type
from lehr.errors import InvalidRequest, NotAcceptable


def request(query: str = "", **headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "headers": raw, "query_string": query.encode()})


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("text/csv", CSV),
        ("TEXT/CSV", CSV),
        ("text/*", CSV),
        ("text/csv, application/json", JSON),
        ("text/csv, application/json;q=0.9", CSV),
        ("text/csv;q=0.1, application/json;q=0.2", JSON),
        ("text/csv; header=present; q=0.5, */*;q=0.4", CSV),
        ("text/csv;q=0, */*;q=0.1", JSON),
        ("application/json;q=0, */*", CSV),
        ("application/json;q=high, text/csv;q=0.001", CSV),
        ("application/json;q=nan, text/csv;q=0.001", CSV),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", JSON),
    ],
)
def test_the_most_wanted_media_type_is_chosen(accept: str, chosen: str) -> None:
    assert media_type(request(accept=accept)) == chosen


@pytest.mark.parametrize("accept", ["text/html", "image/*", "*/*;q=0", "application/json;q=0", ";"])
def test_nothing_is_sent_that_is_not_accepted(accept: str) -> None:
    with pytest.raises(NotAcceptable, match="offered are application/json, text/csv"):
        media_type(request(accept=accept))


def test_no_accept_header_means_anything() -> None:
    assert media_type(request()) == JSON


def test_format_goes_before_accept() -> None:
    assert media_type(request("format=csv", accept="application/json")) == CSV


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(InvalidRequest, match="`format` must be json or csv; received 'xml'"):
        media_type(request("format=xml"))


@pytest.mark.parametrize("named", ['"a"', 'W/"a"', '"b", "a"', "*"])
def test_a_tag_is_found_among_those_named(named: str) -> None:
    assert has(request(if_none_match=named), '"a"')


@pytest.mark.parametrize("named", ['"b"', "a", ""])
def test_another_tag_is_not_found(named: str) -> None:
    assert not has(request(if_none_match=named), 'W/"a"')
