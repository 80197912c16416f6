"""Fetching one page: connections, redirects, headers, conditional requests, TLS and memory."""

import datetime as dt
import logging
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from dateline.config.schema import FetchSettings
from dateline.tasks.adapters.http import fetcher as http
from dateline.tasks.adapters.http.fetcher import NotModified, Validators
from dateline.tasks.core.models import Reason
from dateline.tasks.core.version import __version__
from tests.support.local_web import Answer, Request, Web, failure, raw, redirect, ref, response


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as web:
        yield web


def test_one_connection_serves_all_pages_of_a_host(web: Web) -> None:
    """robots.txt, a redirect, its target and further pages are fetched over one connection."""
    web.page("/", redirect("/1"))
    for number in (1, 2):
        web.page(f"/{number}", response(b"page"))
    with web.fetcher() as fetcher:
        assert raw(fetcher.fetch(web.ref())).url == web.url("/1")
        raw(fetcher.fetch(web.ref("/2")))
    assert len(web.requests) == 4
    assert len({request.connection for request in web.requests}) == 1


def test_a_connection_that_the_server_closed_is_not_used_again(web: Web) -> None:
    """After ``Connection: close`` the next page is fetched over a new connection."""
    web.page("/", response(b"page", headers=[("Connection", "close")]))
    with web.fetcher() as fetcher:
        for _ in range(3):
            assert raw(fetcher.fetch(web.ref())).body == b"page"


def test_a_connection_that_was_kept_too_long_is_replaced_at_once(web: Web) -> None:
    """If the server drops an idle connection, the request is sent again at once, without a retry's delay."""
    seen: set[int] = set()

    def answer(request: Request) -> Answer:
        known = request.connection in seen
        seen.add(request.connection)
        return (lambda _: None) if known else response(b"page")

    web.call("/", answer)
    with web.fetcher(retries=0, obey_robots=False) as fetcher:
        for _ in range(3):
            assert raw(fetcher.fetch(web.ref())).body == b"page"
    assert len(web.requests) == 5


@pytest.mark.parametrize(
    ("location", "path"),
    [
        ("/caf\xc3\xa9", "/caf%C3%A9"),  # UTF-8
        ("/caf\xe9", "/caf%E9"),  # Latin-1
        ("/a b?q=ü", "/a%20b?q=%FC"),
        ("/caf%C3%A9", "/caf%C3%A9"),
        ("to#part", "/to"),
        ("//b.test:{port}/b", "/b"),
    ],
)
def test_locations_as_servers_write_them(web: Web, location: str, path: str) -> None:
    """Non-ASCII, spaces, relative, without a scheme: each Location is followed as a browser does."""
    web.page("/", redirect(location.format(port=web.port)))
    with web.fetcher() as fetcher:
        raw(fetcher.fetch(web.ref()))
    assert web.requests[-1].path == path


def test_a_page_that_leads_on_by_itself_is_a_redirect(web: Web) -> None:
    """Its target is fetched under the rules for redirects, and the stub is listed among them with its body."""
    stub = b'<meta http-equiv="refresh" content="0; url=/new"><p>This page has moved.</p>'
    web.page("/", response(stub, headers=[("Content-Type", "text/html")]))
    web.page("/new", response(b"page"))
    web.page("/private", response(stub.replace(b"/new", b"http://10.0.0.1/")))
    web.page("/circle", response(stub.replace(b"/new", b"/circle2")))
    web.page("/circle2", response(stub.replace(b"/new", b"/circle")))
    with web.fetcher() as fetcher:
        page = raw(fetcher.fetch(web.ref()))
        assert (page.url, page.body) == (web.url("/new"), b"page")
        assert [(hop.url, hop.status, hop.body) for hop in page.redirects] == [(web.url(), 200, stub)]
        assert failure(fetcher.fetch(web.ref("/private"))).reason is Reason.REFUSED_ADDRESS
        assert failure(fetcher.fetch(web.ref("/circle"))).detail == "the redirects form a loop"
        assert raw(fetcher.ask(web.url())).body == stub


