"""Rows are sorted on disk."""

import itertools
import random

import pytest

from dateline.tasks.adapters.ledger import sorted_rows
from dateline.tasks.adapters.ledger.sorted_rows import SortedRows


@pytest.mark.parametrize("digest_bytes", [8, 16])
@pytest.mark.parametrize("count", [0, 1, 5000])
def test_rows_come_in_order(digest_bytes: int, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of them, whether they were written to the file or not; the lots have the size that is asked for."""
    for name, value in (("_KEPT_BYTES", 200), ("_CHECK_EACH", 300), ("_LOT", 400)):
        monkeypatch.setattr(sorted_rows, name, value)
    chance = random.Random(7)  # noqa: S311 - an order, no secret
    rows = [(chance.randbytes(digest_bytes), chance.randrange(2**63)) for _ in range(count)]
    rows += [(digest, event + 1) for digest, event in rows[::9]]
    with SortedRows(digest_bytes) as made:
        for portion in (rows[at : at + 70] for at in range(0, len(rows), 70)):
            made.add(portion)
        lots = list(made.lots())
    assert list(itertools.chain(*lots)) == sorted(rows)
    assert all(len(lot) >= 400 for lot in lots[:-1])
