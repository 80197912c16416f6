"""Private addresses and other schemes are refused, however they are reached."""

import socket
import threading
from collections.abc import Callable, Iterator

import pytest

from dateline.config.schema import FetchSettings
from dateline.tasks.adapters.http.fetcher import Fetcher
from dateline.tasks.core.models import Reason
from tests.support.local_web import Web, failure, raw, redirect, ref, response


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as web:
        yield web


def refused(url: str, resolve: Callable[[str], list[str]] = lambda _: []) -> str:
    with Fetcher(FetchSettings(min_delay_s=0), resolve=resolve) as fetcher:
        page = failure(fetcher.fetch(ref(url)))
        feed = failure(fetcher.ask(url, robots=False))
    assert page.reason is feed.reason is Reason.REFUSED_ADDRESS
    assert page.detail.startswith("refused: ")
    return page.detail


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://0/",
        "http://10.0.0.1./",
        "http://192.168.1.1:8080/",
        "http://100.64.0.1/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[64:ff9b::a00:1]/",
        "http://[fe80::1]/",
        "http://[fd00:ec2::254]/",
        "http://localhost/",
        "http://LOCALHOST./",
        "http://printer/",
        "http://metadata.google.internal/",
        "http://１２７.0.0.1/",
        "http://user@127.0.0.1/",
        "file:///etc/passwd",
        "ftp://news.test/",
        "gopher://127.0.0.1:6379/_INFO",
        "javascript:alert(1)",
        "http:///nothing",
        "",
        "http://news.test:99999/",
        "http://[:7]/harbour",
        "http://[3:4]/",
        "http://%5B:7%5D/",
        f"http://{'a' * 64}.example.com/",
    ],
)
def test_addresses_and_schemes_that_are_refused(url: str) -> None:
    """No request is sent to a private address in any notation, nor to any scheme but http and https."""
    refused(url)


@pytest.mark.parametrize(
    "answer",
    [["10.1.2.3"], ["93.184.215.14", "127.0.0.1"], ["::1"], ["::ffff:169.254.169.254"], ["fe80::1%eth0"]],
)
def test_a_public_name_that_leads_to_a_private_address(answer: list[str]) -> None:
    """The resolved addresses decide; one private address among public ones is enough."""
    assert "news.example.com resolves to" in refused("http://news.example.com/", lambda _: answer)


@pytest.mark.parametrize("location", ["http://[:7]/harbour", "//[3:4]/", "http://%5B:7%5D/"])
def test_a_redirect_to_a_host_in_broken_brackets(web: Web, location: str) -> None:
    """A Location without a valid host is a failure, as is any other that cannot be followed."""
    web.page("/a", redirect(location))
    with web.fetcher() as fetcher:
        page = failure(fetcher.fetch(web.ref("/a")))
    assert page.reason is Reason.REFUSED_ADDRESS


