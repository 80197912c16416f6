"""Lines that are no part of a story, by what they say: teasers, sharing, newsletters, notices, in many languages."""

import re
from enum import IntEnum
from functools import lru_cache

from dateline.tasks.core.cleaning.text.alternatives import ByFirstLetter, first_letters


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


def _lined_up(alternatives: str) -> str:
    """Return the alternatives with a bar for each line break."""
    return alternatives.replace("\n", "|")


def _any_of(alternatives: str) -> str:
    """Return one group of the alternatives; a line break stands for a bar."""
    return f"(?:{_lined_up(alternatives)})"


# The patterns are matched against lines that `_folded` made lower case: those that ignore case take several times as
# long, and cannot be told apart by their first letter.
def _folded(line: str) -> str:
    """Return the line in lower case, small letters of one capital alike; no longer and no shorter than it was."""
    if line.isascii():
        return line.lower()
    return _without_look_alikes(line.replace("İ", "i").lower())


def _without_look_alikes(text: str) -> str:
    return text.replace("ı", "i").replace("ς", "σ")


def _starting(alternatives: str) -> ByFirstLetter:
    return ByFirstLetter(_without_look_alikes(_lined_up(alternatives)))


_TEASER = _starting(
    r"""(?:more|related|read)(?:\s+\w+)?\s*:|read (?:more|also|next|the full|full)\b
(?:more|related|recommended|latest|top|popular) (?:on this|on that|from|stories|articles|news|reading)\b
(?:more|related|recommended|latest|top|popular) (?:coverage|content|posts|topics|links|videos?|reads?|about)\b
also read|see also
you (?:may|might) (?:also )?(?:like|be interested)|don['’]t miss|recommended\b(?:.{0,20}$)
trending\b(?:.{0,20}$)|most (?:read|popular|viewed)|related(?: \w+)?$|up next|keep reading|continue reading
watch(?: (?:also|more|now|below)| ?[|:])|listen (?:to|:)|click here
(?:for|see) more\b.{0,40}(?:here|click|visit)|more (?!than )(?:[\w’'-]+ ){1,4}(?:stories|news|articles|reading)\W*$
lesen sie|lies auch
mehr (?:zum thema|dazu|lesen|zu|aus|von|über)\b|auch interessant|das könnte (?:sie|dich)
weitere (?:artikel|themen|nachrichten|meldungen|infos)|zum (?:thema|artikel)|passend dazu|weiterlesen|siehe auch
hier (?:lesen|geht)|mehr:|(?:à )?lire (?:aussi|également|la suite|plus)|voir aussi|sur le même (?:sujet|thème)
(?:à|a) (?:lire|voir|écouter)|plus d['’]infos|leggi (?:anche|pure|tutto)|(?:ti )?potrebbe(?:ro)? interessar
approfondi(?:sci|menti)|guarda anche|vedi anche
(?:lee|leer|lea|ver|vea|mira|te puede|puede|le puede) (?:también|tambien|más|mas|interesar)
también (?:te|le|puede|en)|más (?:información|noticias) |noticias? relacionad
(?:leia|veja|confira|saiba) (?:também|tambem|mais)|notícias relacionadas|lees (?:ook|meer|verder)|bekijk ook
meer over|luister (?:ook|naar)|läs (?:också|även|mer|hela)|se också|les (?:også|mer|hele)
læs (?:også|mere|videre)|se også|lue (?:myös|lisää)|katso myös|czytaj (?:też|także|więcej|również)
zobacz (?:też|także|również|więcej)|polecamy|przeczytaj
(?:čtěte|přečtěte si|čítajte|prečítajte si) (?:také|více|tiež|aj)|související|mohlo by vás
olvass(?:a|on)? (?:el|tovább|még)|kapcsolódó|citește (?:și|mai)|citiți și|čitajte|pročitajte|preberite|прочита
четете още|вижте още|читайте (?:также|ещё|еще|нас)|читати також|читайте також|по теме|см\. также|смотрите также
(?:ilgili|bunlar da|ayrıca) (?:haber|oku|bak)|devamını oku|haberin devamı
διαβάστε (?:επίσης|ακόμη|ακόμα|περισσότερα)|δείτε (?:επίσης|ακόμα)|baca (?:juga|selengkapnya)
simak (?:juga|berita)|lihat juga|xem thêm|đọc thêm|اقرأ (?:أيضا|أيضًا|المزيد)|إقرأ|شاهد أيضا|مواضيع ذات صلة
بیشتر بخوانید|قرائت|קרא(?:ו)? (?:עוד|גם)|相关(?:阅读|新闻|报道|文章)
延伸(?:阅读|閱讀)|推荐阅读|更多(?:新闻|阅读|内容)?$|相關(?:新聞|報導|文章)
関連(?:記事|ニュース|リンク)|あわせて読みたい|続きを読む|(?:관련|추천|인기) ?(?:기사|뉴스)
더 ?보기|อ่าน(?:เพิ่มเติม|ข่าว|ต่อ)|ข่าวที่เกี่ยวข้อง
यह भी पढ़ें|ये भी पढ़ें|और पढ़ें"""
)
_ACTION = _starting(
    r"""(?:share|tweet|email|print|save|copy link|comments?)\b(?:.{0,30}$)|you can share|sign ?up\b|subscribe\b
follow (?:us|me|him|her|the|our|@)|(?:like|join|find) us|join (?:our|the conversation)
(?:get|receive) (?:the|our|more|all|breaking|unlimited|daily|stories)\b.{0,80}(?:inbox|newsletter|app|email)
(?:our|the|a|this|free)?\s*(?:daily|weekly|free)? ?newsletter|download (?:the|our)|log ?in\b
sign in\b|create (?:an|a free) account|already (?:a subscriber|have an account|registered)
support (?:us|our|independent)|donate\b|leave a (?:comment|reply)|post a comment
have (?:a|you got a) (?:story|tip|news)|do you have a|(?:send|email) (?:us|your|tips)|contact us|let us know
what do you think|view comments|show comments|load(?:ing)? more|advertisement$|click to|tap to
we (?:use|value) (?:cookies|your)|this (?:site|website|content|video) (?:uses|is not available|can)
accept (?:all|cookies|and)\b|to (?:enjoy|continue|read) |please (?:log|sign|enable|subscribe)|teilen
(?:jetzt )?(?:abonnieren|anmelden|registrieren)|folgen sie|newsletter|kommentar|melden sie sich|einloggen
drucken|merken|artikel (?:teilen|anhören|merken|drucken|versenden)|partager|abonnez|s['’]abonner|inscrivez
suivez|recevez|imprimer|commenter|je m['’]abonne|réserv(?:é|er) aux abonnés|condividi|iscriviti|seguici|abbonati
registrati|stampa$|compart(?:ir|ilhar|e)|suscr[íi]b|s[íi]gu(?:e|enos)|reg[íi]strate|inicia sesión|comenta|assine
siga|receba|inscreva|deel(?: dit)?|volg ons|abonneer|meld je aan|schrijf je in|dela|följ|prenumerera|logga in
del (?:på|artik)|følg|abonner|tilmeld|jaa|tilaa|udostępnij|obserwuj|zapisz się|subskrybuj|zaloguj|sdílet
sledujte|megosztás|iratkozz|kövess|distribuie|urmăr|abonează|поделиться|подпи[сш]|следите|комментари|подел
абонира|поширити|підпис|paylaş|abone|takip et|κοινοποι|ακολουθ|εγγραφ|bagikan|ikuti|dapatkan|berlangganan
chia sẻ|theo dõi|đăng ký|شارك|تابع|اشترك|分享|订阅|訂閱|关注|扫码
シェア|フォロー|会員|有料会員|ログイン|공유|구독|로그인|แชร์|ติดตาม|शेयर|फॉलो"""
)
_NOTICE = _starting(
    r"""(?:externer|empfohlener|eingebetteter) (?:\w+ )?inhalt|an dieser stelle (?:finden|wird|befindet|würden)
ich bin damit einverstanden, dass|(?:deine|ihre|deinen|ihren) (?:privatsphäre|datenschutz)[- ]?einstellungen
(?:external|embedded|recommended external) content|this (?:external )?content (?:is|could|cannot|can't)
(?:to (?:view|see|watch|display) this|if you cannot see this) (?:content|video|embed|post)|allow .{0,40} content\?
(?:pour (?:afficher|voir|lire) ce|ce) contenu|questo contenuto|este (?:contenido|conteúdo) (?:está|no|não|se)
deze inhoud|dit (?:element|bericht) (?:is|kan)|detta innehåll|dette innholdet|dette indhold
©|\(c\) ?\d|copyright|all rights reserved|alle rechte|tous droits|todos los derechos|todos os direitos
tutti i diritti
(?:ad|advert|advertisement|anzeige|werbung|publicité|pubblicità|publicidad|publicidade|reclame|annons)\W*$
(?:annonse|annonce|reklama?|реклама|広告|광고)\W*$
(?:this (?:article|story|post|piece|content|report) (?:was|is|has been|originally|first|contains))
(?:originally published|(?:with )?reporting (?:by|from)|additional reporting|edited by|editing by|our standards)
(?:(?:a )?correction|editor['’]s note|read our|terms (?:of|and)|privacy policy|disclaimer|the views expressed)
(?:opinions expressed|published (?:on|at|in)|redaktion:|quelle[n]?:|source ?:|sources ?:|fuente:|fonte:|bron:)
(?:källa:|źródło:|zdroj:|forrás:|источник:|kaynak:|来源|來源|出典|출처|dieser (?:artikel|text|beitrag)|mit material)
(?:tags?:|topics?:|keywords?:|themen:|schlagw|filed under|categor(?:y|ies)|etiquetas:|temas?:|mots[- ]clés)
(?:argomenti|stichw|teemat|ämnen|emner|tagi|метки|теги|标签|タグ|責任編輯|责任编辑|责编|编辑：|無断転載|무단)"""
)
_PICTURES = r"""photo|image|picture|pic|video|clip|file photo|foto|bild|bilder|grafik|abb\.|crédit|credit|credits|photos
illustration|fotografie|fotó|kuva|zdjęcie|фото|видео|图片
图|图为|写真|사진|ภาพ|immagine|imagen|imagem|video clip|watch|caption"""
_AGENCIES = r"""getty images|shutterstock|/ ?(?:afp|ap|reuters|dpa|epa|keystone|imago|tt|ntb|scanpix|ansa|efe)
\((?:ap|afp|reuters|getty|epa|dpa|file)[^)]{0,40}\)"""
_DATE_WORDS = r"""published|updated|posted|last (?:updated|modified)|created|stand|aktualisiert|publié
mis à jour|pubblicato
aggiornato|publicado|actualizado|atualizado|gepubliceerd|publicerad|uppdaterad|publisert|oppdatert|опубликовано
обновлено|入力|수정|등록|发布时间|更新"""
_CAPTION = _starting(
    rf"{_any_of(_PICTURES)}s?(?: (?:by|credit|courtesy|von|de|di|:))?\s*[:：/]"
    r"|\(?(?:photo|image|picture|foto|bild) (?:by|credit|courtesy|von|:)"
)
_CREDIT = re.compile(rf"{_any_of(_AGENCIES)}\W*$")
_DATE = re.compile(
    rf"(?:{_any_of(_DATE_WORDS)}\b.{{0,60}}$"
    r"|\W*\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\W.{0,25}$"
    r"|\d+ ?(?:min(?:ute)?s?|minuten|minutos|minuti|分)(?: (?:read|lesezeit|de lecture|di lettura|leestijd).*)?$)"
)
_DATE_LETTERS = first_letters(_lined_up(_DATE_WORDS))
_FIRST = re.compile(r"[^\W_]")
_MAX_LINE = 1000
"""Characters beyond which a text is no line of this kind; the patterns would take time that grows with its square."""
_ORDER = (
    (Phrase.TEASER, _TEASER),
    (Phrase.ACTION, _ACTION),
    (Phrase.NOTICE, _NOTICE),
    (Phrase.CAPTION, _CAPTION),
)


def _may_end_in_credit(line: str) -> bool:
    """Return whether a line has what is in every credit: quicker than to try the pattern at each of its characters."""
    return "/" in line or "(" in line or "getty" in line or "shutterstock" in line


@lru_cache(maxsize=1024)
def phrase_kind(text: str) -> Phrase:
    """Return what a short line says about itself; `Phrase.NONE` for story text.

    Kept, since body, standfirst and captions each ask for the lines around them.
    """
    if len(text) > _MAX_LINE:
        return Phrase.NONE
    line = _folded(text)
    beginning = _FIRST.search(line)
    first = beginning[0] if beginning else ""
    for kind, lines in _ORDER:
        if lines.match(line, first):
            return kind
    if _may_end_in_credit(line) and _CREDIT.search(line):
        return Phrase.CAPTION
    if (first.isdecimal() or first in _DATE_LETTERS) and _DATE.match(line):
        return Phrase.DATE
    return Phrase.NONE
