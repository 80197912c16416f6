"""Builds blogs from the same posts with common blog systems: known text in their real templates.

Each builder takes a folder of its own and the posts, and yields a page for each post and template. A builder whose
system is not installed raises `NotHereError`, which says what to install.
"""

import json
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.blog_posts import AUTHOR, Post

SITE = "Field and Desk"
HEXO_PLUGINS = (
    *("hexo", "hexo-renderer-marked", "hexo-renderer-ejs", "hexo-renderer-stylus", "hexo-renderer-pug"),
    *("hexo-generator-index", "hexo-generator-archive", "hexo-generator-tag"),
)
HEXO_THEMES = (
    *("anzhiyu", "ayer", "butterfly", "fluid", "icarus", "kratos-rebirth", "landscape", "next", "particlex", "pure"),
    *("solitude", "stellar"),
)
GOVUK = ("@11ty/eleventy@3.1.8", "@x-govuk/govuk-eleventy-plugin@6.7.2")
_GOVUK_SETTINGS = """
import govuk from '@x-govuk/govuk-eleventy-plugin'
const layouts = '../node_modules/@x-govuk/govuk-eleventy-plugin/layouts'
export default function (eleventy) {
  eleventy.addPlugin(govuk, { titleSuffix: 'SITE', url: 'https://gov.example', header: { productName: 'SITE' } })
  return { htmlTemplateEngine: 'njk', markdownTemplateEngine: 'njk', dir: { input: 'app', layouts } }
}
""".replace("SITE", SITE)
NIKOLA = "nikola==8.3.3"
NIKOLA_THEMES = ("base", "bootstrap4", "bootblog4")


class NotHereError(Exception):
    """A blog system is not installed. The message says how to install it."""


@dataclass(frozen=True, slots=True)
class BuiltPage:
    """A post in one template."""

    template: str
    post: Post
    url: str
    html: bytes


Builder = Callable[[Path, Sequence[Post]], Iterator[BuiltPage]]


def jekyll(folder: Path, posts: Sequence[Post]) -> Iterator[BuiltPage]:
    """Build with Jekyll and its theme minima (Debian: ``jekyll jekyll-theme-minima``)."""
    program = _program("jekyll", "apt-get install jekyll jekyll-theme-minima")
    settings = {"title": SITE, "theme": "minima", "url": "https://jekyll.example", "timezone": "UTC", "future": True}
    (folder / "_posts").mkdir()
    (folder / "_config.yml").write_text(_yaml(settings | {"plugins": ["jekyll-seo-tag", "jekyll-feed"]}))
    for post in posts:
        head = _yaml({"layout": "post", "title": post.title, "date": post.date.isoformat(), "author": AUTHOR})
        (folder / "_posts" / f"{post.date:%Y-%m-%d}-{post.slug}.md").write_text(f"---\n{head}---\n{post.body}")
    run([program, "build"], folder)
    yield from _built("jekyll: minima", folder / "_site", posts, "https://jekyll.example/", "{slug}.html")


def nikola(folder: Path, posts: Sequence[Post]) -> Iterator[BuiltPage]:
    """Build with Nikola and the themes that it ships, in an environment of its own."""
    venv.create(folder / "venv", with_pip=True)
    run([str(folder / "venv/bin/pip"), "install", "--quiet", NIKOLA], folder)
    for theme in NIKOLA_THEMES:
        site = folder / theme
        run([str(folder / "venv/bin/nikola"), "init", "-q", str(site)], folder)
        settings: dict[str, object] = {
            "BLOG_AUTHOR": AUTHOR,
            "BLOG_TITLE": SITE,
            "SITE_URL": "https://nikola.example/",
            "THEME": theme,
        }
        settings |= {"TIMEZONE": "UTC", "POSTS": (("posts/*.md", "posts", "post.tmpl"),)}
        settings |= {"COMPILERS": {"markdown": (".md",)}}
        with (site / "conf.py").open("a") as conf:
            conf.writelines(f"{name} = {value!r}\n" for name, value in settings.items())
        (site / "posts").mkdir(exist_ok=True)
        for post in posts:
            head = {"title": post.title, "slug": post.slug, "date": post.date.isoformat(), "author": AUTHOR}
            lines = "".join(f".. {name}: {value}\n" for name, value in head.items())
            (site / "posts" / f"{post.slug}.md").write_text(f"<!--\n{lines}-->\n\n{post.body}")
        run([str(folder / "venv/bin/nikola"), "build", "-n", "1"], site)
        yield from _built(f"nikola: {theme}", site / "output", posts, "https://nikola.example/", "{slug}/index.html")


