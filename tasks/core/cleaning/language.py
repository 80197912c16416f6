"""The language of a page: stated, and checked against its own words."""

import re
from collections import Counter

from tasks.core.cleaning.candidate import Candidate
from tasks.core.cleaning.document import Document
from tasks.core.cleaning.page import Page
from tasks.core.cleaning.structured import first_text

_TAG = re.compile(r"^([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_](?:[a-z]{2}|\d{3}))?\b", re.IGNORECASE)
_CURRENT_CODES = {"nb": "no", "nn": "no", "iw": "he", "in": "id"}
_SAMPLE = 4000
"""Characters of text that are looked at."""
_LEAST_WORDS = 12
_CLEAR_SHARE = 0.10
"""The share of a text's words that must be a language's commonest ones to say that it is written in it."""
_CLEAR_LEAD = 2.0
"""How many times more common words the language of the text must have than the stated one to outweigh it."""

_COMMON = {
    "en": "the and of to in is that for was with on as at by from are this have it his he not but has were",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an er hat dass",
    "fr": "le la les de des et à un une du en que qui dans pour sur pas par au plus est ce avec son il ne se sont aux",
    "es": "el la los las de que en un una y del se por con para no su al es lo como más este ha fue sus pero entre",
    "it": "il la di che e in un una del della per con non si è le dei al da ha sono nel alla gli anche più come lo",
    "pt": "o a os as de que e do da em um uma para com não por no na dos se mais ao foi como das são pela pelo",
    "nl": "de het een en van in is dat op te voor met zijn die niet aan er om ook als door naar bij nog wordt hij maar",
    "sv": "och att det i en på är som för av med den till inte har de om ett han från var men vi kan sig så också",
    "da": "og at det i en er på som for af med den til ikke har de om et han fra var men vi kan sig så også der",
    "no": "og at det i en er på som for av med den til ikke har de om et han fra var men vi kan seg så også ble",
    "fi": "ja on ei että se oli hän ovat mutta myös kun joka mukaan kuin sen ole tai vain voi noin jo ovat sekä hänen",
    "pl": "w i na z się do nie że to jest o jak po za od przez dla ale są oraz przy tym który ma tego także może",
    "cs": "a v se na je že s z do o i to ve k pro za by ale jsou který jako po tak bude podle při jeho nebo",
    "sk": "a v sa na je že s z do o aj to vo k pre za by ale sú ktorý ako po tak bude podľa pri jeho alebo",
    "hu": "a az és hogy nem is egy ez volt van csak meg már de mint még el azt szerint vagy ha ki pedig lesz sem után",
    "ro": "și de în la cu a că din pe nu o care un să pentru este mai au fost sunt ca prin după dar fi lui",
    "tr": "ve bir bu da de için ile olarak olan çok daha gibi kadar sonra ancak en var ise göre olduğu her o ne",
    "hr": "i u je se na da su za od s o koji a to će iz kako ne bi ali što nije sam po prema bio ili",
    "id": "yang dan di dengan untuk ini itu dari dalam pada tidak akan juga ke oleh karena ada telah bisa mereka saat",
    "vi": "và của là có được các trong cho không người với một đã những này đến khi về ra để từ theo cũng năm",
    "ru": "и в не на что с по это как из за от о для к его у до при также был но было год они а мы",
    "uk": "і в не на що з та у за до про як від для це його по є який також був але було року вони а ми",
    "bg": "и в на да се за от с по е не че са до като си ще към при това който беше а които още",
    "sr": "и у је се на да су за од с о који а то ће из како не би али што није по према био или",
    "el": "και το να του η της με που για την από στο τον είναι θα σε οι τα στην δεν ο των στη ότι μας",
    "ar": "في من على إلى أن التي عن مع هذا الذي ما هذه لا كان كما بعد قال بين أو قد ذلك وقد كل لم خلال",
    "fa": "و در به از که این را با است برای آن یک تا خود کرد بر هم شده نیز می وی بود ما شد",
    "ur": "کے کی میں ہے اور سے کا کو نے کہ پر یہ ہیں اس بھی نہیں ایک کر کیا تھا ان جو",
    "he": "של את על לא עם הוא זה כי גם היא אל או כל אבל יותר בין כך אני היה אם הם רק כדי",
    "hi": "के में है की और से का को ने कि पर यह हैं इस भी नहीं एक कर था जो लिए ही तो",
}
_WORDS_OF = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_LANGUAGES_WITH: dict[str, tuple[str, ...]] = {}
for _language, _words in _WORDS_OF.items():
    for _word in _words:
        _LANGUAGES_WITH[_word] = (*_LANGUAGES_WITH.get(_word, ()), _language)
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("ka", re.compile(r"[\u10a0-\u10ff]")),
    ("hy", re.compile(r"[\u0530-\u058f]")),
    ("bn", re.compile(r"[\u0980-\u09ff]")),
    ("ta", re.compile(r"[\u0b80-\u0bff]")),
    ("te", re.compile(r"[\u0c00-\u0c7f]")),
    ("km", re.compile(r"[\u1780-\u17ff]")),
    ("my", re.compile(r"[\u1000-\u109f]")),
    ("am", re.compile(r"[\u1200-\u137f]")),
)  # a script that one language of the news uses above all
_CLEAR_SCRIPT_SHARE = 0.08
_WORD = re.compile(r"\w+")


