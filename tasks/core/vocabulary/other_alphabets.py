"""The letters beyond ASCII that languages write, other than those in `latin_alphabets`."""

from collections.abc import Mapping

LATIN: Mapping[str, str] = {
    "en": "",
    "no": "æøåéòóô",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūž",
    "sl": "čšž",
    "gl": "áéíñóúüï",
    "eu": "ñç",
    "sq": "çë",
    "az": "əçğıöşü",
    "af": "êëéèîïôöûáúü",
    "fil": "ñ",
    "id": "",
    "sw": "",
}
"""Languages in the Latin alphabet. One that is not here, such as Vietnamese, may have any letter."""

CYRILLIC: Mapping[str, str] = {
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюя",
    "sr": "абвгдђежзијклљмнњопрстћуфхцчџш",
    "mk": "абвгдѓежзѕијклљмнњопрстќуфхцчџшѐѝ",
    "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
}
"""Languages in the Cyrillic alphabet."""
