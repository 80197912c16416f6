"""Bylines into names: "By Ann Lee and Bo Ek, Science Editors" is two people."""

import re
from collections.abc import Iterable

from dateline.tasks.core.cleaning.names import key_of
from dateline.tasks.core.cleaning.structured import clean_string

MAX_NAME = 70
MAX_BYLINE = 400
"""Characters; what is longer is no name, no byline."""
MAX_NAMES = 40
_MAX_WORDS = 7

LEADS = (
    r"(?:(?:written|reported|words|story|text|report|article|analysis|opinion|review|interview|posted|published|compiled"
    r"|edited|commentary|column)\s+)?by|author|authors|reporter|writer"
    r"|(?:(?:ein(?:e)?\s+)?(?:kommentar|analyse|interview|reportage|bericht|gastbeitrag|kolumne|essay|text|glosse|leitartikel"
    r"|rezension)\s+)?von|autor(?:in|en)?|text"
    r"|(?:propos\s+recueillis\s+)?par|auteur|texte|publié\s+par|écrit\s+par|por|autora?|texto|redactado\s+por|escrito\s+por"
    r"|di|scritto\s+da|a\s+cura\s+di|testo|de\s+la\s+main\s+de|door|geschreven\s+door|tekst|av|skrevet\s+av|skriven\s+av"
    r"|af|skrevet\s+af|journalist|kirjoittaja|teksti|autor(?:zy)?|przez|autoři|napsal|napsala|szerző|írta|de\s+către|scris\s+de"
    r"|oleh|penulis|yazan|yazar|haber|автор(?:ы|и)?|текст|συντάκτης|του|της|tác\s+giả|bởi|بقلم|كتب|كتبت|מאת|نویسنده|द्वारा"
    r"|作者|撰文|記者|记者|文[／/]|글|ผู้เขียน|โดย"
)
"""Words that lead a byline, by language."""
LEAD = re.compile(rf"^\W*(?:{LEADS})(?:\s*[:：]\s*|\s+)", re.IGNORECASE)
LEAD_ALONE = re.compile(rf"^\W*(?:{LEADS})(?:/(?:{LEADS}))?\s*[:：]?\s*$", re.IGNORECASE)

_ROLE = re.compile(
    r"\b(?:reporter|correspondent|editor|editors|writer|journalist\w*|columnist|contributor|contributing|producer|director|staff"
    r"|photographer|analyst|critic|blogger|chief|bureau|deputy|senior|associate|assistant|head\s+of|special\s+to|for\s+the"
    r"|professor|lecturer|fellow|guest|intern|freelance\w*|newsroom|desk|team|agency|agencies|press"
    r"|redakt\w+|reporterin|korrespondent\w*|autorin|autor|volont\w+|chefredakt\w*|ressort\w*|leiter\w*|mitarbeit\w*"
    r"|rédact\w+|envoyée?\w*|correspondante?|journaliste|chroniqueu\w+|redactora?|periodista|corresponsal|enviad[oa]"
    r"|giornalista|redazione|inviat[oa]|corrispondente|verslaggever|redacteur|medewerker|skribent|korrespondent|toimittaja"
    r"|dziennikar\w+|redaktor\w*|muhabir\w*|editör\w*|корреспондент\w*|редактор\w*|обозреватель|журналист\w*)\b",
    re.IGNORECASE,
)  # words of a role, in a part of its own behind a name
_ROLE_SUFFIX = re.compile(r"\s*(?:기자|특파원|선임기자|記者|记者|通讯员|編集委員|編集局|論説委員|特派員)$")
_AGENCIES = frozenset(
    {
        "afp",
        "ap",
        "apa",
        "ansa",
        "dpa",
        "dpaafx",
        "dts",
        "efe",
        "epd",
        "kna",
        "reuters",
        "rtr",
        "sid",
        "upi",
        "xinhua",
        "tass",
        "ria",
        "itartass",
        "lusa",
        "belga",
        "anp",
        "ritzau",
        "ntb",
        "tt",
        "stt",
        "lsm",
        "pap",
        "čtk",
        "ctk",
        "tasr",
        "mti",
        "agerpres",
        "hina",
        "tanjug",
        "beta",
        "keystone",
        "sda",
        "ats",
        "kyodo",
        "jiji",
        "yonhap",
        "bernama",
        "antara",
        "pti",
        "ani",
        "ians",
        "interfax",
        "ukrinform",
        "bloomberg",
        "europapress",
        "agencies",
        "agenturen",
        "agencias",
        "agences",
        "associatedpress",
        "theassociatedpress",
        "agencefrancepresse",
        "deutschepresseagentur",
        "pressassociation",
        "pamedia",
        "thecanadianpress",
        "canadianpress",
        "aap",
    }
)
_CONJUNCTIONS = re.compile(
    r"\s*[;|、，•·•‧]\s*|\s+[/+]\s+|\s+(?:and|und|et|og|och|ve|en|dan|și|ja|és|with|mit|και|и|та|і|ו|و)\s+|\s*&\s*|\s+和\s*",
    re.IGNORECASE,
)
_SHORT_CONJUNCTIONS = re.compile(r"\s+(?:e|y|i|a|o)\s+")
_BRACKETS = re.compile(r"\s*[(\[（【<][^()\[\]（）【】<>]{0,200}[)\]）】>]")
_HANDLE = re.compile(r"\S*@\S+")
_TAIL = re.compile(
    r"\s+(?:[-–—·•]|//)\s+.*$|\s*\b\d{1,4}[.:/-]\d{1,2}\b.*$|\s+(?:\d{1,2}\.?\s+\w+\s+)?\d{4}\b.*$|\s+(?:updated|published|posted|on)\b.*$"
    r"|\s+(?:in|aus|from|à|en)\s+[A-ZÄÖÜÉ][\w’'-]+(?:[\s/][A-ZÄÖÜÉ][\w’'-]+)?$"
)
_URL = re.compile(r"(?:https?:)?//|www\.|\.(?:html?|php)$", re.IGNORECASE)
_PARTICLES = frozenset(
    {
        "de",
        "del",
        "della",
        "di",
        "da",
        "do",
        "dos",
        "das",
        "du",
        "la",
        "le",
        "van",
        "von",
        "vom",
        "zu",
        "zur",
        "den",
        "der",
        "ten",
        "ter",
        "el",
        "al",
        "bin",
        "ibn",
        "ben",
        "bint",
        "abu",
        "af",
        "av",
        "y",
        "e",
        "i",
    }
)
_CJK_NAME = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{2,5}|[\uac00-\ud7af]{2,4}")
_MAX_PERSON_WORDS = 5
_NOBODY = frozenset(
    {
        "admin",
        "administrator",
        "webmaster",
        "root",
        "user",
        "undefined",
        "null",
        "none",
        "unknown",
        "anonymous",
        "author",
        "authors",
        "byline",
        "share",
        "name",
        "nan",
        "autor",
        "autoren",
        "auteur",
        "editor",
        "post",
        "by",
        "von",
    }
)


