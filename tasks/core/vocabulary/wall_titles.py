"""How the titles of walls, consent pages and missing pages begin, by language."""

import re

_WALL = (
    r"access (?:to this page has been )?denied",
    r"are you (?:a )?(?:human|robot)",
    r"attention required",
    r"bot (?:verification|detection)",
    r"captcha",
    r"checking your browser",
    r"ddos protection",
    r"human verification",
    r"just a moment",
    r"one more step",
    r"pardon our interruption",
    r"please (?:wait\W*$|verify (?:that )?you are)",
    r"request (?:blocked|rejected|unsuccessful)",
    r"robot check",
    r"security (?:check(?:point)?|verification)",
    r"unusual traffic",
    r"verify(?:ing)? (?:that )?you are (?:a )?human",
    r"you have been blocked",
    r"zugriff verweigert",
    r"sicherheitsüberprüfung",
    r"accès refusé",
    r"vérification de sécurité",
    r"acceso denegado",
    r"accesso negato",
    r"acesso negado",
    r"доступ (?:запрещ[её]н|ограничен)",
    r"проверка браузера",
    r"访问被拒绝",
    r"安全验证",
    r"アクセスが拒否されました",
)
_CONSENT = (
    r"before you continue",
    r"bevor (?:sie|du) fortf[aä]h",
    r"avant de continuer",
    r"antes de continuar",
    r"prima di continuare",
    r"voordat je verdergaat",
    r"cookie (?:consent|settings|wall)",
    r"we value your privacy",
    r"your privacy (?:choices|matters|is important)",
    r"datenschutzeinstellungen",
    r"consent\W*$",
    r"privacy gate",
    r"mit werbung weiterlesen",
    r"(?:uw|je) privacy",
    r"votre vie privée",
)
_MISSING = (
    r"(?:error|fehler|erreur|http)?\W*(?:404|410)\W*(?:$|[-|–:]|error|not found|page)",
    (
        r"(?:the |this )?(?:page|article|story|content) (?:you .{1,40} )?(?:was |is |has |could |can)?"
        r"(?:not |no longer |n.t )(?:be |been )?(?:found|available|exist)"
    ),
    r"not found\W*$",
    r"nothing (?:was )?found",
    r"oops\b",
    r"(?:diese |die )?seite (?:wurde |konnte |existiert )?(?:leider )?nicht",
    r"page (?:introuvable|non trouvée)",
    r"página no encontrada",
    r"pagina non trovata",
    r"página não encontrada",
    r"pagina niet gevonden",
    r"sidan (?:kunde )?(?:inte )?hitta",
    r"siden (?:blev |ble )?ikke (?:fundet|funnet)",
    r"sivua ei löyt",
    r"strona nie (?:została )?znaleziona",
    r"stránka nenalezena",
    r"страница не найдена",
    r"сторінку не знайдено",
    r"sayfa bulunamadı",
    r"halaman tidak ditemukan",
    r"ページが見つかりません",
    r"页面不存在",
    r"페이지를 찾을 수 없",
)


def _beginning(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"^\W*(?:{'|'.join(phrases)})", re.IGNORECASE)


WALL_TITLE = _beginning(_WALL)
CONSENT_TITLE = _beginning(_CONSENT)
MISSING_TITLE = _beginning(_MISSING)
