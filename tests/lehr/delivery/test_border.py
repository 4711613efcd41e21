"""Deliveries pass to checked public addresses, and to what is listed."""

import socket
from collections.abc import Sequence
from ipaddress import ip_address, ip_network

import pytest
from pydantic import HttpUrl

from lehr.delivery.addresses import Address
from lehr.delivery.border import Border, Forbidden, resolved

PUBLIC, PRIVATE = ip_address("93.184.215.14"), ip_address("10.0.0.7")


def border(*addresses: Address, hosts: Sequence[str] = (), networks: Sequence[str] = ()) -> Border:
    """Make a border for which every host has these addresses."""
    listed = [ip_network(network) for network in networks]
    return Border(frozenset(hosts), listed, resolve=lambda _: addresses)


def refusal(gate: Border, url: str) -> str:
    with pytest.raises(Forbidden) as caught:
        gate.passed(HttpUrl(url))
    return str(caught.value)


@pytest.mark.parametrize("port", ["", ":443", ":8443"])
def test_a_public_address_is_passed_by_https_on_usual_ports(port: str) -> None:
    assert border(PUBLIC).passed(HttpUrl(f"https://hooks.example{port}/")) == (PUBLIC,)


def test_one_private_address_among_public_ones_closes_the_border() -> None:
    said = refusal(border(PUBLIC, PRIVATE), "https://hooks.example/")
    assert said.startswith("the host 'hooks.example' must have public addresses alone")
    assert said.endswith("one is 10.0.0.7")


def test_plain_http_is_refused() -> None:
    assert "the scheme must be https" in refusal(border(PUBLIC), "http://hooks.example/")


@pytest.mark.parametrize("port", [0, 22, 80, 6379, 8080])
def test_other_ports_are_refused(port: int) -> None:
    said = refusal(border(PUBLIC), f"https://hooks.example:{port}/")
    assert said.startswith("the port must be 443 or 8443")
    assert said.endswith(f"it is {port}")


def test_a_host_without_addresses_is_refused() -> None:
    assert refusal(border(), "https://hooks.example/").endswith("it has none")


def test_a_host_that_cannot_be_looked_up_is_refused_with_the_reason() -> None:
    def fail(host: str) -> Sequence[Address]:
        raise socket.gaierror(socket.EAI_NONAME, f"{host} is unknown")

    said = refusal(Border(frozenset(), [], resolve=fail), "https://hooks.example/")
    assert said.endswith("must have an address: [Errno -2] hooks.example is unknown")


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0177.1",
        "0x7f.0.0.1",
        "0",
        "localhost",
        "169.254.169.254",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:10.0.0.1]",
        "[::127.0.0.1]",
        "[64:ff9b::10.0.0.1]",
        "[2002:7f00:1::]",
        "[fd00:ec2::254]",
        "[fe80::1]",
    ],
)
def test_this_machine_and_its_neighbours_are_refused_in_every_spelling(host: str) -> None:
    assert "must have public addresses" in refusal(Border(frozenset(), []), f"https://{host}/")


def test_a_label_that_no_name_can_have_is_refused() -> None:
    assert "must have an address" in refusal(Border(frozenset(), []), f"https://{'a' * 64}.example")


@pytest.mark.parametrize("url", ["http://hooks.example/", "https://hooks.example:9000/"])
def test_a_listed_host_may_have_any_address_port_and_scheme(url: str) -> None:
    gate = border(PRIVATE, hosts=["hooks.example"])
    assert gate.passed(HttpUrl(url)) == (PRIVATE,)


def test_a_listed_name_lists_no_other() -> None:
    gate = border(PRIVATE, hosts=["hooks.example"])
    assert "must have public addresses" in refusal(gate, "https://a.hooks.example/")


def test_a_listed_network_may_be_reached_by_http_on_any_port() -> None:
    gate = border(PRIVATE, networks=["10.0.0.0/24"])
    assert gate.passed(HttpUrl("http://hooks.example:9000/")) == (PRIVATE,)


def test_of_public_and_listed_addresses_https_is_required() -> None:
    gate = border(PUBLIC, PRIVATE, networks=["10.0.0.0/24"])
    assert gate.passed(HttpUrl("https://hooks.example/")) == (PUBLIC, PRIVATE)
    assert "must be https" in refusal(gate, "http://hooks.example/")


def test_the_system_tells_each_address_once() -> None:
    assert resolved("127.0.0.1") == [ip_address("127.0.0.1")]
    assert resolved("::1") == [ip_address("::1")]
