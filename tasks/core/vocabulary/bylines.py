"""The words of bylines, by language: introductions, roles, agencies, particles of names, and words that are not names.

Some are regular expressions, which are matched ignoring case.
"""

from collections.abc import Mapping

LEADS: Mapping[str, str] = {
    "en": (
        r"(?:(?:written|reported|words|story|text|report|article|analysis|opinion|review|interview|posted|published"
        r"|compiled|edited|commentary|column)\s+)?by|author|authors|reporter|writer|(?:words|story|report)(?=\s*:)"
    ),
    "de": (
        r"(?:(?:ein(?:e)?\s+)?(?:kommentar|analyse|interview|reportage|bericht|gastbeitrag|kolumne|essay|text|glosse"
        r"|leitartikel|rezension)\s+)?von|autor(?:in|en)?|text"
    ),
    "fr": r"(?:propos\s+recueillis\s+)?par|auteur|texte|publié\s+par|écrit\s+par",
    "es": r"por|autora?|texto|redactado\s+por|escrito\s+por",
    "pt": r"por|autora?|texto",
    "it": r"di|scritto\s+da|a\s+cura\s+di|testo",
    "ca": r"de\s+la\s+main\s+de",
    "nl": r"door|geschreven\s+door|tekst",
    "sv": r"av|skriven\s+av",
    "no": r"av|skrevet\s+av|tekst|journalist",
    "da": r"af|skrevet\s+af|journalist",
    "fi": r"kirjoittaja|teksti",
    "pl": r"autor(?:zy)?|przez",
    "cs": r"autoři|napsal|napsala",
    "hu": r"szerző|írta",
    "ro": r"de\s+către|scris\s+de",
    "id": r"oleh|penulis",
    "ms": r"oleh|penulis",
    "tr": r"yazan|yazar|haber",
    "ru": r"автор(?:ы|и)?|текст",
    "uk": r"автор(?:ы|и)?|текст",
    "el": r"συντάκτης|του|της",
    "vi": r"tác\s+giả|bởi",
    "ar": r"بقلم|كتب|كتبت",
    "he": r"מאת",
    "fa": r"نویسنده",
    "hi": r"द्वारा",
    "zh": r"作者|撰文|記者|记者",
    "ja": r"文[／/]|記者",
    "ko": r"글",
    "th": r"ผู้เขียน|โดย",
}
"""Regular expressions of the words that introduce a byline."""

ROLES: Mapping[str, str] = {
    "en": (
        r"reporter|correspondent|editor|editors|writer|journalist\w*|columnist|contributor|contributing|producer|director"
        r"|staff|photographer|analyst|critic|blogger|chief|bureau|deputy|senior|associate|assistant|head\s+of"
        r"|special\s+to|for\s+the|professor|lecturer|fellow|guest|intern|freelance\w*|newsroom|desk|team|agency|agencies"
        r"|press"
    ),
    "de": (
        r"redakt\w+|reporterin|korrespondent\w*|autorin|autor|volont\w+|chefredakt\w*|ressort\w*|leiter\w*|mitarbeit\w*"
    ),
    "fr": r"rédact\w+|envoyée?\w*|correspondante?|journaliste|chroniqueu\w+",
    "es": r"redactora?|periodista|corresponsal|enviad[oa]",
    "it": r"giornalista|redazione|inviat[oa]|corrispondente",
    "nl": r"verslaggever|redacteur|medewerker",
    "sv": r"skribent|korrespondent",
    "fi": r"toimittaja",
    "pl": r"dziennikar\w+|redaktor\w*",
    "tr": r"muhabir\w*|editör\w*",
    "ru": r"корреспондент\w*|редактор\w*|обозреватель|журналист\w*",
}
"""Regular expressions of the words of roles, which follow a name as a separate part."""

ROLE_SUFFIXES: Mapping[str, str] = {
    "ko": "기자|특파원|선임기자",
    "zh": "記者|记者|通讯员",
    "ja": "記者|編集委員|編集局|論説委員|特派員",
}
"""Roles that follow a name without a comma."""

AGENCIES = """
afp ap apa ansa dpa dpaafx dts efe epd kna reuters rtr sid upi xinhua tass ria itartass lusa belga anp ritzau ntb tt stt
lsm pap čtk ctk tasr mti agerpres hina tanjug beta keystone sda ats kyodo jiji yonhap bernama antara pti ani ians
interfax ukrinform bloomberg europapress associatedpress theassociatedpress agencefrancepresse deutschepresseagentur
pressassociation pamedia thecanadianpress canadianpress aap
"""
"""News agencies in the form of `key_of`. Their names are the same in every language."""

AGENCY_WORDS: Mapping[str, str] = {"en": "agencies", "de": "agenturen", "es": "agencias", "fr": "agences"}
"""The words for "agency"."""

PARTICLES: Mapping[str, str] = {
    "fr": "de du la le",
    "es": "de del la el y",
    "it": "di da della del e",
    "pt": "da do dos das e",
    "ca": "i",
    "nl": "van de den der ten ter",
    "de": "von vom zu zur den der",
    "ar": "el al bin ibn ben bint abu",
    "da": "af",
    "sv": "av",
}
"""The words of names that are written in lower case."""

NOBODY: Mapping[str, str] = {
    "en": (
        "admin administrator webmaster root user undefined null none unknown anonymous author authors byline share name"
        " nan editor post posted by"
    ),
    "de": "autor autoren von",
    "fr": "auteur",
}
"""Words in place of a name that are not names."""

CONJUNCTIONS: Mapping[str, str] = {
    "en": "and with",
    "de": "und mit",
    "fr": "et",
    "sv": "och",
    "da": "og",
    "no": "og",
    "tr": "ve",
    "nl": "en",
    "pl": "i",
    "hr": "i",
    "cs": "a",
    "id": "dan",
    "ro": "și",
    "fi": "ja",
    "et": "ja",
    "hu": "és",
    "el": "και",
    "ru": "и",
    "uk": "та і",
    "ar": "و",
    "he": "ו",
    "fa": "و",
    "es": "y o",
    "it": "e",
    "pt": "e",
    "ca": "i",
    "gl": "e",
}
"""The words for "and". A single Latin letter joins names only if there are full names on both sides."""

NO_NAMES: Mapping[str, str] = {
    "en": (
        "read more sign up contact us subscribe follow share click here log login newsletter newsletters comments"
        " comment download advertisement sponsored related latest popular trending next previous our your privacy"
        " policy terms cookies menu search home continue watch listen loading view all the this what why how when where"
        " who takeaways tips highlights contents summary overview introduction conclusion"
        " resources guide guides learn also donate join top back leave reply load buy ticket tickets news sports now"
        " today reserved rights find explore discover"
    ),
    "de": (
        "die das mehr erfahren jetzt spenden zurück drucken weiterlesen anmelden abonnieren teilen kontakt folgen"
        " kommentare impressum datenschutz newsletter"
    ),
    "fr": "lire suite abonnez-vous partager contactez-nous suivez-nous commentaires connexion",
    "es": "leer más suscríbete compartir contacto síguenos comentarios",
    "it": "leggi tutto iscriviti condividi contatti seguici commenti",
    "pt": "leia mais assine compartilhe contato siga comentários",
    "nl": "abonneer contact volg reacties delen",
}
"""Words of calls to action, labels and questions, which never occur in names of people."""