def test_a_page_has_the_redirects_that_led_to_it(web: Web) -> None:
    """Each redirect is listed in order with its URL, status and headers; a direct page has none."""
    web.page("/", response(b"moved", "301 Moved Permanently", [("Location", "/1")]))
    web.page("/1", redirect("/2"))
    web.page("/2", response(b"page"))
    with web.fetcher() as fetcher:
        page, direct = raw(fetcher.fetch(web.ref())), raw(fetcher.fetch(web.ref("/2")))
    assert [(hop.url, hop.status, hop.body) for hop in page.redirects] == [
        (web.url("/"), 301, b"moved"),
        (web.url("/1"), 302, b""),
    ]
    assert dict(page.redirects[1].headers)["Location"] == "/2"
    assert direct.redirects == ()


def test_a_cookie_that_a_redirect_sets_comes_back_for_this_page_only(web: Web) -> None:
    """A site that redirects until its cookie is sent can be read; the cookie is not sent for other pages."""
    web.call(
        "/", lambda request: response(b"in") if "cookie" in request.headers else redirect("/", ("Set-Cookie", "x=1"))
    )
    web.page("/other", response(b"other"))
    with web.fetcher() as fetcher:
        assert raw(fetcher.fetch(web.ref())).body == b"in"
        raw(fetcher.fetch(web.ref("/other")))
    assert [request.headers.get("cookie") for request in web.requests if request.path != "/robots.txt"] == [
        None,
        "x=1",
        None,
    ]


def test_a_page_has_the_final_url_and_headers(web: Web) -> None:
    """Final URL, status, reason and headers are those of the last response."""
    web.page("/", redirect(web.url("/page", "b.test")))
    web.page("/page", response(b"words", "418 I'm a teapot", [("X-One", "1"), ("x-one", "2")]), host="b.test")
    with web.fetcher() as fetcher:
        page = raw(fetcher.fetch(web.ref()))
    assert (page.ref, page.url, page.status, page.status_reason) == (
        web.ref(),
        web.url("/page", "b.test"),
        418,
        "I'm a teapot",
    )
    assert [value for name, value in page.headers if name.lower() == "x-one"] == ["1", "2"]
    assert page.fetched_at.tzinfo is not None


def test_a_request_identifies_dateline(web: Web) -> None:
    """The User-Agent contains version and contact; no header is sent beyond those needed."""
    with web.fetcher(user_agent="dateline/{version} (+{contact})", contact="https://a.test/ü") as fetcher:
        raw(fetcher.fetch(web.ref()))
    request = web.requests[-1]
    assert request.headers["user-agent"] == f"dateline/{__version__} (+https://a.test/?)"
    assert request.headers["host"] == f"a.test:{web.port}"
    assert set(request.headers) == {"host", "user-agent", "accept", "accept-encoding"}


def test_without_a_contact_the_log_warns_once(caplog: pytest.LogCaptureFixture) -> None:
    """Without a contact, the User-Agent says that none is set."""
    http._warn_of_no_contact.cache_clear()
    with caplog.at_level(logging.WARNING):
        agents = {http.user_agent(FetchSettings()) for _ in range(3)}
    assert agents == {f"dateline/{__version__} (+no contact given)"}
    assert len([record for record in caplog.records if "contact" in record.message]) == 1


def test_an_unchanged_page_is_recognized_by_its_validators(web: Web) -> None:
    """A 304 is `NotModified` if validators were sent, else a page with that status."""

    def answer(request: Request) -> bytes:
        unchanged = request.headers.get("if-none-match") == '"v1"' or "if-modified-since" in request.headers
        return response(status="304 Not Modified") if unchanged else response(b"new", headers=[("ETag", '"v1"')])

    web.call("/", answer)
    web.page("/odd", response(status="304 Not Modified"))
    date = "Mon, 04 May 2026 12:00:00 GMT"
    with web.fetcher() as fetcher:
        assert raw(fetcher.fetch(web.ref())).header("etag") == '"v1"'
        assert fetcher.fetch(web.ref(), validators=Validators(etag='"v1"')) == NotModified()
        assert fetcher.fetch(web.ref(), validators=Validators(last_modified=date)) == NotModified()
        assert raw(fetcher.fetch(web.ref(), validators=Validators(etag='"v0"'))).body == b"new"
        assert raw(fetcher.fetch(web.ref(), validators=Validators(etag="a\r\nb: c\u2028"))).body == b"new"
        assert raw(fetcher.fetch(web.ref("/odd"))).status == 304


