"""The letters beyond ASCII that each language in the Latin alphabet writes, by the encodings that have them."""

from collections.abc import Mapping

WESTERN: Mapping[str, str] = {
    "de": "äöüß",
    "fr": "àâæçéèêëîïôœùûüÿ",
    "es": "áéíóúüñ",
    "pt": "áâãàçéêíóôõúü",
    "it": "àèéìíîòóùú",
    "nl": "áéëïóöüèê",
    "ca": "àçéèíïòóúü",
    "sv": "åäöé",
    "da": "æøåéá",
    "fi": "äöåšž",
    "is": "áðéíóúýþæö",
    "et": "äöüõšž",
}
"""Languages of Windows-1252 and ISO 8859-1."""

CENTRAL: Mapping[str, str] = {
    "pl": "ąćęłńóśźż",
    "cs": "áčďéěíňóřšťúůýž",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "hu": "áéíóöőúüű",
    "hr": "čćđšž",
    "ro": "ăâîșțşţ",
}
"""Languages of Windows-1250 and ISO 8859-2."""

TURKISH: Mapping[str, str] = {"tr": "çğıöşüâîû"}
"""The language of Windows-1254 and ISO 8859-9."""
