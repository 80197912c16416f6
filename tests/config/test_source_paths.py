"""What is told of files and folders of sources that cannot be read. The configuration is loaded nevertheless."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.config import source_paths
from dateline.config.loader import Config, load
from dateline.config.source_paths import mistakes_of_paths, warning_of_paths
from tests.support.dead_disk import dead_disk

Written = Callable[..., Config]


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Written:
    """Return a function that loads a project with these sources, which are given as the rest of their tables."""
    monkeypatch.delenv("DATELINE_CONFIG", raising=False)

    def write(root: Path = tmp_path, **sources: str) -> Config:
        (root / "config" / "sources").mkdir(parents=True, exist_ok=True)
        for name, rest in sources.items():
            (root / "config" / "sources" / f"{name}.toml").write_text(f'[source]\nname = "{name}"\n{rest}\n')
        return load(root / "config")

    return write


def told(config: Config) -> list[str]:
    return [str(mistake) for mistake in mistakes_of_paths(config.folder, config.sources.values())]


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        (
            'folders = ["nowhere"]',
            'source.folders.0 = "{}/nowhere": there is no such folder. Create it, mount its disk, or correct the path.',
        ),
        ('folders = ["file/below"]', 'source.folders.0 = "{}/file/below": there is no such folder.'),
        ('folders = ["folder", "file"]', 'source.folders.1 = "{}/file": this is not a folder. Correct the path.'),
        (
            'folders = ["loop"]',
            'source.folders.0 = "{}/loop": this folder cannot be read: Too many levels of symbolic links. Check the',
        ),
        ('url_lists = ["nowhere"]', 'source.url_lists.0 = "{}/nowhere": there is no such file. Create it, mount its'),
        (
            'url_lists = ["folder"]',
            'source.url_lists.0 = "{}/folder": this is a folder, not a file. Name a file in it.',
        ),
        ('url_lists = ["pipe"]', 'source.url_lists.0 = "{}/pipe": this is not a regular file. Correct the path.'),
        ('url_lists = ["broken"]', 'source.url_lists.0 = "{}/broken": there is no such file.'),
        ('warcs = ["nowhere.warc"]', 'source.warcs.0 = "{}/nowhere.warc": there is no such file.'),
        ('warcs = ["none/**/*.warc"]', 'source.warcs.0 = "{}/none": there is no such folder.'),
        (f'folders = ["{"x" * 300}"]', "this folder cannot be read: File name too long"),
    ],
)
def test_what_cannot_be_read_is_a_mistake_of_its_source(
    written: Written, tmp_path: Path, rest: str, expected: str
) -> None:
    """It is named with file, key, path and remedy, and the configuration with all sources is loaded."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "broken").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe")
    config = written(courier=rest, other='feeds = ["https://other.example/feed"]')
    assert list(config.sources) == ["courier", "other"]
    (found,) = told(config)
    assert found.startswith(f"{config.folder}/sources/courier.toml: source.")
    assert expected.format(tmp_path) in found


def test_what_can_be_read_is_no_mistake(written: Written, tmp_path: Path) -> None:
    """Files that a pattern will match may come later, and what a source that is turned off names may be gone."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to("folder")
    rest = 'folders = ["folder", "link"]\nurl_lists = ["file"]\nwarcs = ["file", "folder/*.warc", "s3://a/b"]'
    assert told(written(courier=rest, off='enabled = false\nfolders = ["nowhere"]')) == []


def test_wildcards_in_the_name_of_the_project_stand_for_themselves(written: Written, tmp_path: Path) -> None:
    """Only what the source file says is a pattern."""
    root = tmp_path / "news [2024]*"
    (root / "crawls").mkdir(parents=True)
    (root / "crawls" / "a.warc").touch()
    config = written(root, courier='warcs = ["crawls/a.warc", "crawls/*.warc", "nowhere/*.warc"]')
    first, second, _ = config.source("courier").warcs
    assert (first.path, second.path) == (root / "crawls" / "a.warc", None)
    assert first.folder == second.folder == root / "crawls"
    (found,) = told(config)
    assert f'source.warcs.2 = "{root}/nowhere": there is no such folder' in found


def test_several_are_one_sentence(written: Written) -> None:
    """`serve` and `deploy` say which is the first, and how all are found."""
    one = written(courier='folders = ["nowhere"]')
    place = one.root / "nowhere"
    assert warning_of_paths(mistakes_of_paths(one.folder, one.sources.values())) == (
        f'the source courier names "{place}", but there is no such folder. Runs on this machine report it until it can '
        "be read; other sources are not affected."
    )
    more = written(other='folders = ["a", "b"]')
    told = warning_of_paths(mistakes_of_paths(more.folder, more.sources.values()))
    assert "there is no such folder (`dateline check` names 2 more). Runs" in told
    assert warning_of_paths([]) == ""


def test_a_disk_that_never_answers_is_told(written: Written, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a while, so that `serve` starts."""
    monkeypatch.setattr(source_paths, "WAIT_S", 0.5)
    config = written(courier='folders = ["first"]', other='folders = ["dead/pages", "dead/more"]')
    with dead_disk(tmp_path / "dead"):
        first, second = told(config)
    assert "there is no such folder" in first
    assert f'other.toml: source.folders.0 = "{tmp_path}/dead/pages": its disk has not answered for 0.5 s.' in second