def hexo(folder: Path, posts: Sequence[Post]) -> Iterator[BuiltPage]:
    """Build with Hexo and a dozen of its themes, which npm fetches."""
    npm = _program("npm", "apt-get install npm")
    (folder / "package.json").write_text("{}")
    for packages in (HEXO_PLUGINS, *((f"hexo-theme-{theme}",) for theme in HEXO_THEMES)):
        run([npm, "install", "--no-audit", "--no-fund", "--legacy-peer-deps", *packages], folder)
    for theme in HEXO_THEMES:
        site = folder / theme
        (site / "source" / "_posts").mkdir(parents=True)
        (site / "node_modules").symlink_to(folder / "node_modules")
        wanted = json.loads((folder / "package.json").read_text())
        (site / "package.json").write_text(json.dumps(wanted | {"hexo": {"version": ""}}))
        settings = {"title": SITE, "author": AUTHOR, "language": "en", "timezone": "UTC", "theme": theme}
        settings |= {"url": "https://hexo.example", "permalink": ":year/:month/:title/"}
        (site / "_config.yml").write_text(_yaml(settings))
        for post in posts:
            head = _yaml({"title": post.title, "date": post.date.isoformat(), "tags": ["notes"]})
            (site / "source" / "_posts" / f"{post.slug}.md").write_text(f"---\n{head}---\n{post.body}")
        run(["node_modules/.bin/hexo", "generate"], site)
        yield from _built(f"hexo: {theme}", site / "public", posts, "https://hexo.example/", "{slug}/index.html")


def govuk(folder: Path, posts: Sequence[Post]) -> Iterator[BuiltPage]:
    """Build with Eleventy and the templates of the UK government's services, which npm fetches."""
    npm = _program("npm", "apt-get install npm")
    (folder / "package.json").write_text('{"type": "module"}')
    run([npm, "install", "--no-audit", "--no-fund", *GOVUK], folder)
    (folder / "eleventy.config.js").write_text(_GOVUK_SETTINGS)
    (folder / "app").mkdir()
    (folder / "app" / "index.md").write_text(f"---\n{_yaml({'layout': 'page', 'title': SITE, 'homepage': True})}---\n")
    for post in posts:
        head = _yaml({"layout": "post", "title": post.title, "author": AUTHOR, "tags": ["notes"]})
        head += f"date: {post.date.isoformat()}\n"  # a date in quotes would be a text to Eleventy
        (folder / "app" / f"{post.slug}.md").write_text(f"---\n{head}---\n{post.body}")
    run(["node_modules/.bin/eleventy"], folder)
    yield from _built("official: GOV.UK", folder / "_site", posts, "https://gov.example/", "{slug}/index.html")


def _built(template: str, output: Path, posts: Sequence[Post], url: str, pattern: str) -> Iterator[BuiltPage]:
    for post in posts:
        paths = [path for path in output.rglob(pattern.format(slug=post.slug)) if "amp" not in path.parts]
        if len(paths) != 1:
            raise SystemExit(f"{template} made {len(paths)} pages of {post.slug}")
        place = paths[0].relative_to(output).as_posix().removesuffix("index.html")
        yield BuiltPage(template, post, f"{url}{place}", paths[0].read_bytes())


def _program(name: str, remedy: str) -> str:
    if found := shutil.which(name):
        return found
    raise NotHereError(f"{name} is not installed: {remedy}")


def _yaml(settings: Mapping[str, object]) -> str:
    """Return a flat YAML mapping; JSON values are YAML."""
    return "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in settings.items())


def run(command: list[str], folder: Path) -> None:
    """Run a command in a folder. If it fails, exit with its output."""
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env=os.environ | {"LANG": "C.UTF-8"}
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    print(" ".join(command[:3]), file=sys.stderr)