def certificate(name: str, folder: Path) -> tuple[ssl.SSLContext, Path]:
    """Return a TLS context of a server with a self-signed certificate, and the file of the certificate."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    files = folder / "certificate.pem", folder / "key.pem"
    files[0].write_bytes(made.public_bytes(Encoding.PEM))
    files[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*files)
    return context, files[0]


def test_tls_is_checked_by_name_at_the_pinned_address(tmp_path: Path) -> None:
    """The certificate must match the host name, not the address; with a trusted one the page is fetched."""
    served, trusted = certificate("a.test", tmp_path)
    with Web(served) as web:
        web.page("/", response(b"safe"))
        with web.fetcher(tls=ssl.create_default_context(cafile=trusted)) as fetcher:
            for _ in range(2):
                assert raw(fetcher.fetch(web.ref())).body == b"safe"
            other = failure(fetcher.fetch(web.ref(host="b.test")))
    assert len({request.connection for request in web.requests}) == 1
    assert other.reason is Reason.FETCH_FAILED
    assert "certificate is not trusted" in other.detail
    assert "b.test" in other.detail


def test_a_page_that_trickles_in_over_tls_ends_at_the_deadline(tmp_path: Path) -> None:
    """The total timeout also applies to an encrypted connection."""
    served, trusted = certificate("a.test", tmp_path)

    def trickle(to: socket.socket) -> None:
        to.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        for _ in range(1000):
            to.sendall(b".")
            threading.Event().wait(0.01)

    with Web(served) as web:
        web.page("/", trickle)
        tls = ssl.create_default_context(cafile=trusted)
        with web.fetcher(tls=tls, total_timeout_s=0.3, obey_robots=False) as fetcher:
            page = failure(fetcher.fetch(web.ref()))
    assert (page.reason, page.detail) == (Reason.TIMEOUT, "the page was not complete after 0.3 seconds")


def test_a_certificate_that_nobody_vouches_for(tmp_path: Path) -> None:
    """An untrusted certificate is a failure that says so, and is not retried."""
    served, _ = certificate("a.test", tmp_path)
    with Web(served) as web, web.fetcher(retries=2, obey_robots=False) as fetcher:
        page = failure(fetcher.fetch(web.ref()))
    assert page.detail == "the server's certificate is not trusted: self-signed certificate"


def test_plain_http_where_tls_was_expected(web: Web) -> None:
    """A server that is silent during the TLS handshake, or answers in plain HTTP, is a failure that says so."""
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        web.fetcher(obey_robots=False, connect_timeout_s=0.2) as fetcher,
    ):
        url = f"https://a.test:{listener.getsockname()[1]}/"
        silent = failure(fetcher.fetch(ref(url)))
        listener.accept()[0].close()

        def answer() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.sendall(response(status="400 Bad Request"))
                connection.recv(65_536)

        thread = threading.Thread(target=answer)
        thread.start()
        plain = failure(fetcher.fetch(ref(url)))
        thread.join()
    assert (silent.reason, silent.detail) == (Reason.TIMEOUT, "a.test did not complete the TLS handshake in time")
    assert plain.detail.startswith("TLS failed: ")


def test_memory_stays_level_over_many_fetches(web: Web) -> None:
    """Resident memory does not grow after the first hundreds of pages."""
    web.page("/", response(b"x" * 20_000))
    me = psutil.Process()
    with web.fetcher() as fetcher:
        for _ in range(300):
            raw(fetcher.fetch(web.ref()))
        web.requests.clear()
        before = me.memory_info().rss
        for _ in range(700):
            raw(fetcher.fetch(web.ref()))
            web.requests.clear()
    assert me.memory_info().rss - before < 3_000_000
