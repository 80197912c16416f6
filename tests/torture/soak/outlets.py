"""The outlets of the soak. Each publishes, edits and deletes stories on the web, in a folder, or in WARC files."""

import gzip
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.support.local_site import Site, feed, story

LISTED = 100
"""How many of its newest stories a feed lists: more than are published between two looks, even after an outage."""
FROM_THE_FUTURE = 0.03
"""The share of stories that a clock which is wrong by a year has dated."""
PAGES_IN_A_WARC = 5


@dataclass
class Story:
    """A story as it was published."""

    url: str
    headline: str
    at: datetime
    edits: int = 0

    def page(self) -> bytes:
        """Return its page, to which each edit adds a paragraph."""
        paragraphs = [
            f"{self.headline}, said the harbour office in its {what} of the day, which was read out at the quay before "
            f"the ferry left, and the matter is to come before the council once the weather allows a survey."
            for what in ("first notice", "second notice", "notice to mariners")
        ]
        more = [
            f"The harbour office added at {number + 1} o'clock that the ferry had left an hour late, and that the "
            "boat's master had been asked to wait at the pier until the next tide."
            for number in range(self.edits)
        ]
        return story(self.headline, self.at, *paragraphs, *more)


@dataclass
class Outlet:
    """An outlet and its stories, with its own source of random numbers, so that a run can be repeated."""

    name: str
    chance: random.Random
    stories: list[Story] = field(default_factory=list)

    def publish(self) -> None:
        """Publish one more story."""
        now = datetime.now(UTC).replace(microsecond=0)
        ahead = timedelta(days=400) if self.chance.random() < FROM_THE_FUTURE else timedelta()
        number = len(self.stories)
        new = Story(self.url_of(now, number), f"Boat {number} of {self.name} came in with the tide", now + ahead)
        self.stories.append(new)
        self.put(new)

    def edit(self) -> None:
        """Change one of the last stories."""
        changed = self.chance.choice(self.stories[-20:])
        changed.edits += 1
        self.put(changed)

    def delete(self) -> None:
        """Delete one of the older stories; lists still contain it."""
        self.remove(self.chance.choice(self.stories[: len(self.stories) // 2 + 1]))

    def url_of(self, now: datetime, number: int) -> str:
        """Return the URL of a new story."""
        raise NotImplementedError

    def put(self, what: Story) -> None:
        """Publish a story that is new or changed."""
        raise NotImplementedError

    def remove(self, what: Story) -> None:
        """Stop publishing a story."""
        raise NotImplementedError

    def ways(self) -> str:
        """Return the lines of the source file that say how the stories are found."""
        raise NotImplementedError


@dataclass
class WebOutlet(Outlet):
    """An outlet with a site, whose stories are listed in its feed, sitemap, listing or URL list."""

    site: Site = field(default_factory=Site)
    kinds: tuple[str, ...] = ("feed",)
    url_list: Path = Path()

    def url_of(self, now: datetime, number: int) -> str:
        return self.site.url(f"/{now:%Y/%m/%d}/boat-number-{number}-has-come-in.html")

    def put(self, what: Story) -> None:
        self.site.pages[what.url.removeprefix(self.site.address)] = what.page()
        for kind in self.kinds:
            _INDEXES[kind](self)

    def remove(self, what: Story) -> None:
        self.site.pages[what.url.removeprefix(self.site.address)] = lambda _: (410, b"gone")

    def ways(self) -> str:
        listing = f'{{ url = "{self.site.address}/archive/{{yyyy}}/{{mm}}/{{dd}}/", selector = "p a" }}'
        return "\n".join(
            {
                "feed": f'feeds = ["{self.site.url("/feed.xml")}"]',
                "sitemap": f'sitemaps = ["{self.site.url("/sitemap.xml")}"]',
                "listing": f"listings = [{listing}]",
                "list": f'url_lists = ["{self.url_list}"]',
            }[kind]
            for kind in self.kinds
        )


def _write_feed(outlet: WebOutlet) -> None:
    outlet.site.pages["/feed.xml"] = feed(*((s.headline, s.url, s.at) for s in outlet.stories[-LISTED:]))


def _write_sitemap(outlet: WebOutlet) -> None:
    urls = "".join(f"<url><loc>{s.url}</loc><lastmod>{s.at.isoformat()}</lastmod></url>" for s in outlet.stories)
    outlet.site.pages["/sitemap.xml"] = f"<?xml version='1.0'?><urlset>{urls}</urlset>".encode()


def _write_listing(outlet: WebOutlet) -> None:
    links: dict[str, str] = {}
    for one in outlet.stories:
        path = one.url.removeprefix(outlet.site.address)
        day = f"/archive{path.rpartition('/')[0]}/"
        links[day] = links.get(day, "") + f'<p><a href="{path}">{one.headline}</a></p>'
    outlet.site.pages |= {day: page.encode() for day, page in links.items()}


def _write_list(outlet: WebOutlet) -> None:
    outlet.url_list.write_text("".join(f"{one.url}\n" for one in outlet.stories), encoding="utf-8")


_INDEXES: dict[str, Callable[[WebOutlet], None]] = {
    "feed": _write_feed,
    "sitemap": _write_sitemap,
    "listing": _write_listing,
    "list": _write_list,
}


@dataclass
class FolderOutlet(Outlet):
    """An outlet whose stories are saved in a folder. A deleted story may not have been read, so it no longer counts."""

    folder: Path = Path()

    def url_of(self, now: datetime, number: int) -> str:
        return (self.folder / f"{now:%H%M%S}-{number}.html").as_uri()

    def put(self, what: Story) -> None:
        self.folder.mkdir(exist_ok=True)
        (self.folder / what.url.rpartition("/")[2]).write_bytes(what.page())

    def remove(self, what: Story) -> None:
        self.stories.remove(what)
        (self.folder / what.url.rpartition("/")[2]).unlink()

    def ways(self) -> str:
        return f'folders = ["{self.folder}"]'


@dataclass
class WarcOutlet(Outlet):
    """An outlet with WARC files of several stories each; a changed story is a record in the next file."""

    folder: Path = Path()
    waiting: list[Story] = field(default_factory=list)

    def url_of(self, now: datetime, number: int) -> str:
        return f"http://{self.name}.example/{now:%Y/%m/%d}/boat-number-{number}.html"

    def put(self, what: Story) -> None:
        self.waiting.append(what)
        if len(self.waiting) >= PAGES_IN_A_WARC:
            self.write()

    def write(self) -> None:
        """Write the waiting stories to a file, which appears at once and complete."""
        self.folder.mkdir(exist_ok=True)
        name = f"boats-{len(list(self.folder.iterdir())):04}.warc.gz"
        unfinished = self.folder / f".{name}"
        unfinished.write_bytes(b"".join(gzip.compress(_record(one)) for one in self.waiting))
        unfinished.rename(self.folder / name)
        self.waiting.clear()

    def remove(self, what: Story) -> None:
        """Do nothing: records stay in a WARC file."""

    def ways(self) -> str:
        return f'warcs = ["{self.folder}/*.warc.gz"]'


def _record(one: Story) -> bytes:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + one.page()
    moment = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {one.url}\r\nWARC-Date: {moment}\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{abs(hash((one.url, one.edits))) % 10**12:012}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"
