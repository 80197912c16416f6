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
        this is an? (?:\w+[- ])?(?:subscribers?|members?)[- ]only (?:article|story|post|piece|report)
        (?:want|like) to (?:read (?:more|on|this|the (?:rest|full \w+))|keep reading|continue reading)\W.{0,40}\b(?:subscri|trial|sign|join|regist)
        (?:log in|sign in|subscribe) (?:now )?(?:to|and) (?:keep|continue) reading
    """,
    "de": r"""
        (?:jetzt |bitte )?(?:abonnieren|anmelden|registrieren|testen)\b.{0,30}\bweiterlesen
        (?:um|zum) (?:weiterlesen|weiterzulesen|den (?:ganzen|vollständigen) artikel)\b.{0,60}\b(?:abo|anmeld|registrier)
        (?:dieser|der) (?:artikel|beitrag|text|inhalt) ist (?:nur )?(?:exklusiv )?für (?:\w+[- ])?(?:abonnent|mitglieder)
        (?:sie möchten|möchten sie) weiterlesen\W
        (?:weiterlesen|lesen sie (?:weiter|diesen artikel|den (?:ganzen|vollständigen) artikel)) mit\b.{0,30}(?:abo|plus|\+)
        lesen sie diesen (?:artikel|beitrag|text) (?:weiter )?mit\b.{0,30}(?:abo|plus|\+)
        (?:sie (?:wollen|möchten)|(?:wollen|möchten) sie) (?:diesen (?:artikel|beitrag|text) |den (?:ganzen|vollständigen) (?:artikel|text) )?(?:weiter)?lesen\W.{0,40}\b(?:test|abo|anmeld|registrier)
        als (?:abonnent(?:in)?|mitglied|nutzer mit abo) weiterlesen
    """,
    "fr": r"""
        (?:abonnez-vous|connectez-vous|inscrivez-vous)\b.{0,30}\bpour (?:lire|poursuivre|continuer)
        pour (?:lire la suite|poursuivre (?:la|votre) lecture|continuer (?:la|votre) lecture|accéder à (?:cet|l))\b.{0,50}\b(?:abonn|connect|inscri)
        (?:(?:cet )?article|la suite|(?:ce )?contenu) (?:est )?réservée? (?:aux|à nos) (?:abonnés|membres)
        (?:il vous )?reste \d+ ?% de cet article à lire
        (?:vous souhaitez|envie de) lire la suite\W.{0,40}\b(?:abonn|connect)
        déjà abonné\w*\W.{0,30}\bpour (?:lire|continuer|poursuivre)
    """,
    "es": r"""
        (?:suscríbe\w*|regístra\w*|inicia sesión|hazte (?:socio|suscriptor))\b.{0,30}\bpara (?:seguir leyendo|continuar leyendo|leer)
        para (?:seguir leyendo|continuar leyendo|leer (?:el artículo|más))\b.{0,50}\b(?:suscr|regístr|inicia)
        (?:este (?:artículo|contenido)|contenido|artículo) (?:es )?(?:exclusivo|reservado|solo) para (?:suscriptores|socios)
        (?:suscríbete|suscríbase|regístrate) y (?:sigue|continúa|siga) leyendo
        ¿?quieres seguir leyendo\W.{0,40}\b(?:suscr|regístr)
        solo para suscriptores\W*$
    """,
    "it": r"""
        (?:abbonati|accedi|registrati)\b.{0,30}\bper (?:continuare|leggere|proseguire)
        per (?:continuare a leggere|leggere (?:l|tutto)|proseguire (?:la|nella))\b.{0,50}\b(?:abbon|acced|registr)
        (?:questo (?:articolo|contenuto)|contenuto|articolo) (?:è )?riservato (?:agli|ai nostri) abbonati
        (?:vuoi|per) (?:continuare a leggere|leggere tutto)\W.{0,40}\b(?:abbon|acced)
    """,
    "pt": r"""
        (?:assine|subscreva|registe-se|cadastre-se|faça login)\b.{0,30}\bpara (?:continuar|ler|seguir)
        para (?:continuar (?:a ler|lendo)|ler (?:o|a|mais))\b.{0,50}\b(?:assin|subscr|cadastr|login)
        (?:este (?:artigo|conteúdo)|conteúdo|artigo) (?:é )?exclusivo para (?:assinantes|subscritores)
        quer continuar (?:a ler|lendo)\W.{0,40}\b(?:assin|subscr)
        (?:apenas|só|somente) para assinantes\W*$
    """,
    "nl": r"""
        (?:abonneer|registreer|log in|word (?:lid|abonnee))\b.{0,30}\bom (?:verder te lezen|te lezen|door te lezen)
        (?:om (?:verder|door) te lezen|verder lezen|lees verder met)\b.{0,50}\b(?:abonn|log in|registr)
        dit (?:artikel|bericht) is (?:alleen|exclusief|uitsluitend) (?:beschikbaar )?voor (?:abonnees|leden)
        (?:wilt u|wil je) (?:dit artikel|verder|meer) lezen\W.{0,40}\b(?:abonn|log in|registr)
        alleen voor abonnees\W*$
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
        (?:endast|bara) för (?:prenumeranter|plus\w*)\W*$
        vill du läsa (?:vidare|hela artikeln)\W.{0,40}\b(?:prenumer|logga)
    """,
    "da": r"(?:abonner|log ind|bliv (?:abonnent|medlem))\b.{0,30}\bfor at læse|(?:artiklen|denne artikel) er (?:kun )?for abonnenter|(?:få adgang til|læs) hele artiklen\b.{0,20}\b(?:abon|log ind)|(?:kun|forbeholdt) (?:for )?abonnenter\W*$",
    "no": r"(?:abonner|logg inn|bli abonnent)\b.{0,30}\bfor å lese|(?:saken|artikkelen|denne saken) er (?:kun |bare )?for abonnenter|(?:vil du )?lese? (?:hele )?(?:saken|artikkelen)\W.{0,40}\b(?:abonn|logg inn)|(?:kun|bare|forbeholdt) (?:for )?abonnenter\W*$",
    "fi": r"(?:tilaa|kirjaudu)\b.{0,30}\b(?:lukeaksesi|jatkaaksesi|lue lisää)|(?:tämä )?(?:artikkeli|sisältö) on (?:vain )?tilaajille|(?:tämä )?(?:juttu|artikkeli|sisältö|teksti) (?:on )?(?:luettavissa )?(?:vain|ainoastaan) (?:\w+ )?tilaaj|jatka lukemista\b.{0,20}\b(?:tila|kirjaudu)|vain tilaajille\W*$",
    "cs": r"(?:předplaťte si|přihlaste se)\b.{0,40}\b(?:abyste|číst)|(?:tento )?(?:článek|obsah) (?:je )?(?:jen|pouze) pro předplatitele|(?:tento )?(?:článek|obsah|text) (?:je )?(?:určen |dostupný )?(?:jen|pouze) pro předplatitele",
    "sk": r"(?:predplaťte si|prihláste sa)\b.{0,40}\b(?:aby|čítať)|(?:tento )?(?:článok|obsah) (?:je )?(?:len|iba) pre predplatiteľov|(?:tento )?(?:článok|obsah|text) (?:je )?(?:určený |dostupný )?(?:len|iba) pre predplatiteľov",
    "hu": r"(?:a cikk|cikkünk) folytatás.{0,20}\b(?:csak )?(?:előfizet|feliratkoz)|csak előfizetők (?:számára|olvashatják)|(?:a )?(?:teljes|egész) (?:cikk\w*|szöveg\w*|tartalm\w*) .{0,20}\belőfizető\w* (?:olvas|érhet|számára)",
    "ro": r"(?:acest )?(?:articol|conținut) (?:este )?(?:disponibil )?(?:doar|numai|exclusiv) pentru abonați|(?:acest )?(?:articol|conținut) (?:este )?(?:rezervat|destinat) (?:doar )?abonaților",
    "hr": r"(?:ovaj )?(?:članak|sadržaj) (?:je )?(?:dostupan )?(?:samo|isključivo) (?:za )?pretplatni",
    "uk": r"(?:цей )?(?:матеріал|текст|стаття) доступ\w+ (?:лише |тільки )?(?:за передплатою|передплатникам|для передплатників)",
    "tr": r"(?:bu )?(?:içerik|haber|yazı) (?:yalnızca|sadece) abone|okumaya devam etmek için .{0,30}(?:abone|giriş)",
    "el": r"(?:αυτό )?(?:το )?(?:άρθρο|περιεχόμενο)? ?(?:είναι )?(?:διαθέσιμο )?μόνο για συνδρομητές",
    "id": r"(?:artikel|konten|berita) (?:ini )?(?:khusus|hanya) untuk pelanggan|berlangganan untuk (?:membaca|lanjut)|(?:artikel|konten|berita) (?:ini )?(?:hanya |khusus )?(?:untuk )?pelanggan\b",
    "hi": r"(?:यह )?(?:लेख|खबर|सामग्री) (?:केवल|सिर्फ) (?:सब्सक्राइबर|सदस्य)",
    "ar": r"(?:هذا )?(?:المحتوى|المقال) (?:متاح )?(?:للمشتركين|للمشتركين فقط)",
    "he": r"(?:כתבה|תוכן|כתבת) ?(?:זו|זה)? ?(?:היא |הוא )?(?:רק )?למנויים(?: בלבד)?|(?:הכתבה|הכתבה המלאה|התוכן|הטקסט המלא) (?:\w+ )?למנויים(?: בלבד)?",
    "ko": r"(?:구독자|유료 ?회원) ?전용|(?:구독|로그인)(?:하시면|하고|후) .{0,12}(?:계속|전문)|(?:이|본) 기사는.{0,10}(?:구독자|회원).{0,4}(?:만|전용)|(?:로그인|구독|가입) ?(?:후|하고|하면) .{0,8}(?:계속|전문|읽)",
    "pl": r"(?:dalsza część|reszta) (?:artykułu|tekstu).{0,30}\b(?:prenumerator|subskrybent)|(?:wykup|kup|zaloguj się|subskrybuj)\b.{0,40}\b(?:aby|żeby) (?:czytać|przeczytać)|(?:ten )?artykuł (?:jest )?(?:dostępny )?tylko dla (?:prenumeratorów|subskrybentów)|(?:treść|materiał|tekst|artykuł|dostęp\w*) .{0,20}\b(?:tylko|wyłącznie) dla (?:prenumeratorów|subskrybentów|abonentów)|pozostało (?:do przeczytania )?\d+ ?% (?:tekstu|artykułu|treści)",
    "ja": r"残り\s?[\d,]{2,7}\s?文字|この記事は(?:有料)?会員限定|続き(?:を読むには|は有料)|会員登録(?:して|すると).{0,12}(?:続き|全文)|(?:ここから先|この先|続き)は.{0,6}(?:有料)?(?:会員|購読者)|この記事を(?:読む|お読みになる)には.{0,8}(?:会員|登録|購読)|有料(?:会員|記事)限定",
    "zh": r"(?:订阅|訂閱|登录|登入).{0,8}(?:阅读全文|閱讀全文|继续阅读|繼續閱讀)|(?:本文|此文)(?:为|為|是)(?:付费|付費)|(?:订阅|訂閱)(?:后|後).{0,6}(?:阅读|閱讀)|(?:本文|此文)(?:仅|僅|只)?(?:供|限)(?:付费|付費|订户|訂戶|会员|會員)|(?:付费|付費|购买|購買)(?:后|後|以).{0,4}(?:阅读|閱讀)|(?:以下|剩余|剩餘)(?:内容|內容).{0,6}(?:付费|付費|会员|會員|订阅|訂閱)",
    "bg": r"(?:тази )?(?:статия|съдържание\w*|текст) (?:е )?(?:достъпн\w+ )?само за абонати",
    "sr": r"(?:овај )?(?:чланак|садржај|текст) (?:је )?(?:доступан )?(?:само|искључиво) (?:за )?претплатни|(?:ovaj )?(?:članak|sadržaj|tekst) (?:je )?(?:dostupan )?(?:samo|isključivo) (?:za )?pretplatni",
    "sl": r"(?:ta )?(?:članek|vsebina|prispevek) (?:je )?(?:na voljo |dostop\w+ )?(?:samo|le) (?:za )?naročni",
    "et": r"(?:see )?(?:artikkel|sisu|lugu) (?:on )?(?:ainult|üksnes) tellija",
    "lt": r"(?:šis )?(?:straipsnis|turinys|tekstas) (?:yra )?(?:skirtas )?tik prenumeratori",
    "lv": r"(?:šis )?(?:raksts|saturs) (?:ir )?(?:pieejam\w+ )?tikai abonenti",
    "ca": r"(?:contingut|article|notícia) (?:és )?(?:exclusi\w+ |reservat )?(?:només )?per a subscriptors|subscriu-te per (?:continuar|seguir) llegint",
    "vi": r"(?:bài viết|nội dung) (?:này )?(?:chỉ )?dành (?:riêng )?cho (?:thuê bao|hội viên|thành viên|người đăng ký|độc giả trả phí)",
    "th": r"เนื้อหา.{0,8}(?:สำหรับ|เฉพาะ)สมาชิก(?:เท่านั้น)?|สมัครสมาชิกเพื่ออ่าน",
}  # fmt: skip
