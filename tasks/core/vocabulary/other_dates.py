"""What stands before a date that is no article's, by language (BCP 47): a term's end, a birthday, an entry.

All are regular expressions, matched as whole words, ignoring case. An article or a colon may follow them.
"""

from collections.abc import Mapping

OTHER_DATES: Mapping[str, str] = {
    "en": (
        r"(?<!online )since|until|till|before|valid (?:through|to)|expire[sd](?: on)?|expiry(?: date)?|deadline"
        r"|due(?: date)?|closing date|(?<!birth of )born(?: on)?|date of birth|(?:event|start|end) date"
        r"|member since|joined(?: on)?"
        r"|(?:web)?site (?:was )?(?:last )?(?:updated|modified)(?: on)?"
        r"|(?:retrieved|accessed|archived|closed|opened)(?: on)?|kick-?off|starts?|begins?|ends?|opens?|closes?|doors"
        r"|when|event|version|policy(?: (?:of|on))?|terms(?: of use)?"
    ),
    "de": (
        r"(?<!online )seit(?: dem)?|ab(?: dem)?|bis(?: zum)?|vor dem|geburtsdatum|geboren(?: am)?|anmeldeschluss"
        r"|einsendeschluss|bewerbungsschluss|bewerbungsfrist|anmeldefrist"
        r"|gültig (?:ab|bis)|mitglied seit|registriert(?: seit)?|(?:abgerufen|aufgerufen)(?: am)?|anstoß"
        r"|anpfiff|beginn|ende|termin|einlass|wann|veranstaltung|datenschutz\w*|nutzungsbedingungen"
    ),
    "fr": (
        r"depuis(?: le)?|jusqu['’]au|à (?:partir|compter) du|avant le|né(?:e)? le|date (?:limite|de naissance)"
        r"|inscrit(?:e)?(?: le)?|consultée? le|début|fin|quand|coup d['’]envoi"
    ),
    "es": (
        r"desde(?: el)?|hasta(?: el)?|a partir del|antes del|fecha (?:límite|de nacimiento)|nacid[oa] el"
        r"|consultado el|inicio|fin|cuándo"
    ),
    "pt": (
        r"desde|até|a partir d[eo]|antes d[eo]|data (?:limite|de nascimento)|nascid[oa] em|prazo|acess(?:ado|o) em"
        r"|início|fim|término|quando"
    ),
    "it": (
        r"dal|fino al|a partire dal|entro il|prima del|scadenza|data di nascita|nat[oa] il|consultato il|inizio|fine"
    ),
    "nl": (
        r"sinds|vanaf|tot(?: en met)?|t/m|vóór|geboortedatum|geboren op|sluitingsdatum|geraadpleegd op|aanvang|aftrap"
        r"|wanneer"
    ),
    "sv": r"sedan|från och med|till och med|senast den|född|medlem sedan|avspark",
    "da": r"siden|fra og med|til og med|inden|senest|født|medlem siden",
    "no": r"siden|fra og med|til og med|innen|senest|født|medlem siden",
    "fi": r"alkaen|asti|syntynyt|viimeistään",
    "pl": r"od|data urodzenia|termin(?: składania)?|ważne do",
    "cs": r"od|datum narození|uzávěrka|platí do",
    "sk": r"od|dátum narodenia|uzávierka|platí do",
    "hu": r"határidő|született|születési idő",
    "ro": r"din data de|începând cu|până (?:la|pe)|data nașterii|termen(?: limită)?",
    "ru": r"с|до|по|начиная с|дата рождения|родил(?:ся|ась)|срок",
    "uk": r"з|до|по|починаючи з|дата народження|термін",
    "bg": r"до|считано от|дата на раждане|краен срок",
    "tr": r"son başvuru(?: tarihi)?|doğum tarihi|başlangıç tarihi|bitiş tarihi",
    "el": r"από|έως|μέχρι|ημερομηνία γέννησης",
    "id": r"sejak|hingga|sampai(?: dengan)?|tanggal lahir",
}
"""What introduces another date than that of publication."""
