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
        r"|last (?:login|logged in|visit(?:ed)?|seen|active)(?: was)?(?: on)?"
        r"|(?:it|today|now|time|date) is(?: currently| now)?|(?:current|today['’]s|server|print(?:ing)?) (?:date|time)"
        r"|(?:printed|generated|taken|in print)(?: on)?|next (?:issue|review|update)(?: due)?(?: on)?"
        r"|(?:founded|established|incorporated|registered)(?: in| on)?|date of (?:the )?event"
        r"|week (?:commencing|beginning)|(?:year|week|month|quarter|period) (?:ended|ending|of)"
    ),
    "de": (
        r"(?<!online )seit(?: dem)?|ab(?: dem)?|bis(?: zum)?|vor dem|geburtsdatum|geboren(?: am)?|anmeldeschluss"
        r"|einsendeschluss|bewerbungsschluss|bewerbungsfrist|anmeldefrist"
        r"|gültig (?:ab|bis)|mitglied seit|registriert(?: seit)?|(?:abgerufen|aufgerufen)(?: am)?|anstoß"
        r"|anpfiff|beginn|ende|termin|einlass|wann|veranstaltung|datenschutz\w*|nutzungsbedingungen"
        r"|letzter (?:login|besuch)(?: am)?|heute ist|druckdatum|serverzeit"
        r"|(?:gedruckt|generiert|erzeugt|aufgenommen)(?: am)?"
        r"|gegründet(?: am)?|woche vom|veranstaltungsdatum|datum der veranstaltung"
    ),
    "fr": (
        r"depuis(?: le)?|jusqu['’]au|à (?:partir|compter) du|avant le|né(?:e)? le|date (?:limite|de naissance)"
        r"|inscrit(?:e)?(?: le)?|consultée? le|début|fin|quand|coup d['’]envoi"
        r"|dernière (?:connexion|visite)(?: le)?|nous sommes|(?:imprimée?|générée?)(?: le)?|heure du serveur"
        r"|date de l['’]événement|fondée? le|semaine du"
    ),
    "es": (
        r"desde(?: el)?|hasta(?: el)?|a partir del|antes del|fecha (?:límite|de nacimiento)|nacid[oa] el"
        r"|consultado el|inicio|fin|cuándo"
        r"|último acceso|última visita|hoy es|(?:impreso|generad[oa])(?: el)?|fecha actual"
        r"|fecha del evento|fundad[oa] el|semana del"
    ),
    "pt": (
        r"desde|até|a partir d[eo]|antes d[eo]|data (?:limite|de nascimento)|nascid[oa] em|prazo|acess(?:ado|o) em"
        r"|início|fim|término|quando"
        r"|último acesso|última visita|hoje é|(?:impresso|gerad[oa])(?: em)?|data atual"
        r"|data do evento|fundad[oa] em|semana de"
    ),
    "it": (
        r"dal|fino al|a partire dal|entro il|prima del|scadenza|data di nascita|nat[oa] il|consultato il|inizio|fine"
        r"|ultimo accesso|ultima visita|oggi è|(?:stampato|generat[oa])(?: il)?|data odierna"
        r"|data (?:dell['’]|di )evento|fondat[oa] il|settimana del"
    ),
    "nl": (
        r"sinds|vanaf|tot(?: en met)?|t/m|vóór|geboortedatum|geboren op|sluitingsdatum|geraadpleegd op|aanvang|aftrap"
        r"|wanneer"
        r"|laatste? (?:ingelogd|bezoek)(?: op)?|vandaag is(?: het)?|(?:afgedrukt|gegenereerd)(?: op)?"
        r"|opgericht op|week van"
    ),
    "sv": (
        r"sedan|från och med|till och med|senast den|född|medlem sedan|avspark"
        r"|i ?dag är det|utskriven|senaste besök"
    ),
    "da": (
        r"siden|fra og med|til og med|inden|senest|født|medlem siden"
        r"|i dag er det|udskrevet"
    ),
    "no": (
        r"siden|fra og med|til og med|innen|senest|født|medlem siden"
        r"|i dag er det|utskrevet"
    ),
    "fi": (
        r"alkaen|asti|syntynyt|viimeistään"
        r"|tänään on|tulostettu"
    ),
    "pl": (
        r"od|data urodzenia|termin(?: składania)?|ważne do"
        r"|(?:dziś|dzisiaj) jest|ostatnia wizyta|wydrukowano|wygenerowano"
        r"|data wydarzenia|założon[aoy]"
    ),
    "cs": (
        r"od|datum narození|uzávěrka|platí do"
        r"|dnes je|vytištěno|vygenerováno|poslední návštěva"
        r"|datum konání|založen[ao]?"
    ),
    "sk": (
        r"od|dátum narodenia|uzávierka|platí do"
        r"|dnes je|vytlačené|vygenerované"
    ),
    "hu": (
        r"határidő|született|születési idő"
        r"|nyomtatva|utolsó látogatás"
        r"|esemény (?:dátuma|időpontja)|alapítva"
    ),
    "ro": (
        r"din data de|începând cu|până (?:la|pe)|data nașterii|termen(?: limită)?"
        r"|astăzi este|azi este|tipărit(?: la)?"
        r"|data evenimentului"
    ),
    "ru": (
        r"с|до|по|начиная с|дата рождения|родил(?:ся|ась)|срок"
        r"|сегодня|последний визит|распечатано|текущая дата"
        r"|дата (?:проведения|мероприятия|события)|основан[ао]?"
    ),
    "uk": (
        r"з|до|по|починаючи з|дата народження|термін"
        r"|сьогодні|останній візит|роздруковано"
        r"|дата (?:проведення|заходу|події)|заснован[ао]"
    ),
    "bg": (
        r"до|считано от|дата на раждане|краен срок"
        r"|днес е|разпечатано"
    ),
    "tr": (
        r"son başvuru(?: tarihi)?|doğum tarihi|başlangıç tarihi|bitiş tarihi"
        r"|bugün|son ziyaret|yazdırılma(?: tarihi)?"
        r"|etkinlik tarihi|kuruluş(?: tarihi)?"
    ),
    "el": (
        r"από|έως|μέχρι|ημερομηνία γέννησης"
        r"|σήμερα(?: είναι)?|εκτυπώθηκε"
    ),
    "vi": r"hôm nay(?: là)?",
    "hr": r"danas je|ispisano",
    "zh": (
        r"今天是|今日是|当前时间|當前時間|现在时间|打印时间|打印日期"
        r"|活动时间|活动日期|举办时间"
    ),
    "ja": (
        r"今日は|本日は|現在時刻|印刷日"
        r"|開催日|開催日時|締切"
    ),
    "ko": r"오늘은|현재 ?시간",
    "id": (
        r"sejak|hingga|sampai(?: dengan)?|tanggal lahir"
        r"|hari ini|dicetak(?: pada)?"
        r"|tanggal (?:acara|pelaksanaan)"
    ),
}
"""What introduces another date than that of publication."""

UP_TO: Mapping[str, str] = {
    "en": r"to|until|till|through",
    "de": r"bis(?: zum)?",
    "fr": r"au|jusqu['’]au",
    "es": r"al?|hasta",
    "pt": r"ao?|até",
    "it": r"al",
    "nl": r"t/m|tot(?: en met)?",
    "sv": r"till(?: och med)?",
    "da": r"til(?: og med)?",
    "pl": r"do",
    "cs": r"až",
    "ro": r"până la",
    "ru": r"по|до",
    "el": r"έως|μέχρι",
    "id": r"sampai|hingga",
    "zh": r"至|到",
    "ja": r"から",
}
"""What stands between the first and the last day of a span. All are regular expressions, matched as whole words."""
