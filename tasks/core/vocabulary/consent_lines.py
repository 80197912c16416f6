# ruff: noqa: E501 - an alternative is read as one line
"""What paragraphs say that ask for consent to cookies, by language; regular expressions, in lower case."""

from collections.abc import Mapping

CONSENT_LINES: Mapping[str, str] = {
    "en": r"""
        (?:agree|consent) to (?:our|the|their) use of (?:cookies|your)|(?:we|partners)\b.{0,80}\buse\b.{0,40}\bcookies
        (?:accept|reject|refuse|decline|manage|allow) (?:all |our |the |your )?(?:cookies|cookie settings)
        withdraw (?:your|my) consent|cookies (?:and|or) (?:other )?similar technolog
        partners\b.{0,80}\b(?:store|access|process)\b.{0,60}\b(?:device|data|information)
        (?:consent|agree) to (?:us|the) .{0,30}\b(?:processing|tracking|data)""",
    "de": r"""
        (?:wir|partner)\b.{0,100}\b(?:verwende\w*|nutze\w*|setze\w*|cookies)\b.{0,60}\b(?:cookies|technologien)
        einwilligung\b.{0,60}\bwiderrufe|cookies (?:akzeptieren|zustimmen|ablehnen)|zustimmung\b.{0,60}\bcookies
        (?:mit|ohne) werbung und tracking|stimme\w* .{0,60}\b(?:cookies|datenverarbeitung)""",
    "fr": r"""
        (?:avec votre accord|partenaires)\b.{0,100}\bcookies|(?:retirer|retrait de) votre consentement
        (?:accepte[rz]|refuse[rz]|continue[rz] sans accepter|gére[rz]) (?:les |tous les |nos )?cookies
        en acceptant (?:les |nos |tous les )?cookies|cookies et le suivi publicitaire
        cookies (?:ou|et) (?:des |d['’]autres )?(?:technologies|traceurs)|(?:nous|utilise\w*) .{0,60}\bcookies""",
    "es": r"""
        (?:nuestros socios|nosotros)\b.{0,100}\bcookies|(?:utilizamos|usamos|utilizar) .{0,40}\bcookies
        (?:aceptar?|rechazar?|acepta[sn]?) .{0,30}\bcookies|retirar (?:su|tu) consentimiento""",
    "it": r"""
        (?:noi|nostri partner|partner)\b.{0,100}\bcookie|(?:utilizziamo|usiamo) .{0,40}\bcookie
        (?:accett\w+|rifiut\w+) .{0,30}\bcookie|revocare il (?:tuo |suo )?consenso""",
    "pt": r"""
        (?:nós|nossos parceiros|parceiros)\b.{0,100}\bcookies|(?:utilizamos|usamos) .{0,40}\bcookies
        (?:aceitar?|recusar?|rejeitar?) .{0,30}\bcookies|retirar o (?:seu )?consentimento""",
    "nl": r"""
        (?:wij|we|partners)\b.{0,100}\b(?:gebruik\w*|plaatsen|maken)\b.{0,60}\bcookies|toestemming\b.{0,60}\bintrekken
        (?:gebruiken|plaatsen) (?:wij|we|onze|derden)\b.{0,60}\bcookies|plaatsen cookies\b|cookies en vergelijkbare techn
        cookies (?:accepteren|weigeren|toestaan)|akkoord\b.{0,60}\bcookies""",
    "sv": r"""
        (?:vi|partner\w*)\b.{0,80}\banvänder\b.{0,40}\b(?:cookies|kakor)
        (?:godkänn|acceptera|avvisa) .{0,20}\b(?:cookies|kakor)""",
    "da": r"""
        (?:vi|partnere)\b.{0,80}\b(?:bruger|anvender)\b.{0,40}\bcookies|(?:bruger|anvender) vi\b.{0,60}\bcookies
        (?:accepter|afvis|tillad) .{0,20}\bcookies""",
    "no": r"""
        (?:vi|partnere)\b.{0,80}\bbruker\b.{0,40}\b(?:cookies|informasjonskapsler)
        bruker vi\b.{0,60}\b(?:cookies|informasjonskapsler)
        (?:godta|avvis) .{0,20}\b(?:cookies|informasjonskapsler)""",
    "fi": r"(?:käytämme|käyttävät)\b.{0,40}\bevästei|(?:hyväksy|hylkää|salli) .{0,20}\bevästee",
    "pl": r"""
        (?:używamy|stosujemy|wykorzystujemy|partnerzy)\b.{0,80}\b(?:cookies?|ciasteczek)
        (?:akceptuj\w*|odrzuć) .{0,20}\bcookies?""",
    "cs": r"(?:používáme|partneři)\b.{0,80}\b(?:cookies|soubory cookie)|(?:přijmout|odmítnout) .{0,20}\bcookies",
    "sk": r"(?:používame|partneri)\b.{0,80}\b(?:cookies|súbory cookie)|(?:prijať|odmietnuť) .{0,20}\bcookies",
    "hu": r"(?:sütiket|cookie-kat) (?:használunk|használ)|partnereink\b.{0,80}\b(?:sütik|cookie)",
    "ro": r"(?:folosim|utilizăm|partenerii)\b.{0,80}\b(?:cookies|cookie-uri)|(?:acceptă|refuză) .{0,20}\bcookie",
    "tr": r"(?:çerezler\w*|çerez) .{0,40}(?:kullan|kabul)|(?:biz|ortaklarımız)\b.{0,80}\bçerez",
    "el": r"(?:χρησιμοποιούμε|συνεργάτες)\b.{0,80}\bcookies|(?:αποδοχή|απόρριψη) .{0,20}\bcookies",
    "ru": r"""
        (?:мы|партн[её]ры)\b.{0,80}\bиспольз\w+ .{0,40}\b(?:cookie|куки)
        (?:принять|отклонить) .{0,20}\b(?:cookie|куки)""",
    "uk": r"(?:ми|партнери)\b.{0,80}\bвикористову\w+ .{0,40}\b(?:cookie|кукі)|(?:прийняти|відхилити) .{0,20}\bcookie",
    "zh": r"(?:我们|我們).{0,40}使用.{0,20}cookie|接受.{0,10}cookie",
    "ja": r"cookie ?(?:を使用|に同意|の使用)|クッキー(?:を使用|に同意|の使用)",
    "bg": r"(?:използваме|партньори)\b.{0,80}\b(?:бисквитк|cookie)|(?:приемам|отказвам) .{0,20}\bбисквитк",
    "sr": r"(?:користимо|партнери)\b.{0,80}\b(?:колачић|cookie)|(?:прихвати|одбиј)\w* .{0,20}\bколачић",
    "hr": r"(?:koristimo|partneri)\b.{0,80}\b(?:kolačić|cookie)|(?:prihvati|odbij)\w* .{0,20}\bkolačić",
    "sl": r"(?:uporabljamo|partnerji)\b.{0,80}\b(?:piškotk|cookie)|(?:sprejmi|zavrni)\w* .{0,20}\bpiškotk",
    "et": r"(?:kasutame|partnerid)\b.{0,80}\bküpsis|(?:nõustu|keeldu)\w* .{0,20}\bküpsis",
    "lv": r"(?:izmantojam|partneri)\b.{0,80}\bsīk(?:dat|fail)|(?:pieņemt|noraidīt) .{0,20}\bsīk(?:dat|fail)",
    "lt": r"(?:naudojame|partneriai)\b.{0,80}\bslapuk|(?:priimti|atmesti) .{0,20}\bslapuk",
    "ca": r"(?:utilitzem|fem servir|socis)\b.{0,80}\b(?:galetes|cookies)|(?:accepta|rebutja)\w* .{0,20}\bgaletes",
    "id": r"(?:kami|mitra)\b.{0,60}\bmenggunakan\b.{0,30}\b(?:cookie|kuki)|(?:terima|tolak) .{0,20}\bcookie",
    "vi": r"(?:chúng tôi|đối tác)\b.{0,60}\bcookie|(?:chấp nhận|từ chối) .{0,20}\bcookie",
    "ar": r"(?:نحن|نستخدم|شركاؤنا|شركائنا).{0,60}(?:ملفات (?:تعريف الارتباط|الارتباط)|كوكيز)|(?:قبول|رفض).{0,20}ملفات تعريف الارتباط",
    "fa": r"(?:ما|شرکای).{0,60}کوکی.{0,40}(?:استفاده|می‌کنیم)",
    "he": r"(?:אנחנו|אנו|שותפ).{0,60}(?:עוגיות|cookies)",
    "hi": r"(?:हम|साझेदार|पार्टनर).{0,80}(?:कुकी|कुकीज़)",
    "th": r"(?:เรา|พันธมิตร|เว็บไซต์).{0,60}คุกกี้|(?:ยอมรับ|ปฏิเสธ).{0,20}คุกกี้",
    "ko": r"쿠키를 (?:사용|수집)|쿠키 사용에 동의",
}
"""Only what asks or explains: an article about cookies does not speak of "our partners"."""

CONSENT_HINTS = """
    бисквитк колачић kolačić piškotk küpsis sīkdat sīkfail slapuk galetes kuki الارتباط كوكيز کوکی עוגיות कुकी คุกกี้
    cookie kakor informasjonskapsler eväste ciasteczek süti çerez куки кукі クッキー 쿠키
    consent consenso agree einwilligung zustimmung toestemming partner tracking datenverarbeitung
"""
"""One of these is in every such line, which is told sooner than by the patterns."""
