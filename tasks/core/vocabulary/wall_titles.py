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
SITE_PAGES: Mapping[str, str] = {
    "en": r"""(?:our )?(?:privacy|cookies?)(?: and cookies?)? (?:policy|notice|statement)
        terms (?:of|and) (?:use|service|conditions)|terms (?:&|and) conditions|legal (?:notice|information)
        contact(?: us)?|about us|imprint|disclaimer|accessibility statement""",
    "de": r"""impressum|datenschutz(?:erklärung|hinweise)?|kontakt
        nutzungsbedingungen|allgemeine geschäftsbedingungen|agb""",
    "fr": r"mentions légales|politique de confidentialité|conditions (?:générales )?d['’]utilisation|nous contacter",
    "es": r"aviso legal|política de (?:privacidad|cookies)|condiciones de uso|contacto",
    "pt": r"política de (?:privacidade|cookies)|termos de uso|fale conosco",
    "it": r"note legali|(?:informativa sulla|politica di) privacy|privacy policy|contatti",
    "nl": r"privacy(?:verklaring|beleid)|cookiebeleid|algemene voorwaarden|contact",
    "sv": r"integritetspolicy|kontakta oss",
    "da": r"privatlivspolitik|kontakt os",
    "no": r"personvern(?:erklæring)?|kontakt oss",
    "fi": r"tietosuoja(?:seloste)?|yhteystiedot",
    "pl": r"polityka prywatności|regulamin|kontakt",
    "cs": r"ochrana osobních údajů|kontakty?",
    "ru": r"политика конфиденциальности|пользовательское соглашение|контакты",
    "uk": r"політика конфіденційності|контакти",
    "tr": r"gizlilik politikası|kullanım koşulları|iletişim|künye",
    "id": r"kebijakan privasi|pedoman media siber|tentang kami",
    "ja": "プライバシーポリシー|利用規約|お問い合わせ|会社概要",
    "zh": "隐私政策|隱私權政策|服务条款|服務條款|联系我们|聯絡我們|关于我们|關於我們",
    "ko": "개인정보 ?처리방침|이용약관|회사소개",
}
"""Whole headlines of pages about the site itself: regular expressions, matched ignoring case."""
