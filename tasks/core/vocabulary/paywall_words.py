# ruff: noqa: E501 - an alternative is read as one line
"""What pages say where their text ends for those who do not pay, by language; regular expressions, in lower case.

Only what speaks of reading on, or of this article: "Subscribe" alone invites to a newsletter as well.
"""

from collections.abc import Mapping

PAYWALLED: Mapping[str, str] = {
    "en": r"""
        (?:subscribe|sign up|register|log in|become an? (?:\w+ )?(?:subscriber|member))\b.{0,30}\bto (?:continue reading|keep reading|read (?:on|more|the (?:full|rest|whole)|this))
        to (?:continue reading|keep reading|(?:read|view|see|access) (?:on|the (?:rest|(?:full|whole) (?:\w+ )?(?:article|story|text|piece|post|content|report|interview|column|review|version))|this))\b.{0,50}\b(?:subscri|log in|sign in|register)
        this (?:article|story|content|post) is (?:(?:only )?(?:available )?(?:for|to)|reserved for|exclusive to)\b.{0,30}\b(?:subscribers|members)
        (?:for|exclusive to) (?:paid )?(?:subscribers|members) only\W*$
        you(?:'|’)?(?:ve| have) (?:0|no) (?:more )?(?:free )?(?:articles|stories) (?:left|remaining)
        (?:the rest of )?this (?:article|story) is behind a paywall
        you(?:'|’)?(?:ve| have) (?:reached|used|read) (?:your|the|all|all of your) .{0,30}\bfree (?:articles|stories)
        unlock (?:this|the (?:full|rest of the)) (?:article|story)
        (?:keep|continue) reading (?:with|for) (?:just|only|a|an|your|full)\b
    """,
    "de": r"""
        (?:jetzt |bitte )?(?:abonnieren|anmelden|registrieren|testen)\b.{0,30}\bweiterlesen
        (?:um|zum) (?:weiterlesen|weiterzulesen|den (?:ganzen|vollständigen) artikel)\b.{0,60}\b(?:abo|anmeld|registrier)
        (?:dieser|der) (?:artikel|beitrag|text|inhalt) ist (?:nur )?(?:exklusiv )?für (?:\w+[- ])?(?:abonnent|mitglieder)
        (?:sie möchten|möchten sie) weiterlesen\W
        (?:weiterlesen|lesen sie (?:weiter|diesen artikel|den (?:ganzen|vollständigen) artikel)) mit\b.{0,30}(?:abo|plus|\+)
    """,
    "fr": r"""
        (?:abonnez-vous|connectez-vous|inscrivez-vous)\b.{0,30}\bpour (?:lire|poursuivre|continuer)
        pour (?:lire la suite|poursuivre (?:la|votre) lecture|continuer (?:la|votre) lecture|accéder à (?:cet|l))\b.{0,50}\b(?:abonn|connect|inscri)
        (?:(?:cet )?article|la suite|(?:ce )?contenu) (?:est )?réservée? (?:aux|à nos) (?:abonnés|membres)
        (?:il vous )?reste \d+ ?% de cet article à lire
    """,
    "es": r"""
        (?:suscríbe\w*|regístra\w*|inicia sesión|hazte (?:socio|suscriptor))\b.{0,30}\bpara (?:seguir leyendo|continuar leyendo|leer)
        para (?:seguir leyendo|continuar leyendo|leer (?:el artículo|más))\b.{0,50}\b(?:suscr|regístr|inicia)
        (?:este (?:artículo|contenido)|contenido|artículo) (?:es )?(?:exclusivo|reservado|solo) para (?:suscriptores|socios)
    """,
    "it": r"""
        (?:abbonati|accedi|registrati)\b.{0,30}\bper (?:continuare|leggere|proseguire)
        per (?:continuare a leggere|leggere (?:l|tutto)|proseguire (?:la|nella))\b.{0,50}\b(?:abbon|acced|registr)
        (?:questo (?:articolo|contenuto)|contenuto|articolo) (?:è )?riservato (?:agli|ai nostri) abbonati
    """,
    "pt": r"""
        (?:assine|subscreva|registe-se|cadastre-se|faça login)\b.{0,30}\bpara (?:continuar|ler|seguir)
        para (?:continuar (?:a ler|lendo)|ler (?:o|a|mais))\b.{0,50}\b(?:assin|subscr|cadastr|login)
        (?:este (?:artigo|conteúdo)|conteúdo|artigo) (?:é )?exclusivo para (?:assinantes|subscritores)
    """,
    "nl": r"""
        (?:abonneer|registreer|log in|word (?:lid|abonnee))\b.{0,30}\bom (?:verder te lezen|te lezen|door te lezen)
        (?:om (?:verder|door) te lezen|verder lezen|lees verder met)\b.{0,50}\b(?:abonn|log in|registr)
        dit (?:artikel|bericht) is (?:alleen|exclusief|uitsluitend) (?:beschikbaar )?voor (?:abonnees|leden)
    """,
    "ru": r"""
        (?:подпишитесь|оформите подписку|войдите|зарегистрируйтесь)\b.{0,30}\bчтобы (?:читать|продолжить|прочитать)
        чтобы (?:читать дальше|продолжить чтение|прочитать)\b.{0,50}\b(?:подпи|войд|зарегистр)
        (?:этот |полный )?(?:материал|текст|статья) доступ\w+ (?:только )?(?:по подписке|подписчикам|для подписчиков)
    """,
    "sv": r"""
        (?:prenumerera|logga in|bli (?:prenumerant|medlem))\b.{0,30}\bför att (?:läsa|fortsätta)
        läs (?:vidare|hela artikeln)\b.{0,30}\b(?:prenumer|logga in)
        (?:artikeln|den här artikeln|innehållet) är (?:bara |endast )?för (?:prenumeranter|plus)
    """,
    "da": r"(?:abonner|log ind|bliv (?:abonnent|medlem))\b.{0,30}\bfor at læse|(?:artiklen|denne artikel) er (?:kun )?for abonnenter",
    "no": r"(?:abonner|logg inn|bli abonnent)\b.{0,30}\bfor å lese|(?:saken|artikkelen|denne saken) er (?:kun |bare )?for abonnenter",
    "fi": r"(?:tilaa|kirjaudu)\b.{0,30}\b(?:lukeaksesi|jatkaaksesi|lue lisää)|(?:tämä )?(?:artikkeli|sisältö) on (?:vain )?tilaajille",
    "cs": r"(?:předplaťte si|přihlaste se)\b.{0,40}\b(?:abyste|číst)|(?:tento )?(?:článek|obsah) (?:je )?(?:jen|pouze) pro předplatitele",
    "sk": r"(?:predplaťte si|prihláste sa)\b.{0,40}\b(?:aby|čítať)|(?:tento )?(?:článok|obsah) (?:je )?(?:len|iba) pre predplatiteľov",
    "hu": r"(?:a cikk|cikkünk) folytatás.{0,20}\b(?:csak )?(?:előfizet|feliratkoz)|csak előfizetők (?:számára|olvashatják)",
    "ro": r"(?:acest )?(?:articol|conținut) (?:este )?(?:disponibil )?(?:doar|numai|exclusiv) pentru abonați",
    "hr": r"(?:ovaj )?(?:članak|sadržaj) (?:je )?(?:dostupan )?(?:samo|isključivo) (?:za )?pretplatni",
    "uk": r"(?:цей )?(?:матеріал|текст|стаття) доступ\w+ (?:лише |тільки )?(?:за передплатою|передплатникам|для передплатників)",
    "tr": r"(?:bu )?(?:içerik|haber|yazı) (?:yalnızca|sadece) abone|okumaya devam etmek için .{0,30}(?:abone|giriş)",
    "el": r"(?:αυτό )?(?:το )?(?:άρθρο|περιεχόμενο)? ?(?:είναι )?(?:διαθέσιμο )?μόνο για συνδρομητές",
    "id": r"(?:artikel|konten|berita) (?:ini )?(?:khusus|hanya) untuk pelanggan|berlangganan untuk (?:membaca|lanjut)",
    "hi": r"(?:यह )?(?:लेख|खबर|सामग्री) (?:केवल|सिर्फ) (?:सब्सक्राइबर|सदस्य)",
    "ar": r"(?:هذا )?(?:المحتوى|المقال) (?:متاح )?(?:للمشتركين|للمشتركين فقط)",
    "he": r"(?:כתבה|תוכן|כתבת) ?(?:זו|זה)? ?(?:היא |הוא )?(?:רק )?למנויים(?: בלבד)?",
    "ko": r"(?:구독자|유료 ?회원) ?전용|(?:구독|로그인)(?:하시면|하고|후) .{0,12}(?:계속|전문)",
    "pl": r"(?:dalsza część|reszta) (?:artykułu|tekstu).{0,30}\b(?:prenumerator|subskrybent)|(?:wykup|kup|zaloguj się|subskrybuj)\b.{0,40}\b(?:aby|żeby) (?:czytać|przeczytać)|(?:ten )?artykuł (?:jest )?(?:dostępny )?tylko dla (?:prenumeratorów|subskrybentów)",
    "ja": r"残り\s?[\d,]{2,7}\s?文字|この記事は(?:有料)?会員限定|続き(?:を読むには|は有料)|会員登録(?:して|すると).{0,12}(?:続き|全文)",
    "zh": r"(?:订阅|訂閱|登录|登入).{0,8}(?:阅读全文|閱讀全文|继续阅读|繼續閱讀)|(?:本文|此文)(?:为|為|是)(?:付费|付費)|(?:订阅|訂閱)(?:后|後).{0,6}(?:阅读|閱讀)|(?:本文|此文)(?:仅|僅|只)?(?:供|限)(?:付费|付費|订户|訂戶|会员|會員)",
}  # fmt: skip
