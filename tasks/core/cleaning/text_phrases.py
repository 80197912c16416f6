"""Lines that are no part of a story, by what they say: teasers, sharing, newsletters, notices, in many languages."""

import re
from enum import IntEnum


class Phrase(IntEnum):
    """What a line says about itself."""

    NONE = 0
    CAPTION = 1
    TEASER = 2
    """Points to another page."""
    ACTION = 3
    """Asks the reader to share, subscribe, log in, comment, follow."""
    NOTICE = 4
    """Copyright, contact, correction, advertising, agency boilerplate."""
    DATE = 5
    """A date line or a reading time."""


def _starting(words: str) -> re.Pattern[str]:
    return re.compile(rf"^\W*(?:{words})", re.IGNORECASE)


_TEASER = _starting(
    r"(?:more|related|read)(?:\s+\w+)?\s*:|read (?:more|also|next|the full|full)\b|(?:more|related|recommended|latest|top|popular) "
    r"(?:on this|on that|from|stories|articles|news|reading|coverage|content|posts|topics|links|videos?|reads?|about)\b|also read|see also|"
    r"you (?:may|might) (?:also )?(?:like|be interested)|don['’]t miss|recommended|trending|most (?:read|popular|viewed)|"
    r"related(?: \w+)?$|up next|keep reading|continue reading|watch(?: (?:also|more|now|below)| ?[|:])|listen (?:to|:)|click here|"
    r"(?:for|see) more\b.{0,40}(?:here|click|visit)|"
    r"lesen sie|lies auch|mehr (?:zum thema|dazu|lesen|zu|aus|von|über)\b|auch interessant|das könnte (?:sie|dich)|weitere (?:artikel|themen|nachrichten|"
    r"meldungen|infos)|zum (?:thema|artikel)|passend dazu|weiterlesen|siehe auch|hier (?:lesen|geht)|mehr:|"
    r"(?:à )?lire (?:aussi|également|la suite|plus)|voir aussi|sur le même (?:sujet|thème)|(?:à|a) (?:lire|voir|écouter)|plus d['’]infos|"
    r"leggi (?:anche|pure|tutto)|(?:ti )?potrebbe(?:ro)? interessar|approfondi(?:sci|menti)|guarda anche|vedi anche|"
    r"(?:lee|leer|lea|ver|vea|mira|te puede|puede|le puede) (?:también|tambien|más|mas|interesar)|también (?:te|le|puede|en)|más (?:información|noticias) |noticias? relacionad|"
    r"(?:leia|veja|confira|saiba) (?:também|tambem|mais)|notícias relacionadas|"
    r"lees (?:ook|meer|verder)|bekijk ook|meer over|luister (?:ook|naar)|"
    r"läs (?:också|även|mer|hela)|se också|les (?:også|mer|hele)|læs (?:også|mere|videre)|se også|lue (?:myös|lisää)|katso myös|"
    r"czytaj (?:też|także|więcej|również)|zobacz (?:też|także|również|więcej)|polecamy|przeczytaj|"
    r"(?:čtěte|přečtěte si|čítajte|prečítajte si) (?:také|více|tiež|aj)|související|mohlo by vás|"
    r"olvass(?:a|on)? (?:el|tovább|még)|kapcsolódó|citește (?:și|mai)|citiți și|"
    r"čitajte|pročitajte|preberite|прочита|четете още|вижте още|"
    r"читайте (?:также|ещё|еще|нас)|читати також|читайте також|по теме|см\. также|смотрите также|"
    r"(?:ilgili|bunlar da|ayrıca) (?:haber|oku|bak)|devamını oku|haberin devamı|"
    r"διαβάστε (?:επίσης|ακόμη|ακόμα|περισσότερα)|δείτε (?:επίσης|ακόμα)|"
    r"baca (?:juga|selengkapnya)|simak (?:juga|berita)|lihat juga|xem thêm|đọc thêm|"
    r"اقرأ (?:أيضا|أيضًا|المزيد)|إقرأ|شاهد أيضا|مواضيع ذات صلة|بیشتر بخوانید|قرائت|קרא(?:ו)? (?:עוד|גם)|"
    r"相关(?:阅读|新闻|报道|文章)|延伸(?:阅读|閱讀)|推荐阅读|更多(?:新闻|阅读|内容)?$|相關(?:新聞|報導|文章)|関連(?:記事|ニュース|リンク)|あわせて読みたい|続きを読む|"
    r"(?:관련|추천|인기) ?(?:기사|뉴스)|더 ?보기|อ่าน(?:เพิ่มเติม|ข่าว|ต่อ)|ข่าวที่เกี่ยวข้อง|यह भी पढ़ें|ये भी पढ़ें|और पढ़ें"
)
_ACTION = _starting(
    r"(?:share|tweet|email|print|save|copy link|comments?)\b(?:.{0,30}$)|you can share|sign ?up\b|subscribe|follow (?:us|me|him|her|the|our|@)|"
    r"(?:like|join|find) us|join (?:our|the conversation)|(?:get|receive) (?:the|our|more|all|breaking|unlimited|daily|stories)\b.{0,80}"
    r"(?:inbox|newsletter|app|email|alerts?)|(?:our|the|a|this|free)?\s*(?:daily|weekly|free)? ?newsletter|download (?:the|our)|log ?in\b|"
    r"sign in\b|create (?:an|a free) account|already (?:a subscriber|have an account|registered)|support (?:us|our|independent)|donate|"
    r"leave a (?:comment|reply)|post a comment|have (?:a|you got a) (?:story|tip|news)|do you have a|(?:send|email) (?:us|your|tips)|contact us|"
    r"let us know|what do you think|view comments|show comments|load(?:ing)? more|advertisement$|click to|tap to|we (?:use|value) (?:cookies|your)|"
    r"this (?:site|website|content|video) (?:uses|is not available|can)|accept|to (?:enjoy|continue|read) |please (?:log|sign|enable|subscribe)|"
    r"teilen|(?:jetzt )?(?:abonnieren|anmelden|registrieren)|folgen sie|newsletter|kommentar|melden sie sich|einloggen|drucken|merken|"
    r"artikel (?:teilen|anhören|merken|drucken|versenden)|"
    r"partager|abonnez|s['’]abonner|inscrivez|suivez|recevez|imprimer|commenter|je m['’]abonne|réserv(?:é|er) aux abonnés|"
    r"condividi|iscriviti|seguici|abbonati|registrati|stampa$|"
    r"compart(?:ir|ilhar|e)|suscr[íi]b|s[íi]gu(?:e|enos)|reg[íi]strate|inicia sesión|comenta|assine|siga|receba|inscreva|"
    r"deel(?: dit)?|volg ons|abonneer|meld je aan|schrijf je in|dela|följ|prenumerera|logga in|del (?:på|artik)|følg|abonner|tilmeld|jaa|tilaa|"
    r"udostępnij|obserwuj|zapisz się|subskrybuj|zaloguj|sdílet|sledujte|megosztás|iratkozz|kövess|distribuie|urmăr|abonează|"
    r"поделиться|подпи[сш]|следите|комментари|подел|абонира|поширити|підпис|paylaş|abone|takip et|κοινοποι|ακολουθ|εγγραφ|"
    r"bagikan|ikuti|dapatkan|berlangganan|chia sẻ|theo dõi|đăng ký|"
    r"شارك|تابع|اشترك|分享|订阅|訂閱|关注|关注我们|扫码|シェア|フォロー|会員|ログイン|공유|구독|로그인|แชร์|ติดตาม|शेयर|फॉलो"
)
_NOTICE = _starting(
    r"©|\(c\) ?\d|copyright|all rights reserved|alle rechte|tous droits|todos los derechos|todos os direitos|tutti i diritti|"
    r"(?:ad|advert|advertisement|anzeige|werbung|publicité|pubblicità|publicidad|publicidade|reclame|annons|annonse|annonce|reklama?|реклама|広告|광고)\W*$|"
    r"(?:this (?:article|story|post|piece|content|report) (?:was|is|has been|originally|first|contains)|originally published|"
    r"(?:with )?reporting (?:by|from)|additional reporting|edited by|editing by|our standards|(?:a )?correction|editor['’]s note|"
    r"read our|terms (?:of|and)|privacy policy|disclaimer|the views expressed|opinions expressed|published (?:on|at|in)|"
    r"redaktion:|quelle[n]?:|source ?:|sources ?:|fuente:|fonte:|bron:|källa:|źródło:|zdroj:|forrás:|источник:|kaynak:|来源|來源|出典|출처|"
    r"dieser (?:artikel|text|beitrag)|mit material|tags?:|topics?:|keywords?:|themen:|schlagw|filed under|categor(?:y|ies)|etiquetas:|"
    r"temas?:|mots[- ]clés|argomenti|stichw|teemat|ämnen|emner|tagi|метки|теги|标签|タグ|責任編輯|责任编辑|责编|编辑：|無断転載|무단)"
)
_CAPTION = re.compile(
    r"^\W*(?:(?:photo|image|picture|pic|video|clip|file photo|foto|bild|bilder|grafik|abb\.|crédit|credit|credits|photos|illustration|fotografie|"
    r"fotó|kuva|zdjęcie|фото|видео|图片|图|图为|写真|사진|ภาพ|immagine|imagen|imagem|video clip|watch|caption)s?(?: (?:by|credit|courtesy|von|de|di|:))?\s*[:：/]|"
    r"\(?(?:photo|image|picture|foto|bild) (?:by|credit|courtesy|von|:))"
    r"|(?:getty images|shutterstock|/ ?(?:afp|ap|reuters|dpa|epa|keystone|imago|tt|ntb|scanpix|ansa|efe)|\((?:ap|afp|reuters|getty|epa|dpa|file)[^)]{0,40}\))\W*$",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"^(?:(?:published|updated|posted|last (?:updated|modified)|created|stand|aktualisiert|publié|mis à jour|pubblicato|aggiornato|publicado|actualizado|"
    r"atualizado|gepubliceerd|publicerad|uppdaterad|publisert|oppdatert|опубликовано|обновлено|入力|수정|등록|发布时间|更新)\b.{0,60}$|"
    r"\W*\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\W.{0,25}$|\d+ ?(?:min(?:ute)?s?|minuten|minutos|minuti|分)(?: (?:read|lesezeit|de lecture|di lettura|leestijd).*)?$)",
    re.IGNORECASE,
)
_ORDER = (
    (Phrase.TEASER, _TEASER),
    (Phrase.ACTION, _ACTION),
    (Phrase.NOTICE, _NOTICE),
    (Phrase.CAPTION, _CAPTION),
    (Phrase.DATE, _DATE),
)


def phrase_kind(text: str) -> Phrase:
    """Return what a short line says about itself; `Phrase.NONE` for story text."""
    for kind, pattern in _ORDER:
        if pattern.search(text):
            return kind
    return Phrase.NONE
