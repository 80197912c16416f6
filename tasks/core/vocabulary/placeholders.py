"""What stands on a page instead of its text, until a script loads it or because the site failed; by language.

Regular expressions for the beginning of a whole text that is short. They are compared in lower case.
"""

from collections.abc import Mapping

PLACEHOLDERS: Mapping[str, str] = {
    "en": r"""(?:page is |content is )?loading\b
        please wait
        redirecting
        (?:you need to|please) (?:enable|turn on|activate) (?:javascript|cookies)
        (?:this (?:page|site|app|website) )?(?:requires|needs) javascript
        javascript (?:is|must be|needs to be|has to be) (?:disabled|enabled|required|turned)
        (?:sorry,? )?(?:an |internal |unexpected |unknown )+error\b
        error \d{3}\b
        something went wrong
        (?:the )?service (?:is )?(?:temporarily )?unavailable
        (?:we'll|we will) be back
        (?:we are |this site is )?(?:under|down for) (?:scheduled )?maintenance
        (?:your )?session (?:has )?expired
        please try again later
        (?:page )?not found\W*$
        (?:null|undefined|nan|\[object object\])\W*$
        \{\{[^{}]*\}\}\W*$""",
    "de": r"""(?:(?:wird|inhalt wird|seite wird) )?(?:geladen|lädt|laden)\b
        bitte warten
        (?:bitte )?(?:aktivieren sie )?javascript (?:ist|muss|aktivieren)
        (?:es ist )?ein fehler (?:ist )?aufgetreten
        wartungsarbeiten""",
    "fr": r"""chargement\b
        (?:veuillez|merci de) (?:patienter|activer javascript)
        une erreur (?:est survenue|s'est produite)
        site en maintenance""",
    "es": "cargando\\b\nun momento\\b\npor favor,? espere\nha ocurrido un error\nse ha producido un error",
    "it": "caricamento\\b\nattendere\\b\nsi è verificato un errore",
    "pt": "carregando\\b\na carregar\\b\npor favor,? aguarde\nocorreu um erro",
    "nl": "(?:aan het )?laden\\b\neen ogenblik geduld\ner is een fout opgetreden",
    "sv": "laddar\\b\nvänta\\b\nett fel (?:har )?inträffa",
    "no": "laster\\b\nvennligst vent\nen feil (?:har )?oppst",
    "da": "indlæser\\b\nvent venligst\nder opstod en fejl",
    "fi": "ladataan\\b\nodota\\b",
    "pl": "ładowanie\\b\nproszę czekać\nwystąpił błąd",
    "cs": "načítá(?:ní|m|\\b)\nprosím,? čekejte",
    "tr": "yükleniyor\nlütfen bekleyin\nbir hata oluştu",
    "ru": "загрузка\\b\nидет загрузка\nпожалуйста,? подождите\nпроизошла ошибка",
    "uk": "завантаження\\b\nзачекайте\\b",
    "el": "φόρτωση\\b\nπαρακαλώ περιμένετε",
    "ar": "جار[يٍ]? التحميل\nيرجى الانتظار",
    "he": "טוען\\b\nאנא המתן",
    "hi": "लोड हो रहा\nकृपया प्रतीक्षा",
    "ja": "読み込み中\nロード中\nしばらくお待ちください",
    "zh": "(?:正在)?加载中?\n載入中\n请稍[候等]\n請稍[候等]",
    "ko": "로딩\\s?중\n불러오는 중\n잠시만 기다려",
}
