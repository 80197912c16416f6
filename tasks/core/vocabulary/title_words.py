# ruff: noqa: E501 - a language is read as one line
"""Words of titles that are no part of a headline, by language."""

from collections.abc import Mapping

AT_SITE: Mapping[str, str] = {
    "en": "at via on from",
    "de": "bei auf",
    "fr": "chez sur",
    "es": "en",
    "pt": "no na em",
    "it": "su",
    "nl": "op",
    "sv": "på",
    "da": "på",
    "no": "på",
    "fi": "sivustolla",
    "pl": "w na",
}
"""Words between a headline and the name of the site: "Ferry sails again on Quay Post"."""

PAGE_NUMBERS: Mapping[str, str] = {
    "en": "page",
    "de": "seite",
    "fr": "page",
    "es": "página",
    "pt": "página",
    "it": "pagina",
    "nl": "pagina",
    "sv": "sida",
    "da": "side",
    "no": "side",
    "fi": "sivu",
    "pl": "strona",
    "cs": "strana",
    "ru": "страница",
    "uk": "сторінка",
    "tr": "sayfa",
    "id": "halaman",
}
"""Words for "page" before its number."""

NO_HEADLINES: Mapping[str, str] = {
    "en": """home, homepage, news, latest news, news detail, news details, newsroom, press, press release,
        press releases, media release, article, articles, blog, our blog, post, posts, story, detail, details, index,
        untitled, untitled document, untitled page, no title, page title""",
    "de": """startseite, aktuelles, aktuell, nachrichten, meldung, meldungen, artikel, detail, details, detailansicht,
        newsdetail, einzelansicht, pressemitteilung, pressemitteilungen, presse, unbenanntes dokument, beitrag, beiträge""",
    "fr": "accueil, actualité, actualités, article, articles, communiqué de presse, communiqués de presse, détail",
    "es": "inicio, noticias, noticia, artículo, artículos, actualidad, nota de prensa, notas de prensa, detalle, documento sin título",
    "pt": "início, notícias, notícia, artigo, artigos, comunicado de imprensa, detalhe",
    "it": "notizie, notizia, articolo, articoli, comunicato stampa, comunicati stampa, dettaglio, documento senza titolo",
    "nl": "nieuws, nieuwsbericht, artikel, artikelen, persbericht, persberichten",
    "sv": "nyheter, nyhet, artikel, artiklar, pressmeddelande, pressmeddelanden, hem, aktuellt, startsida",
    "da": "nyheder, nyhed, forside, artikel, artikler, pressemeddelelse, pressemeddelelser, aktuelt",
    "no": "nyheter, nyhet, forside, hjem, artikkel, artikler, pressemelding, pressemeldinger, aktuelt",
    "fi": "etusivu, uutiset, uutinen, ajankohtaista, tiedote, tiedotteet, artikkeli",
    "pl": "aktualności, aktualność, strona główna, wiadomości, artykuł, artykuły, informacja prasowa",
    "cs": "novinky, aktuality, aktualita, zprávy, úvod, článek, články, tisková zpráva, tiskové zprávy",
    "sk": "novinky, aktuality, správy, úvod, článok, články, tlačová správa",
    "hu": "hírek, hír, főoldal, kezdőlap, cikk, aktuális, sajtóközlemény",
    "ro": "știri, știre, acasă, articol, comunicat de presă, comunicate de presă",
    "hr": "novosti, vijesti, početna, naslovnica, članak",
    "el": "αρχική, νέα, ειδήσεις, άρθρο, δελτίο τύπου",
    "ru": "главная, новости, новость, статья, статьи, пресс-релиз, пресс-релизы",
    "uk": "головна, новини, новина, стаття, статті, пресреліз",
    "bg": "начало, новини, новина, статия",
    "tr": "haberler, haber, ana sayfa, anasayfa, makale, basın bülteni",
    "id": "berita, beranda, artikel, siaran pers",
    "vi": "trang chủ, tin tức, bài viết",
    "ar": "الرئيسية, أخبار, الأخبار, مقال, مقالات",
    "he": "דף הבית, חדשות, כתבה",
    "fa": "خانه, اخبار, خبر, مقاله",
    "hi": "होम, समाचार, खबरें",
    "ja": "ホーム, ニュース, お知らせ, 記事, 新着情報, プレスリリース, トップページ",
    "zh": "首页, 首頁, 新闻, 新聞, 正文, 文章, 新闻中心, 新聞稿",
    "ko": "홈, 뉴스, 기사본문, 보도자료, 공지사항",
    "th": "หน้าแรก, ข่าว, บทความ",
}
"""Whole titles and headings that name a kind of page, not what an article is about."""
