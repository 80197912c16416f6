"""Chinese, Japanese and Korean bylines with several names."""

import pytest

from dateline.tasks.core.cleaning import extract
from dateline.tasks.core.cleaning.author_names import names_in

STORY = (
    "<p>轮渡公司表示,渡轮将于星期一恢复航行,船票在码头出售,港务局说今年的票价与去年相同,老人和儿童可以享受半价优惠。</p>"
    * 4
)


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("김나루 이보라 기자", ["김나루", "이보라"]),
        ("김나루 이보라 박솔비 인턴기자", ["김나루", "이보라", "박솔비"]),
        ("항구신문 김나루 기자", ["김나루"]),
        ("사회부 김나루 기자", ["김나루"]),
        ("고양시 김나루 기자", ["김나루"]),
        ("서울 김나루 기자", ["김나루"]),
        ("船木海斗 港田湊太", ["船木海斗", "港田湊太"]),
        ("船木 海斗", ["船木 海斗"]),
        ("长谷川 健太郎", ["长谷川 健太郎"]),
        ("记者 王港 李小船", ["王港", "李小船"]),
        ("文=水野 凪 写真=森 岬", ["水野 凪"]),
    ],
)
def test_blanks_between_names_and_within_them(byline: str, names: list[str]) -> None:
    """Desks and towns stand before Korean names. Japanese names have blanks within them."""
    assert list(names_in(byline)) == names


@pytest.mark.parametrize(
    ("language", "names"), [("zh", ("王港", "李小船")), ("zh-TW", ("王港", "李小船")), ("ja", ("王港 李小船",))]
)
def test_the_pages_language_tells_whether_a_blank_separates_people(language: str, names: tuple[str, ...]) -> None:
    story = (
        "<p>フェリーは月曜日に運航を再開する。切符は岸壁の窓口で買えると港の事務所は話している。運賃は昨年と同じだという。</p>"
        * 4
    )
    page = (
        f"<html lang='{language}'><meta charset='utf-8'><title>渡轮星期一恢复航行</title><body>"
        f"<h1>渡轮星期一恢复航行</h1><p>文/王港 李小船</p>{story if language == 'ja' else STORY}"
    )
    assert extract(page.encode(), "https://quay.example/a/1").authors == names


@pytest.mark.parametrize(
    "line", ["来源:港口报 作者:王小港 编辑:李船", "2026-03-04 来源:港口报 作者:王小港", "责任编辑:李船 作者:王小港"]
)
def test_a_line_of_labels_names_the_author_in_its_midst(line: str) -> None:
    page = (
        "<html lang='zh'><meta charset='utf-8'><title>渡轮星期一恢复航行</title><body>"
        f"<h1>渡轮星期一恢复航行</h1><div class='info'>{line}</div>{STORY}"
    )
    assert extract(page.encode(), "https://quay.example/a/1").authors == ("王小港",)


@pytest.mark.parametrize("bracket", ["〔記者王小港/基隆報導〕", "【記者王小港報導】", "(记者王小港)", "[記者 王小港]"])
def test_a_bracket_before_the_first_paragraph_names_the_author(bracket: str) -> None:
    page = (
        "<html lang='zh'><meta charset='utf-8'><title>渡轮星期一恢复航行</title><body>"
        f"<h1>渡轮星期一恢复航行</h1><p>{bracket}渡轮公司表示,渡轮将于星期一恢复航行。</p>{STORY}"
    )
    assert extract(page.encode(), "https://quay.example/a/1").authors == ("王小港",)


def test_a_signature_follows_a_short_japanese_paragraph() -> None:
    story = (
        "<p>フェリーは月曜日に運航を再開する。切符は岸壁の窓口で買えると港の事務所は話している。運賃は同じ。</p>" * 4
    )
    page = (
        "<html lang='ja'><meta charset='utf-8'><title>フェリー再開</title><body>"
        f"<h1>フェリー再開</h1>{story}<p>(港 守)</p>"
    )
    assert extract(page.encode(), "https://quay.example/a/1").authors == ("港 守",)
