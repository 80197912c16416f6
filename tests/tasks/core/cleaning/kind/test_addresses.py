"""What the URL of a page says about its kind."""

import pytest

from dateline.tasks.core.cleaning.kind.address import Address, read_address


def address(path: str) -> Address:
    """Return what is read from a path."""
    read = read_address(f"https://www.harbour-post.example{path}")
    assert read is not None
    return read


@pytest.mark.parametrize(
    "path",
    ["", "/", "/index.html", "/en", "/de-AT/", "/en/index.php", "/de/startseite.html", "/fr/accueil", "/homepage.aspx"],
)
def test_a_front_page(path: str) -> None:
    """The root of a site is its front page, in each language."""
    assert address(path).is_front


@pytest.mark.parametrize(
    "path",
    [
        *("/tag/boats", "/en/tags/boats/", "/author/mara-lindqvist", "/rubrique/mer", "/thema/deichbau", "/archive"),
        *(
            "/2026/",
            "/2026/03/",
            "/2026/03/14",
            "/blog/2026/03",
            "/world/2026/mar/14",
            "/news/page/2",
            "/coast/page/12/",
        ),
    ],
)
def test_an_address_of_a_list(path: str) -> None:
    """Tags, authors, sections, years, months, days and numbered pages are lists."""
    assert address(path).is_list


def test_an_article_in_the_folder_of_a_list() -> None:
    """A topic or tag has no name of six words."""
    assert not address("/topics/lock-keeper-hands-over-to-a-motor").is_list


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/town/swing-bridge-closed", "/2026/03/14/swing-bridge-closed", "/2026/03/swing-bridge-closed.html"),
        *("/tag/boats/2026/swing-bridge-closed", "/n?id=12", "/story/20260314", "/2026/03/14?id=5"),
        *("/node/1921", "/print/node/2014", "/artikel/2019", "/p/618822310"),
    ],
)
def test_an_address_of_a_page(path: str) -> None:
    """The URL of an article is no list, however much of a date it contains."""
    assert not address(path).is_list


def test_a_number_below_p_is_that_of_a_post() -> None:
    """Shops have the name of the product beside it."""
    assert not address("/p/618822310").is_in_shop
    assert address("/iron-pan/p/618822").is_in_shop
    assert address("/p/iron-pan").is_in_shop


def test_how_much_of_a_headline_is_in_an_address() -> None:
    """Up to six words count; numbers do not."""
    paths = ("/a/one-two-three-four-five-six-seven", "/a/one-two-three", "/a/20260314-12", "/")
    assert [address(path).headline_likeness for path in paths] == [1.0, 0.5, 0.0, 0.0]


@pytest.mark.parametrize("url", [None, "", "file:///tmp/page.html", "http://[broken"])
def test_an_address_that_is_none(url: str | None) -> None:
    """Nothing is read from the URL of a file, or from a broken one."""
    assert read_address(url) is None


def test_the_name_of_a_host() -> None:
    """A subdomain names a shop, a service or a forum as a folder does. The name of the site itself does not."""
    read = read_address
    assert (shop := read("https://shop.pans.example/iron-pan")) is not None
    assert shop.is_in_shop
    assert (jobs := read("https://jobs.pans.example/founder")) is not None
    assert jobs.is_of_service
    assert (forum := read("https://forum.pans.example/iron-pan")) is not None
    assert forum.is_in_forum
    assert (site := read("https://forum.example/iron-pan")) is not None
    assert not any((site.is_in_forum, site.is_in_shop, site.is_of_service))


@pytest.mark.parametrize(
    "url",
    [
        *("https://docs.pans.example/oven", "https://pans.example/docs/oven", "https://pans.example/wiki/Oven"),
        *(
            "https://pans.example/pogoda/gdynia",
            "https://pans.example/el-tiempo/cadiz",
            "https://pans.example/api/oven",
        ),
    ],
)
def test_manuals_and_forecasts_are_services(url: str) -> None:
    found = read_address(url)
    assert found is not None
    assert found.is_of_service
