"""A large file as a seekable stream."""

from hypothesis import given
from hypothesis import strategies as st

from dateline.tasks.adapters.warc.large_file import PiecewiseFile

DATA = bytes(range(256)) * 8


class Recorder:
    """Returns ranges of `DATA`, and records them."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, int]] = []

    def get(self, start: int, length: int) -> bytes:
        self.asked.append((start, length))
        return DATA[start : start + length]


@given(
    st.lists(st.tuples(st.integers(0, 2100), st.integers(1, 700)), max_size=20),
    st.integers(1, 300),
    st.integers(0, 1000),
)
def test_reading_returns_the_bytes_of_the_file(moves: list[tuple[int, int]], first: int, more: int) -> None:
    """After any seek, the bytes read are those of the file, to its end."""
    file = PiecewiseFile(Recorder().get, first, first + more)
    for offset, size in moves:
        file.seek(offset)
        got = b""
        while len(got) < size and (data := file.read(size - len(got))):
            got += data
        assert got == DATA[offset : offset + size]


def test_pieces_grow_while_a_file_is_read_in_order() -> None:
    """Each piece is twice as long as the one before, up to the maximum; a short seek requests nothing."""
    recorder = Recorder()
    file = PiecewiseFile(recorder.get, 100, 400)
    while file.read(1000):
        pass
    assert recorder.asked == [(0, 100), (100, 200), (300, 400), (700, 400), (1100, 400), (1500, 400), (1900, 400)]
    recorder.asked.clear()
    file.seek(1950)
    assert file.read(10) == DATA[1950:1960]
    assert recorder.asked == []
    file.seek(50)
    assert file.read(10) == DATA[50:60]
    assert recorder.asked == [(50, 100)]
