"""Public addresses are distinguished from all others, in any notation."""

from ipaddress import IPv4Address, ip_address

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.tasks.core.web.addresses import is_local_name, is_public, literal_address


@pytest.mark.parametrize("text", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_addresses_of_the_open_web(text: str) -> None:
    """Public addresses pass, including IPv6 ones that embed a public IPv4 address."""
    assert is_public(ip_address(text))


@pytest.mark.parametrize(
    "text",
    [
        "0.0.0.0", "127.0.0.1", "127.255.255.254", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",  # noqa: S104 - nothing is bound to it
        "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.192", "192.0.2.1", "198.18.0.1", "203.0.113.9",
        "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::7f00:1",
        "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1", "2002:7f00:1::", "2002:a9fe:a9fe::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    ],
)  # fmt: skip
def test_addresses_that_no_page_has(text: str) -> None:
    """Loopback, private, link-local, metadata, multicast, reserved and documentation addresses do not pass."""
    assert not is_public(ip_address(text))


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("127.0.0.1.", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("0x7f000001", "127.0.0.1"),
        ("0X7F.1", "127.0.0.1"),
        ("017700000001", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("0251.0376.0251.0376", "169.254.169.254"),
        ("169.254.43518", "169.254.169.254"),
        ("0", "0.0.0.0"),  # noqa: S104  the very address that must be recognised
        ("[::1]", "::1"),
        ("::ffff:10.0.0.1", "::ffff:a00:1"),
    ],
)
def test_a_host_that_is_an_address(host: str, address: str) -> None:
    """Decimal, octal, hexadecimal and short forms are read as resolvers read them."""
    assert literal_address(host) == ip_address(address)


@pytest.mark.parametrize(
    "host", ["paper.example", "1.2.3.4.5", "256.1.1.1", "4294967296", "08.1.1.1", "1..2", "[zz]", ""]
)
def test_a_host_that_is_none(host: str) -> None:
    """Names and numbers out of range are not addresses."""
    assert literal_address(host) is None


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST.", "intranet", "a.localhost", "nas.local", "db.internal"])
def test_local_names(host: str) -> None:
    """Names of local networks are recognized."""
    assert is_local_name(host)
    assert not is_local_name("www.paper.example")


@given(number=st.integers(0, 2**32 - 1), form=st.sampled_from(["{}", "0x{:x}", "0{:o}"]))
@settings(max_examples=100)
def test_any_number_is_the_address_of_that_value(number: int, form: str) -> None:
    """A number in any base is the IPv4 address with that value."""
    assert literal_address(form.format(number)) == IPv4Address(number)


@given(host=st.text(max_size=40) | st.text("0123456789abcdefx.:[]%", max_size=40))
@settings(max_examples=200)
def test_no_host_can_break_it(host: str) -> None:
    """Any host yields an address or None."""
    address = literal_address(host)
    assert address is None or isinstance(is_public(address), bool)
