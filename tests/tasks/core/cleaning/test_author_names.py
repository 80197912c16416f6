"""Bylines into names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.tasks.core.cleaning.author_names import MAX_NAME, MAX_NAMES, names_in
from dateline.tasks.core.cleaning.person_names import looks_like_person


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Mara Lindqvist", ["Mara Lindqvist"]),
        ("BY MARA LINDQVIST", ["MARA LINDQVIST"]),
        ("Written by Mara Lindqvist and Tom Okoro", ["Mara Lindqvist", "Tom Okoro"]),
        ("Von Jörn Ahlers und Ute Brandt, Redakteure", ["Jörn Ahlers", "Ute Brandt"]),
        ("Kommentar von Jörn Ahlers", ["Jörn Ahlers"]),
        ("Par Élise Moreau et Jean-Luc Petit (avec AFP)", ["Élise Moreau", "Jean-Luc Petit"]),
        ("Por Lucía Vega y Pablo Ortega y Gasset", ["Lucía Vega", "Pablo Ortega y Gasset"]),
        ("di Giulia Conti e Marco Rossi", ["Giulia Conti", "Marco Rossi"]),
        ("Автор: Ольга Петрова", ["Ольга Петрова"]),
        ("記者 王小明", ["王小明"]),
        ("박지민 기자", ["박지민"]),
        ("You, Xiaoying", ["You, Xiaoying"]),
        ("Mara Lindqvist, Senior Reporter", ["Mara Lindqvist"]),
        ("Mara Lindqvist, Lisbon", ["Mara Lindqvist"]),
        ("Mara Lindqvist, Tom Okoro, Ann Lee", ["Mara Lindqvist", "Tom Okoro", "Ann Lee"]),
        ("Mara Lindqvist; Tom Okoro; mara lindqvist", ["Mara Lindqvist", "Tom Okoro"]),
        ("Mara Lindqvist | 5 March 2024", ["Mara Lindqvist"]),
        ("Mara Lindqvist in Porto Alegre", ["Mara Lindqvist"]),
        ("mara@post.example Mara Lindqvist", ["Mara Lindqvist"]),
        ("Mara Lindqvist (mli)", ["Mara Lindqvist"]),
        ("Mara Lindqvist am Samstag", ["Mara Lindqvist"]),
        ("seafarer77 under", ["seafarer77"]),
        ("Harbour Admin", []),
        ("Posted", []),
        ("https://www.facebook.com/harbourpost", []),
        ("admin", []),
        ("By", []),
        ("", []),
    ],
)
def test_names_in_bylines(byline: str, names: list[str]) -> None:
    """Prefixes, roles, places, addresses and dates are removed; conjunctions separate names."""
    assert list(names_in(byline)) == names


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Written by Mara Lindqvist. Edited by Tom Okoro", ["Mara Lindqvist"]),
        ("Reported by Mara Lindqvist; photos by Tom Okoro", ["Mara Lindqvist"]),
        ("Words: Mara Lindqvist | Photography: Tom Okoro", ["Mara Lindqvist"]),
        ("Story and photos by Mara Lindqvist", ["Mara Lindqvist"]),
        ("Medically reviewed by Tom Okoro", []),
        ("Edited by Tom Okoro", ["Tom Okoro"]),
        ("Text von Jörn Ahlers, Fotos von Ute Brandt", ["Jörn Ahlers"]),
        ("Erstellt von Jörn Ahlers", ["Jörn Ahlers"]),
        ("Interview: Ute Brandt", ["Ute Brandt"]),
        ("Textes : Élise Moreau - Photos : Luc Petit", ["Élise Moreau"]),
        ("Par Élise Moreau avec AFP", ["Élise Moreau", "AFP"]),
        ("Texto: Lucía Vega / Fotos: Pablo Ortega", ["Lucía Vega"]),
        ("Scritto da Giulia Conti il 3 marzo 2024", ["Giulia Conti"]),
        ("Tekst: Anna Bakker Foto: Jan Smit", ["Anna Bakker"]),
        ("Teksti: Anna Laine Kuvat: Matti Salo", ["Anna Laine"]),
        ("Piše: Ana Kralj", ["Ana Kralj"]),
        ("Текст: Ольга Петрова. Фото: Иван Орлов", ["Ольга Петрова"]),
        ("Reporter: Siti Rahma Editor: Budi Arto", ["Siti Rahma"]),
        ("मीरा शर्मा द्वारा", ["मीरा शर्मा"]),
        ("מאת דנה לוי ויוסי כהן", ["דנה לוי", "יוסי כהן"]),
        ("بقلم: سارة حسن ومحمد علي", ["سارة حسن", "محمد علي"]),
        ("文・佐藤花子", ["佐藤花子"]),
        ("文／佐藤花子　写真／田中一郎", ["佐藤花子"]),
        ("取材・文：佐藤花子", ["佐藤花子"]),
        ("【佐藤花子】", ["佐藤花子"]),
        ("佐藤 花子記者", ["佐藤 花子"]),
        ("佐藤花子 2024年3月3日 8時00分", ["佐藤花子"]),
        ("责任编辑：王小明", ["王小明"]),
        ("来源：港口网 作者：王小明 责任编辑：李华", ["王小明"]),
        ("本报记者 王小明 李华", ["王小明", "李华"]),
        ("記者王小明／台北報導", ["王小明"]),
        ("기자 박지민", ["박지민"]),
        ("글 박지민 기자 · 사진 이영희 기자", ["박지민"]),
        ("Mara Lindqvist Stand: 5. März 2024", ["Mara Lindqvist"]),
        ("Mara Lindqvist Last modified on 5 March 2024", ["Mara Lindqvist"]),
        ("Last updated: March 5, 2024", []),
        ("Emily Post, 5 March 2024", ["Emily Post"]),
        ("Mara Lindqvist @ 12:00 am", ["Mara Lindqvist"]),
        ("Mara Lindqvist 3h ago", ["Mara Lindqvist"]),
        ("Author: Mara Lindqvist Date: March 5, 2024", ["Mara Lindqvist"]),
        ("Reporting by Mara Lindqvist; Editing by Tom Okoro", ["Mara Lindqvist"]),
        ("Mara Lindqvist for Harbour Post", ["Mara Lindqvist"]),
        ("Text och foto: Anna Berg", ["Anna Berg"]),
        ("Von unserer Korrespondentin Ute Brandt", ["Ute Brandt"]),
        ("記者王小明台北報導", ["王小明"]),
        ("執筆者：佐藤花子", ["佐藤花子"]),
        ("글=박지민 기자, 사진=이영희 기자", ["박지민"]),
        ("Ayşe Kaya tarafından yazıldı", ["Ayşe Kaya"]),
        ("Mara Lindqvist Staff Writer", ["Mara Lindqvist"]),
        ("Roving Reporter", ["Roving Reporter"]),
        ("Quay staff reporter", ["Quay staff reporter"]),
        ("Mara Lindqvist/AP", ["Mara Lindqvist"]),
        ("MARA LINDQVIST Associated Press", ["MARA LINDQVIST"]),
        ("Zeige alle Beiträge von Mara Lindqvist", ["Mara Lindqvist"]),
        ("Mara Lindqvist Tech Reporter", ["Mara Lindqvist"]),
        ("Mara Lindqvist Content Marketing Coordinator", ["Mara Lindqvist"]),
        ("Mara (Lou) Lindqvist", ["Mara (Lou) Lindqvist"]),
        ("Mara Lindqvist (https://mara.example/)", ["Mara Lindqvist"]),
        ("Mara Lindqvist berichtet", ["Mara Lindqvist"]),
        ("Datum: 4.3.2024 Autor: Mara Lindqvist Quelle: Hafenblatt", ["Mara Lindqvist"]),
        ("July 22, 2017", []),
        ("Stand: 20. April 2020, 14:57 Uhr", []),
        ("Datum:", []),
    ],
)
def test_those_who_wrote_are_named_without_what_stands_beside_them(byline: str, names: list[str]) -> None:
    """Photographers, editors beside an author, agencies behind a slash, labels of dates and roles are left out."""
    assert list(names_in(byline)) == names


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Mara Lindqvist/Tom Okoro", ["Mara Lindqvist", "Tom Okoro"]),
        ("Nguyễn Văn An và Trần Thị Bình", ["Nguyễn Văn An", "Trần Thị Bình"]),
        ("Ana Popescu şi Ion Radu", ["Ana Popescu", "Ion Radu"]),
        ("Jonas Petraitis ir Rasa Kazlienė", ["Jonas Petraitis", "Rasa Kazlienė"]),
        ("Budi Santoso, Ayu Putri, dan Dewi Lestari", ["Budi Santoso", "Ayu Putri", "Dewi Lestari"]),
        ("Mara Lindqvist, Dan Okoro", ["Mara Lindqvist", "Dan Okoro"]),
        ("Mara Lindqvist, Mit Shah and Con Kelly", ["Mara Lindqvist", "Mit Shah", "Con Kelly"]),
        ("王海涛和李小雨", ["王海涛", "李小雨"]),
        ("作者：王海涛 李小雨", ["王海涛", "李小雨"]),
        ("文｜王海涛 编辑｜李小雨", ["王海涛"]),
        ("港新聞社 佐藤花子記者", ["佐藤花子"]),
        ("港新聞 佐藤花子", ["佐藤花子"]),
        ("佐藤花子・田中一郎", ["佐藤花子", "田中一郎"]),
        ("港和也", ["港和也"]),
        ("항구신문 박지민 기자", ["박지민"]),
        ("기자명 박지민 기자", ["박지민"]),
        ("MARA LINDQVIST and TOM OKORO Staff Writers", ["MARA LINDQVIST", "TOM OKORO"]),
        ("Mara Lindqvist Gazette Staff Writer", ["Mara Lindqvist"]),
        ("Mara Lindqvist, The Harbour Gazette", ["Mara Lindqvist"]),
        ("Mara Lindqvist, KQL News", ["Mara Lindqvist"]),
        ("Mara Lindqvist of the Harbour Gazette", ["Mara Lindqvist"]),
        ("Mara Lindqvist Special to the Gazette", ["Mara Lindqvist"]),
        ("Lucía Vega, corresponsal en Lima", ["Lucía Vega"]),
        ("Ana Sousa Da Redação", ["Ana Sousa"]),
        ("Mara Lindqvist Follow @mlind", ["Mara Lindqvist"]),
        ("Mara Lindqvist 12 Comments", ["Mara Lindqvist"]),
        ("Mara Lindqvist mlind[at]gazette.example", ["Mara Lindqvist"]),
        ("Posted by Mara Lindqvist in News on March 5, 2024", ["Mara Lindqvist"]),
        ("Por Lucía Vega 5 de marzo de 2024", ["Lucía Vega"]),
        ("Lindqvist, Mara A.", ["Lindqvist, Mara A."]),
        ("Da Silva, Ana", ["Da Silva, Ana"]),
        ("Tom Okoro, Jr. and Mara Lindqvist", ["Tom Okoro Jr.", "Mara Lindqvist"]),
        ("Орлов И.С.", ["Орлов И.С."]),
        ("As told to Mara Lindqvist", ["Mara Lindqvist"]),
        ("Photographs by Tom Okoro / Text by Mara Lindqvist", ["Mara Lindqvist"]),
        ("Reporting by Mara Lindqvist; Writing by Ann Lee; Editing by Tom Okoro", ["Mara Lindqvist", "Ann Lee"]),
        ("~ Mara Lindqvist ~", ["Mara Lindqvist"]),
        ("Staff Writer", []),
        ("Published by", []),
        ("Blog Beitrag von Ute Brandt", ["Ute Brandt"]),
        ("Newsroom", []),
        ("Super User", []),
    ],
)
def test_names_are_told_from_outlets_links_and_each_other(byline: str, names: list[str]) -> None:
    """In many languages and scripts: what joins names, and what stands behind them."""
    assert list(names_in(byline)) == names


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("Mara Lindqvist", True),
        ("Vincent van der Berg", True),
        ("王小明", True),
        ("unserer Redaktion", False),
        ("Staff Reporter", False),
        ("Page 3", False),
        ("Reuters", False),
        ("Reuters Staff", False),
        ("AP News", False),
        ("РИА Новости", False),
        ("新华社", False),
        ("Jeanne d'Aubigny", True),
        ("Ahmed al-Masri", True),
        ("Editorial Team", False),
        ("იდა ჰოლმი", True),
        ("mara lindqvist", False),
        ("APA/Mara Lindqvist", False),
        ("Key Takeaways", False),
        ("Read more about the harbour today", False),
    ],
)
def test_what_looks_like_a_person(name: str, is_one: bool) -> None:
    """Only strings that are written like the names of people pass."""
    assert looks_like_person(name) is is_one


@given(st.text(max_size=500))
def test_any_string_gives_few_short_names(byline: str) -> None:
    """For any string, names are few and short, none is blank and none occurs twice."""
    names = names_in(byline)
    assert len(names) <= MAX_NAMES
    assert all(0 < len(name) <= MAX_NAME for name in names)
    assert len(set(names)) == len(names)
