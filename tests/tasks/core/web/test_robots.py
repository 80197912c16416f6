"""robots.txt means what RFC 9309 says, and costs little whatever it contains."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.tasks.core.models import Reason
from dateline.tasks.core.web.robots import (
    MAX_CRAWL_DELAY_S,
    MAX_ROBOTS_BYTES,
    Robots,
    RobotsVerdict,
    robots_from_response,
    robots_unreachable,
)

SITE = "http://paper.example"


def rules(text: str) -> Robots:
    return robots_from_response(200, text.encode(), "dateline")


@pytest.mark.parametrize("status", [301, 400, 401, 403, 404, 410, 451])
def test_a_missing_file_allows_all(status: int) -> None:
    """Client errors and too many redirects mean that there is no file (section 2.3.1.3)."""
    assert robots_from_response(status, b"User-agent: *\nDisallow: /", "dateline").allows(f"{SITE}/a")


@pytest.mark.parametrize("status", [429, 500, 503, 599])
def test_a_server_in_trouble_disallows_all(status: int) -> None:
    """Server errors disallow everything, and the detail gives the status (section 2.3.1.4)."""
    robots = robots_from_response(status, b"", "dateline")
    assert not robots.allows(f"{SITE}/a")
    assert str(status) in robots.detail


def test_an_unreachable_file_disallows_all() -> None:
    """Without a response everything is disallowed, with the reason and detail of the failure."""
    robots = robots_unreachable(Reason.TIMEOUT, "the server fell silent")
    assert robots.reason is Reason.TIMEOUT
    assert robots.verdict is RobotsVerdict.DISALLOW_ALL
    assert not robots.allows(f"{SITE}/a")
    assert "the server fell silent" in robots.detail


def test_the_most_specific_rule_wins() -> None:
    """The longest matching path decides; of equal ones, the allowance (section 2.2.2)."""
    robots = rules("User-agent: *\nDisallow: /news\nAllow: /news/open\nDisallow: /*.pdf$\nAllow: /tie\nDisallow: /tie")
    assert not robots.allows(f"{SITE}/news/x")
    assert robots.allows(f"{SITE}/news/open/x")
    assert not robots.allows(f"{SITE}/a.pdf")
    assert robots.allows(f"{SITE}/a.pdf?page=1")
    assert robots.allows(f"{SITE}/tie")


@pytest.mark.parametrize("agent", ["dateline", "DateLine", "dateline/2.1", "dateline # ours"])
def test_a_group_of_our_own(agent: str) -> None:
    """A group that names dateline, in any case, replaces the one for all (section 2.2.1)."""
    robots = rules(f"User-agent: *\nDisallow: /\n\nUser-agent: other\nUser-agent: {agent}\nDisallow: /private\n")
    assert robots.allows(f"{SITE}/a")
    assert not robots.allows(f"{SITE}/private")


@pytest.mark.parametrize("agent", ["date", "dateliner", "mydateline", "line"])
def test_a_group_of_another(agent: str) -> None:
    """A name that only contains ours, or is a part of it, is another."""
    assert rules(f"User-agent: {agent}\nDisallow: /").allows(f"{SITE}/a")


def test_several_groups_of_one_agent_are_one() -> None:
    """Rules of groups with the same agent are combined (section 2.2.1)."""
    robots = rules("User-agent: *\nDisallow: /a\n\nUser-agent: x\nDisallow: /c\n\nUser-agent: *\nDisallow: /b\n")
    assert [robots.allows(f"{SITE}/{path}") for path in "abc"] == [False, False, True]


def test_robots_txt_itself_is_always_allowed() -> None:
    """A file that disallows everything does not disallow itself (section 2.2.2)."""
    assert rules("User-agent: *\nDisallow: /").allows(f"{SITE}/robots.txt")


def test_a_byte_order_mark_and_broken_lines_do_no_harm() -> None:
    """Unreadable lines are skipped, and the others count."""
    body = b"\xef\xbb\xbfUser-agent: *\r\n\xff\xfe garbage\r\n<html>\r\nDisallow: /a\r\n"
    robots = robots_from_response(200, body, "dateline")
    assert not robots.allows(f"{SITE}/a")
    assert robots.allows(f"{SITE}/b")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_file_with_wide_characters_is_read(encoding: str) -> None:
    """robots.txt in UTF-16 is read, with or without a byte order mark, although the standard requires UTF-8."""
    for mark in ("\ufeff", ""):
        body = f"{mark}User-agent: *\r\nDisallow: /a\r\n".encode(encoding)
        robots = robots_from_response(200, body, "dateline")
        assert not robots.allows(f"{SITE}/a")
        assert robots.allows(f"{SITE}/b")


@pytest.mark.parametrize("end", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"])
def test_only_the_line_ends_of_the_standard_end_a_line(end: str) -> None:
    """Python takes more characters for line ends, after which the rest of a comment was a rule (section 2.2)."""
    robots = rules(f"User-agent: *\r# tides{end}Disallow: /\rDisallow: /drafts{end}old\rDisallow: /a")
    assert robots.allows(f"{SITE}/b")
    assert robots.allows(f"{SITE}/drafts")
    assert not robots.allows(f"{SITE}/drafts{end}old/1")
    assert not robots.allows(f"{SITE}/a")


def test_a_long_file_may_end_its_lines_in_any_way() -> None:
    """Of a file beyond the limit, the whole lines before it count, also if carriage returns alone end them."""
    body = b"User-agent: *\rDisallow: /a\r" + b"# tides\r" * (MAX_ROBOTS_BYTES // 8)
    assert not robots_from_response(200, body, "dateline").allows(f"{SITE}/a")


@pytest.mark.parametrize(
    ("delay", "read_s"),
    [("5", 5.0), ("0.5", 0.5), ("86400", MAX_CRAWL_DELAY_S), ("-1", None), ("soon", None), ("nan", None)],
)
def test_crawl_delay_is_read_and_bounded(delay: str, read_s: float | None) -> None:
    """Crawl-delay counts up to a maximum; nonsense is ignored."""
    assert rules(f"User-agent: *\nCrawl-delay: {delay}").crawl_delay_s == read_s


def test_sitemaps_are_the_whole_sites() -> None:
    """Sitemaps are read anywhere, also in the group of another agent."""
    text = f"User-agent: x\nDisallow: /\nSitemap: {SITE}/s.xml\n\nUser-agent: *\nSitemap: {SITE}/n.xml"
    assert rules(text).sitemaps == (f"{SITE}/s.xml", f"{SITE}/n.xml")


def test_only_so_much_is_read() -> None:
    """Rules beyond the limit are ignored, including one that the limit cuts (section 2.5)."""
    head = b"User-agent: *\nDisallow: /a\n"
    filler = b"#" * (MAX_ROBOTS_BYTES - len(head) - len(b"\nDisallow: /") - 2)
    robots = robots_from_response(200, head + filler + b"\nDisallow: /only-this\nDisallow: /b\n", "dateline")
    assert not robots.allows(f"{SITE}/a")
    assert robots.allows(f"{SITE}/only")
    assert robots.allows(f"{SITE}/b")


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"User-agent: bot{number}\n" for number in range(12_000))
        + "User-agent: *\n"
        + "Disallow: /x\n" * 15_000,
        "User-agent: *\nDisallow: /" + "*a" * 250_000,
        "User-agent: *\n" + "Disallow: /*a*b*c$\n" * 25_000,
        "User-agent" + " " * 500_000,
    ],
    ids=["agents times rules", "one pattern of wildcards", "many patterns of wildcards", "spaces"],
)
def test_no_file_takes_long(text: str) -> None:
    """Half a megabyte that is made to be slow is read quickly; a naive reader takes minutes."""
    assert rules(text).allows(f"{SITE}/{'a' * 5000}")


@given(
    st.binary(max_size=300)
    | st.lists(st.sampled_from([b"User-agent: *", b"Disallow: /%zz", b"Allow:", b"\0", b":"])).map(b"\n".join)
)
@settings(max_examples=150)
def test_no_file_can_break_it(body: bytes) -> None:
    """Any file allows a page or does not."""
    assert isinstance(robots_from_response(200, body, "dateline").allows(f"{SITE}/a?b=c#d"), bool)


@pytest.mark.parametrize("agent", ["*GreedyBot*", "*/*", "* GreedyBot", "**"])
def test_everybody_is_an_asterisk_that_stands_alone(agent: str) -> None:
    """A name that contains an asterisk does not mean all agents (section 2.2.1)."""
    robots = rules(f"User-agent: *\nDisallow: /drafts\n\nUser-agent: {agent}\nDisallow: /\n")
    assert robots.allows(f"{SITE}/a")
    assert not robots.allows(f"{SITE}/drafts/1")


@pytest.mark.parametrize("line", ["Tide: high", "Sitemap: http://paper.example/s.xml", "Crawl-delay: 4", "???", ""])
def test_other_lines_end_no_heading(line: str) -> None:
    """Other lines between the agents of a group do not end it (section 2.2.4)."""
    robots = rules(f"User-agent: dateline\n{line}\nUser-agent: other\nDisallow: /drafts\n")
    assert not robots.allows(f"{SITE}/drafts/1")
    assert robots.allows(f"{SITE}/a")
    assert robots.crawl_delay_s == (4.0 if "delay" in line else None)


@pytest.mark.parametrize(("agent", "delay_s"), [("SlowBot", None), ("dateline", 9.0), ("*", 9.0)])
def test_a_delay_is_for_the_agents_above_it(agent: str, delay_s: float | None) -> None:
    """A delay that is the only line about another agent is none for the agents that follow."""
    robots = rules(f"User-agent: {agent}\nCrawl-delay: 9\n\nUser-agent: *\nDisallow: /drafts\n")
    assert robots.crawl_delay_s == delay_s
    assert not robots.allows(f"{SITE}/drafts/1")
