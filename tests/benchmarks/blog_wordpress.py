"""Builds the posts with WordPress, in its default themes, with three comments per post.

Debian: ``apt-get install wordpress wordpress-theme-twentytwenty{one,two,three} php-cli php-mysql mariadb-server``. A
database and PHP's own web server run on loopback meanwhile.
"""

import getpass
import json
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC
from pathlib import Path

import requests
from markdown_it import MarkdownIt

from tests.benchmarks.blog_posts import AUTHOR, Post
from tests.benchmarks.blog_sites import SITE, BuiltPage, NotHereError

INSTALLED = Path("/usr/share/wordpress")
THEMES = ("twentytwentyone", "twentytwentytwo", "twentytwentythree")
COMMENTS = (
    "I remember this well, and my father told it quite otherwise to anyone who would listen.",
    "Thank you for writing this down. We tried the same two years ago and gave up by the second week.",
    "Could you say more about the costs? Ours came to twice that, without the travel.",
)
_CONFIG = """<?php
define('DB_NAME', 'wp'); define('DB_USER', 'wp'); define('DB_PASSWORD', 'wp');
define('DB_HOST', '127.0.0.1:{database}'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', '{home}'); define('WP_SITEURL', '{home}'); define('WP_HTTP_BLOCK_EXTERNAL', true);
$table_prefix = 'wp_'; defined('ABSPATH') || define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""
_ROUTER = """<?php
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if ($path != '/' && is_file(__DIR__ . $path)) { return false; }
chdir(__DIR__); $_SERVER['SCRIPT_NAME'] = '/index.php'; require __DIR__ . '/index.php';
"""
_FILL = """<?php
define('WP_INSTALLING', true); require __DIR__ . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
$given = json_decode(file_get_contents(__DIR__ . '/posts.json'), true);
wp_install($given['site'], 'author', 'author@example.org', true, '', 'secret');
wp_update_user(['ID' => 1, 'display_name' => $given['author']]);
update_option('permalink_structure', '/%year%/%monthnum%/%postname%/'); flush_rewrite_rules();
foreach ($given['posts'] as $post) {
  $id = wp_insert_post(['post_title' => $post['title'], 'post_name' => $post['slug'], 'post_content' => $post['html'],
    'post_status' => 'publish', 'post_author' => 1, 'post_date' => $post['date'], 'post_date_gmt' => $post['date']]);
  foreach ($given['comments'] as $number => $comment) {
    wp_insert_comment(['comment_post_ID' => $id, 'comment_author' => 'Reader ' . $number, 'comment_approved' => 1,
      'comment_content' => $comment, 'comment_date' => '2025-01-0' . (2 + $number) . ' 10:00:00']);
  }
}
"""
_THEMED = "UPDATE wp.wp_options SET option_value='{}' WHERE option_name IN ('template', 'stylesheet')"
_WAIT_S = 30.0


def wordpress(folder: Path, posts: Sequence[Post]) -> Iterator[BuiltPage]:
    """Serve the posts with each theme in turn, and yield the pages that a visitor gets."""
    if not INSTALLED.exists() or not shutil.which("php") or not shutil.which("mariadbd"):
        raise NotHereError("WordPress, PHP or MariaDB is not installed; see blog_wordpress.py for the packages")
    site, database, web = folder / "site", _free_port(), _free_port()
    home = f"http://127.0.0.1:{web}"
    shutil.copytree(INSTALLED, site, ignore_dangling_symlinks=True)
    (site / "wp-config.php").write_text(_CONFIG.format(database=database, home=home))
    (site / "router.php").write_text(_ROUTER)
    (site / "fill.php").write_text(_FILL)
    (site / "posts.json").write_text(json.dumps(_given(posts)))
    with ExitStack() as running:
        sql = running.enter_context(_database(folder, database))
        sql("CREATE DATABASE wp; CREATE USER wp@127.0.0.1 IDENTIFIED BY 'wp'; GRANT ALL ON wp.* TO wp@127.0.0.1")
        subprocess.run(["php", "fill.php"], cwd=site, check=True, capture_output=True)
        running.enter_context(_server(["php", "-S", f"127.0.0.1:{web}", "router.php"], site, web))
        for theme in THEMES:
            sql(_THEMED.format(theme))
            for post in posts:
                url = f"{home}/{post.date:%Y/%m}/{post.slug}/"
                answer = requests.get(url, timeout=_WAIT_S)
                answer.raise_for_status()
                yield BuiltPage(f"wordpress: {theme}", post, url, answer.content)


def _given(posts: Sequence[Post]) -> dict[str, object]:
    render = MarkdownIt().render
    listed = [
        {"slug": p.slug, "title": p.title, "date": f"{p.date.astimezone(UTC):%F %T}", "html": render(p.body)}
        for p in posts
    ]
    return {"site": SITE, "author": AUTHOR, "comments": COMMENTS, "posts": listed}


@contextmanager
def _database(folder: Path, port: int) -> Iterator[Callable[[str], None]]:
    """Run a MariaDB server of its own."""
    data, socket_path, user = folder / "mariadb", folder / "sql", getpass.getuser()
    as_me = ["--no-defaults", f"--datadir={data}", f"--user={user}"]
    made = ["mariadb-install-db", *as_me, "--auth-root-authentication-method=normal"]
    subprocess.run(made, check=True, capture_output=True)
    command = ["mariadbd", *as_me, f"--socket={socket_path}", f"--port={port}", "--bind-address=127.0.0.1"]
    with _server(command, folder, port):

        def sql(statements: str) -> None:
            client = ["mariadb", "--no-defaults", f"--socket={socket_path}", "--user=root", "--execute", statements]
            subprocess.run(client, check=True, capture_output=True)

        yield sql


@contextmanager
def _server(command: list[str], folder: Path, port: int) -> Iterator[None]:
    """Run a server until the block ends; the block begins once its port answers."""
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            deadline = time.monotonic() + _WAIT_S
            while not _answers(port):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit(f"{command[0]} did not start")
                time.sleep(0.1)
            yield
        finally:
            process.terminate()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
