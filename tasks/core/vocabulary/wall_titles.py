"""The beginnings of titles of bot walls, consent pages and missing pages, by language; regular expressions."""

from collections.abc import Mapping

WALL: Mapping[str, str] = {
    "en": r"""access (?:to this page has been )?denied
        are you (?:a )?(?:human|robot)
        attention required
        bot (?:verification|detection)
        captcha
        checking your browser
        ddos protection
        human verification
        just a moment
        one more step
        pardon our interruption
        please (?:wait\W*$|verify (?:that )?you are)
        request (?:blocked|rejected|unsuccessful)
        robot check
        security (?:check(?:point)?|verification)
        unusual traffic
        verify(?:ing)? (?:that )?you are (?:a )?human
        you have been blocked""",
    "de": "zugriff verweigert|sicherheitsüberprüfung",
    "fr": "accès refusé|vérification de sécurité",
    "es": "acceso denegado",
    "it": "accesso negato",
    "pt": "acesso negado",
    "ru": "доступ (?:запрещ[её]н|ограничен)|проверка браузера",
    "zh": "访问被拒绝|安全验证",
    "ja": "アクセスが拒否されました",
}
CONSENT: Mapping[str, str] = {
    "en": r"""before you continue
        cookie (?:consent|settings|wall)
        we value your privacy
        your privacy (?:choices|matters|is important)
        consent\W*$
        privacy gate""",
    "de": "bevor (?:sie|du) fortf[aä]h|datenschutzeinstellungen|mit werbung weiterlesen",
    "fr": "avant de continuer|votre vie privée",
    "es": "antes de continuar",
    "pt": "antes de continuar",
    "it": "prima di continuare",
    "nl": "voordat je verdergaat|(?:uw|je) privacy",
}
MISSING: Mapping[str, str] = {
    "en": r"""(?:error|http)?\W*(?:404|410)\W*(?:$|[-|–:]|error|not found|page)
        (?:the |this )?(?:page|article|story|content) (?:you .{1,40} )?(?:was |is |has |could |can)?"""
    r"""(?:not |no longer |n.t )(?:be |been )?(?:found|available|exist)
        not found\W*$
        nothing (?:was )?found
        oops\b""",
    "de": r"""fehler\W*(?:404|410)\W*(?:$|[-|–:]|error|not found|page)
        (?:diese |die )?seite (?:wurde |konnte |existiert )?(?:leider )?nicht""",
    "fr": r"erreur\W*(?:404|410)\W*(?:$|[-|–:]|error|not found|page)|page (?:introuvable|non trouvée)",
    "es": "página no encontrada",
    "it": "pagina non trovata",
    "pt": "página não encontrada",
    "nl": "pagina niet gevonden",
    "sv": "sidan (?:kunde )?(?:inte )?hitta",
    "da": "siden (?:blev |ble )?ikke (?:fundet|funnet)",
    "no": "siden (?:blev |ble )?ikke (?:fundet|funnet)",
    "fi": "sivua ei löyt",
    "pl": "strona nie (?:została )?znaleziona",
    "cs": "stránka nenalezena",
    "ru": "страница не найдена",
    "uk": "сторінку не знайдено",
    "tr": "sayfa bulunamadı",
    "id": "halaman tidak ditemukan",
    "ja": "ページが見つかりません",
    "zh": "页面不存在",
    "ko": "페이지를 찾을 수 없",
}