def test_a_redirect_to_a_private_address(web: Web) -> None:
    """Each hop is judged like the first URL, by number and by name, and no request is sent."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        for path, to in {
            "/number": f"http://127.0.0.1:{port}/",
            "/name": f"http://inside.example.com:{port}/",
            "/relative": f"//127.0.0.1:{port}/",
            "/file": "file:///etc/passwd",
        }.items():
            web.page(path, redirect(to))
            with web.fetcher() as fetcher:
                page = failure(fetcher.fetch(web.ref(path)))
            assert page.reason is Reason.REFUSED_ADDRESS
            assert ("not http or https" if path == "/file" else "not a public address") in page.detail
        listener.settimeout(0)
        with pytest.raises(BlockingIOError):
            listener.accept()


def test_a_name_that_changes_its_address_is_not_followed(web: Web) -> None:
    """The connection goes to the address that was judged: each one resolves the name once."""
    answers = {"news.example.com": iter([["127.0.0.1"]] * 9)}
    asked = []

    def rebinding(host: str) -> list[str]:
        asked.append(host)
        return next(answers[host])

    settings = FetchSettings(min_delay_s=0, retries=0, private_hosts=("news.example.com",))
    with Fetcher(settings, resolve=rebinding) as fetcher:
        for path in ("/1", "/2"):
            raw(fetcher.fetch(ref(f"http://news.example.com:{web.port}{path}")))
    assert asked == ["news.example.com"]


def test_a_refusal_says_which_line_allows_the_host() -> None:
    """And in which files it may stand."""
    detail = refused("http://127.0.0.1:8642/")
    assert 'add private_hosts = ["127.0.0.1"] under [fetch] in settings.toml' in detail
    assert "under [source.fetch] in the file of a single source" in detail


@pytest.mark.parametrize("allowed", ["a.test", "a.test:{port}", "A.TEST."])
def test_a_private_host_can_be_allowed(web: Web, allowed: str) -> None:
    """The setting names a host, or a host and its port."""
    web.page("/", response(b"inside"))
    with web.fetcher(private_hosts=(allowed.format(port=web.port),)) as fetcher:
        assert raw(fetcher.fetch(web.ref())).body == b"inside"
        assert failure(fetcher.fetch(web.ref(host="b.test"))).reason is Reason.REFUSED_ADDRESS


def test_an_allowed_port_allows_no_other(web: Web) -> None:
    """Allowing one port of a host allows no other port."""
    with web.fetcher(private_hosts=("a.test:1",)) as fetcher:
        assert failure(fetcher.fetch(web.ref())).reason is Reason.REFUSED_ADDRESS
    assert web.requests == []


@pytest.mark.parametrize("host", ["127.0.0.1", "inside.example.com", "intranet", "wiki.internal"])
def test_a_network_allows_its_addresses_and_the_names_that_lead_to_them(web: Web, host: str) -> None:
    """Also names without a dot: where they lead decides."""
    web.page("/", response(b"inside"), host=host)
    with web.fetcher(private_hosts=("127.0.0.0/24",)) as fetcher:
        answer = fetcher.fetch(ref(f"http://{host}:{web.port}/"))
    assert raw(answer).body == b"inside"


@pytest.mark.parametrize("host", ["127.0.1.1", "10.1.0.1", "[::1]", "news.example.com", "intranet", "public.internal"])
def test_a_network_allows_nothing_outside_of_it(host: str) -> None:
    """A name is refused as well if only one of its addresses is in the network, or if a local name leads elsewhere."""
    answers = {"news.example.com": ["127.0.0.1", "10.1.0.1"], "intranet": ["10.1.0.1"]}
    settings = FetchSettings(min_delay_s=0, retries=0, private_hosts=("127.0.0.0/24",))
    with Fetcher(settings, resolve=lambda host: answers.get(host, ["93.184.215.14"])) as fetcher:
        assert failure(fetcher.fetch(ref(f"http://{host}/"))).reason is Reason.REFUSED_ADDRESS


def test_a_network_allows_no_local_name_that_a_proxy_resolves() -> None:
    """Where the name leads is not known here then."""
    settings = FetchSettings(
        min_delay_s=0, retries=0, private_hosts=("127.0.0.0/24",), proxy="http://127.0.0.1:9", obey_robots=False
    )
    with Fetcher(settings, resolve=lambda _: ["127.0.0.1"]) as fetcher:
        assert failure(fetcher.fetch(ref("http://intranet/"))).reason is Reason.REFUSED_ADDRESS


def test_names_without_an_address_and_resolvers_that_hang(web: Web) -> None:
    """An unknown name is a failure; a resolver that hangs ends at the connect timeout."""
    gate = threading.Event()

    def resolve(host: str) -> list[str]:
        if host == "slow.example.com":
            gate.wait(60)
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    settings = FetchSettings(min_delay_s=0, retries=0, connect_timeout_s=0.1)
    with Fetcher(settings, resolve=resolve) as fetcher:
        unknown = failure(fetcher.fetch(ref("http://unknown.example.com/")))
        slow = failure(fetcher.fetch(ref("http://slow.example.com/")))
    gate.set()
    assert (unknown.reason, slow.reason) == (Reason.FETCH_FAILED, Reason.TIMEOUT)
    assert "unknown.example.com" in unknown.detail
    assert web.requests == []


def test_the_environments_proxies_are_not_used(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    """Proxies of the environment are ignored, since they would resolve names unguarded."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    web.page("/", response(b"direct"))
    with web.fetcher() as fetcher:
        assert raw(fetcher.fetch(web.ref())).body == b"direct"
