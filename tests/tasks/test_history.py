"""An article is found by the beginning of its id, if no other begins so."""

from pathlib import Path

import pytest

from dateline.tasks.core.archive.records import article_id
from dateline.tasks.core.errors import ConfigError
from dateline.tasks.history import MIN_ID_CHARS, find_history, trace_page
from tests.support.sample_archive import ingest_folder, objects, sample_settings


def test_an_id_may_be_cut_short_where_it_stays_the_only_one(tmp_path: Path) -> None:
    """`show` and `trace` take eight digits; where a revision begins alike, the candidates are listed."""
    values = sample_settings(tmp_path)
    ingest_folder(values)
    ids = [article_id(key) for key in objects(tmp_path) if key.startswith("articles/")]
    alone = next(one for one in ids if sum(other.startswith(one[:8]) for other in ids) == 1)
    found = find_history(alone[:8], values)
    assert found
    assert found.article.id == alone
    assert [event.outcome.article for event in trace_page(alone[:8], values)] == [
        event.outcome.article for event in trace_page(alone, values)
    ]
    key = found.article.id
    twin = f"{key[:8]}{'0' * 56}"
    place = next((tmp_path / "archive" / "articles").rglob(f"{key}.json"))
    place.with_name(f"{twin}.json").write_bytes(place.read_bytes())
    with pytest.raises(ConfigError, match="choose one of them") as told:
        find_history(key[:8], values)
    assert key in str(told.value)
    assert twin in str(told.value)
    whole = find_history(key, values)
    assert whole
    assert whole.article.id == key
    assert find_history(alone[: MIN_ID_CHARS - 1], values) is None
    assert trace_page("f" * 20, values) == ()