def names_in(byline: str) -> list[str]:
    """Return the names in a byline, in order: lead words, roles, places, addresses and dates cut."""
    text = clean_string(byline)
    if not text or len(text) > MAX_BYLINE or _URL.search(text):
        return []
    text = _HANDLE.sub(" ", _BRACKETS.sub(" ", text))
    names: list[str] = []
    for group in _CONJUNCTIONS.split(_without_lead(text)):
        names += (name for part in _comma_parts(group) if (name := _name(part)))
    return unique(names)[:MAX_NAMES]


def unique(names: Iterable[str]) -> list[str]:
    """Return the names without those that differ from an earlier one in case, accents' form or punctuation only."""
    seen: dict[str, str] = {}
    for name in names:
        seen.setdefault(key_of(name), name)
    return list(seen.values())


def is_agency(name: str) -> bool:
    """Return whether the name is that of a news agency."""
    return key_of(name) in _AGENCIES


def looks_like_person(name: str) -> bool:
    """Return whether a string is written as people's names are: two to five words, none of them a common one."""
    words = name.replace("/", " ").split()
    if _ROLE.search(name) or any(letter.isdigit() for letter in name) or is_agency(name):
        return False
    if len(words) == 1:
        return bool(_CJK_NAME.fullmatch(name))
    names = [word for word in words if word.casefold() not in _PARTICLES]
    return 1 < len(words) <= _MAX_PERSON_WORDS and len(names) > 1 and not any(word[:1].islower() for word in names)


def _without_lead(text: str) -> str:
    while lead := LEAD.match(text):
        text = text[lead.end() :]
    return text


def _comma_parts(group: str) -> list[str]:
    """Split at commas where names stand between them; "You, Xiaoying" stays whole, places and roles go."""
    parts = [part.strip() for part in group.split(",") if part.strip()]
    if len(parts) == 2 and all(len(part.split()) == 1 for part in parts) and not is_agency(parts[1]):  # noqa: PLR2004 - surname, given name
        return [group]
    people = [
        part
        for index, part in enumerate(parts)
        if not (index and (_ROLE.search(part) or is_agency(part) or len(part.split()) == 1))
    ]
    return [name for part in people for name in _at_short_conjunctions(part)]


def _at_short_conjunctions(part: str) -> list[str]:
    """Split at "y", "e", "i", "a" where at least two words stand on both sides: names hold such letters too."""
    pieces: list[str] = []
    start = 0
    for joint in _SHORT_CONJUNCTIONS.finditer(part):
        left, right = part[start : joint.start()], part[joint.end() :]
        if " " in left and " " in right:
            pieces.append(left)
            start = joint.end()
    return [*pieces, part[start:]]


def _name(part: str) -> str | None:
    text = _ROLE_SUFFIX.sub("", _TAIL.sub("", _without_lead(part.strip()))).strip(' \t.,:;|-–—·•/*_"“”')
    key = key_of(text)
    if not key or key in _NOBODY or text[:1].isdigit() or len(text) > MAX_NAME or len(text.split()) > _MAX_WORDS:
        return None
    return text