def read_language(document: Document, page: Page, text: str) -> Candidate[str] | None:
    """Return the page's language as an ISO 639 code ("en", "pt"), by its statement unless its text plainly differs.

    ``text`` is the article's. The statements are ``html lang``, ``inLanguage``, ``content-language`` and
    ``og:locale``, in this order; the source's own setting comes before all.
    """
    if page.rules.language:
        return Candidate(page.rules.language, "source:language", page.rules.language)
    stated = _stated(document)
    return checked_language(stated, text)


def checked_language(stated: Candidate[str] | None, text: str) -> Candidate[str] | None:
    """Return the stated language, or the text's own where none is stated or the text is clearly in another."""
    counts, words = _common_words(text)
    own = max(counts, key=lambda language: counts[language], default=None)
    by_script = _by_script(text[:_SAMPLE])
    if by_script and (stated is None or stated.value not in {by_script, "yue"}):
        return Candidate(by_script, "text:script")
    if own is None or by_script or counts[own] < _CLEAR_SHARE * words or words < _LEAST_WORDS:
        return stated
    if stated is None:
        return Candidate(own, "text:words")
    known = stated.value in _WORDS_OF
    return Candidate(own, "text:words") if known and counts[own] > _CLEAR_LEAD * counts[stated.value] else stated


def _stated(document: Document) -> Candidate[str] | None:
    places = (
        (document.root.attributes.get("lang") or document.root.attributes.get("xml:lang"), "markup:html lang"),
        (first_text(document.article.get("inLanguage")), "json-ld:inLanguage"),
        (_meta(document, "content-language"), "meta:content-language"),
        (_meta(document, "language"), "meta:language"),
        (_meta(document, "dc.language"), "meta:dc.language"),
        (_meta(document, "og:locale"), "meta:og:locale"),
    )
    for value, origin in places:
        if value and (tag := _TAG.match(value.strip())):
            return Candidate(
                {"nb": "no", "nn": "no", "iw": "he", "in": "id"}.get(code := tag.group(1).lower(), code), origin, value
            )
    return None


def _meta(document: Document, name: str) -> str | None:
    return next(iter(document.meta.get(name, ())), None)


def _common_words(text: str) -> tuple[Counter[str], int]:
    """Count, for each language, how many words of the text's beginning are among its commonest."""
    words = _WORD.findall(text[:_SAMPLE].casefold())
    counts: Counter[str] = Counter()
    for word in words:
        counts.update(_LANGUAGES_WITH.get(word, ()))
    return counts, len(words)


def _by_script(text: str) -> str | None:
    if text.isascii():
        return None
    for language, letters in _SCRIPTS:
        if len(letters.findall(text)) > _CLEAR_SCRIPT_SHARE * len(text):
            return language
    return None
