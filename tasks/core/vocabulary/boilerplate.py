# ruff: noqa: E501 - an alternative is read as one line
"""The beginnings of lines that are not part of an article, by language: regular expressions, one per line.

They are matched against lines in lower case. `tasks.core.cleaning.text.phrases` compiles them.
"""

from collections.abc import Mapping

TEASERS: Mapping[str, str] = {
    "en": r"""
        (?:more|related|read)(?:\s+\w+)?\s*:|read (?:more|also|next|the full|full)\b
        (?:more|related|recommended|latest|top|popular) (?:on this|on that|from|stories|articles|news|reading)\b
        (?:more|related|recommended|latest|top|popular) (?:coverage|content|posts|topics|links|videos?|reads?|about)\b
        also read|see also|you (?:may|might) (?:also )?(?:like|be interested)|don['’]t miss|recommended(?:\W*$| for you| by (?:us|our))
        trending\b(?:.{0,20}$)|most (?:read|popular|viewed)\b(?:.{0,20}$)|related(?: \w+)?$|up next|keep reading|continue reading
        watch(?: (?:also|more|now|below)| ?[|:])|listen (?:to|:)|click here
        (?:for|see) more\b.{0,40}(?:here|click|visit)
        (?:the )?(?:story|article|text) continues (?:below|after)
        more (?!than )(?:[\w’'-]+ ){1,4}(?:stories|news|articles|reading)\W*$""",
    "de": r"""
        lesen sie|lies auch|mehr (?:zum thema|dazu|lesen|zu|aus|von|über)\b|auch interessant\W*(?::|$)|das könnte (?:sie|dich)
        weitere (?:artikel|themen|nachrichten|meldungen|infos)|zum (?:thema|artikel)\W*$|passend dazu|weiterlesen|siehe auch
        hier (?:lesen|geht)|mehr:|(?:schon|bereits) gelesen\W*$|auch lesenswert\W*$
        (?:der )?(?:artikel|text|beitrag) (?:geht|wird) .{0,30}(?:weiter|fortgesetzt)\W*$
        (?:verwandte|ähnliche|weiterführende|passende|andere|weitere) (?:artikel|beiträge|inhalte|links|posts|themen)(?:\W*$| zu)""",
    "fr": r"""
        la suite (?:de l['’]article )?après (?:la|cette) pub
        (?:à )?lire (?:aussi|également|la suite|plus)|voir aussi|sur le même (?:sujet|thème)\W*(?::|$)
        (?:à|a) (?:lire|voir|écouter)(?: aussi|\W*(?::|$))|à (?:lire|voir|écouter) (?:sur|dans) |plus d['’]infos
        (?:articles|contenus|sujets|billets) (?:liés|connexes|similaires|associés|recommandés|récents)\W*$
        dans la même (?:rubrique|catégorie)\W*$|pour aller plus loin\W*$""",
    "it": r"""
        (?:l['’]articolo )?(?:continua|prosegue) (?:dopo|sotto) la pubblicità
        leggi (?:anche|pure|tutto)|(?:ti )?potrebbe(?:ro)? interessar|approfondi(?:sci|menti)
        guarda anche|vedi anche|(?:articoli|notizie|contenuti|post) (?:correlati|correlate|simili|recenti|consigliati)\W*$
        altri articoli\W*$""",
    "es": r"""
        (?:(?:la nota|la noticia|el artículo) )?(?:continúa|sigue) (?:después|debajo) de la publicidad
        puedes ver\W*:|(?:lee|leer|lea|ver|vea|mira|te puede|puede|le puede) (?:también|tambien|más|mas|interesar)
        también (?:te|le)? ?(?:puede(?:s|n)? (?:leer|ver|interesar)|recomendamos|interesa)
        más (?:información|noticias)(?:\W*$| (?:en|sobre|de|aquí|acerca)\b)|noticias? relacionad
        (?:artículos|notas|entradas|contenidos?|temas|enlaces) (?:relacionad|similar|recomendad)\w*\W*$|(?:mira|lee|lea):""",
    "pt": r"""
        (?:a? ?(?:matéria|notícia|texto) )?continua (?:após a|depois da) publicidade
        (?:leia|veja|confira|saiba) (?:também|tambem|mais)|notícias relacionadas
        (?:artigos|matérias|posts|conteúdos?|textos) (?:relacionad|semelhant|recomendad)\w*\W*$""",
    "nl": r"""
        (?:(?:de )?tekst|(?:het )?artikel) (?:gaat|loopt) (?:door|verder) (?:onder|na)
        lees (?:ook|meer|verder)|bekijk ook|meer over|luister (?:ook|naar)
        (?:gerelateerde|verwante|vergelijkbare|andere) (?:artikelen|berichten|onderwerpen)\W*$""",
    "sv": r"(?:artikeln|texten) fortsätter (?:under|efter)|läs (?:också|även|mer|hela)|se också|(?:relaterade|liknande|fler) (?:artiklar|inlägg|nyheter)\W*$",
    "no": r"(?:saken|artikkelen|teksten) fortsetter (?:under|etter)|les (?:også|mer(?! enn\b)|hele)|se også|(?:relaterte|lignende|flere) (?:artikler|innlegg|saker)\W*$",
    "da": r"(?:artiklen|teksten) fortsætter (?:under|efter)|læs (?:også|mere|videre)|se også|(?:relaterede|lignende|flere) (?:artikler|indlæg|nyheder)\W*$",
    "fi": r"(?:juttu|artikkeli|teksti) jatkuu (?:main|ala)|lue (?:myös|lisää)|katso myös|aiheeseen liittyv\w*(?: \w+)?\W*$",
    "pl": r"""
        czytaj (?:też|także|więcej|również)|zobacz (?:też|także|również|więcej)|polecamy|przeczytaj
        (?:podobne|powiązane|polecane|inne) (?:artykuły|wpisy|tematy|teksty)\W*$""",
    "cs": r"(?:čtěte|přečtěte si) (?:také|více|aj)|související\b.{0,20}$|mohlo by vás|podobné (?:články|příspěvky)\W*$",
    "sk": r"(?:čítajte|prečítajte si) (?:tiež|viac|aj|více|také)|(?:čtěte|přečtěte si) tiež",
    "hu": r"olvass(?:a|on)? (?:el|tovább|még)|kapcsolódó\b.{0,20}$",
    "ro": r"citește (?:și|mai)|citiți și|articole (?:similare|asemănătoare|recomandate|înrudite)\W*$",
    "hr": r"čitajte|pročitajte",
    "sl": r"preberite",
    "bg": r"прочитай|прочетете|четете още|вижте още",
    "ru": r"читайте (?:также|ещё|еще|нас)|по теме\W*(?::|$)|см\. также|смотрите также|(?:похожие|связанные|другие) (?:статьи|новости|материалы|записи)\W*$",
    "uk": r"читати також|читайте також|(?:схожі|пов['’]язані|інші) (?:статті|новини|матеріали)\W*$",
    "tr": r"(?:ilgili|bunlar da|ayrıca) (?:haber|oku|bak(?:ın)?\b)|devamını oku|haberin devamı|benzer (?:haberler|yazılar|konular)\W*$",
    "el": r"διαβάστε (?:επίσης|ακόμη|ακόμα|περισσότερα)|δείτε (?:επίσης|ακόμα)|(?:σχετικά|παρόμοια) (?:άρθρα|θέματα)\W*$",
    "id": r"baca (?:juga|selengkapnya)|simak (?:juga|berita)|lihat juga|(?:artikel|berita|konten) (?:terkait|lainnya)\W*$",
    "vi": r"xem thêm|đọc thêm|(?:bài viết|tin|bài) liên quan\W*$",
    "ar": r"اقرأ (?:أيضا|أيضًا|المزيد)|إقرأ|شاهد أيضا|مواضيع ذات صلة",
    "fa": r"بیشتر بخوانید|قرائت\W*$",
    "he": r"קרא(?:ו)? (?:עוד|גם)",
    "zh": r"相关(?:阅读|新闻|报道|文章)|延伸(?:阅读|閱讀)|推荐阅读|更多(?:新闻|阅读|内容)?$|相關(?:新聞|報導|文章)",
    "ja": r"関連(?:記事|ニュース|リンク)|あわせて読みたい|続きを読む",
    "ko": r"(?:관련|추천|인기) ?(?:기사|뉴스)|더 ?보기",
    "th": r"อ่าน(?:เพิ่มเติม|ข่าว|ต่อ)|ข่าวที่เกี่ยวข้อง",
    "hi": r"यह भी पढ़ें|ये भी पढ़ें|और पढ़ें",
}
"""Lines that point to another page."""

ACTIONS: Mapping[str, str] = {
    "en": r"""
        (?:share|tweet|email|print|save|copy link|comments?)\b(?:.{0,30}$)|you can share|sign ?up\b|subscribe\b
        follow (?:us|our|@|(?:me|him|her)\b(?:\W*$| (?:on|at|@))|the (?:author|blog|conversation|latest|topic|writer|story on))|(?:like|find) us (?:on|at)\b|join us\b|join (?:our (?:\w+ )?(?:newsletter|community|channel|group|list|team|forum|discord|server)|the conversation|our\b.{0,20}$)
        (?:get|receive) (?:the|our|more|all|breaking|unlimited|daily|stories)\b.{0,80}(?:inbox|newsletter|app|email)
        (?:our|this|free) (?:(?:daily|weekly|free) )?newsletter|(?:(?:the|a|daily|weekly) )*newsletters?\b(?:.{0,25}$|\s*[:–|-])|download (?:the|our)|log ?in\b
        sign in\b|create (?:an|a free) account|already (?:a subscriber|have an account|registered)
        (?:get|download|grab|claim) (?:the|our|your|this|a) free\b.{0,40}$|catch up on .{0,80}\bfollow us on\b
        (?:like|love|enjoy(?:ed|ing)?) what you(?:['’]re| are)? (?:read|see|hear)|(?:like|liked|love|loved|enjoy|enjoyed) (?:this|the|our) (?:article|story|post|piece|blog|newsletter|content)\b
        become an? (?:paid |free |paying )?(?:member|subscriber|supporter|patron)\b(?:\W*$| (?:and|to|today|now|for|of (?:our|the community))\b)
        support (?:us|our (?:work|journal|report|mission|news|site|paper)|independent)|donate\b(?:.{0,25}$| (?:to|now|today|here) )|leave a (?:comment|reply)|post a comment
        (?:do you )?have (?:an?|any|you got an?) (?:story|tip|news|question|comment|correction|opinion)\b(?=.{0,60}(?:\?|\bus\b|share|@|e-?mail))|(?:send|email) (?:us|your|tips)\b.{0,60}(?:tip|photo|picture|video|stor|comment|letter|question|@|email)|contact us\b(?:.{0,25}$| (?:at|on|by|via|for|if|with|today|here)\b)|let us know\b(?:\W*$| (?:in|what you|your|if you|by|at|on|below|via)\b)
        what do you think(?:\W*$|\?| (?:about|of) th)|view comments|show comments|load(?:ing)? more\b.{0,20}$|advertisement$|(?:click|tap) to\b.{0,30}$
        we (?:use|value) (?:cookies|your)|this (?:site|website|content|video) (?:uses|is not available|can)
        accept (?:all|cookies|and)\b|to (?:enjoy|continue|read) (?:reading|the (?:full|rest|article|story)|this|our|more|all|unlimited)\b|please (?:log|sign|enable|subscribe)""",
    "de": r"""
        (?:teilen|kommentare?)\b.{0,25}$|kommentar(?:e )?(?:schreiben|verfassen|abgeben|hinterlassen|funktion)|(?:jetzt )?(?:abonnieren|anmelden|registrieren)\b(?:.{0,25}$| und\b)|folgen sie|newsletter\b(?:.{0,25}$|\s*[:–|-])|melden sie sich|einloggen
        schreiben sie uns\b|unterstützen sie uns\b|haben sie (?:einen )?(?:hinweis|tipp)\w*\b
        (?:drucken|merken)\b.{0,25}$|artikel (?:teilen|anhören|merken|drucken|versenden)""",
    "fr": r"""
        partager(?:\W*$| (?:sur|par|(?:cet?|cette|l['’]) ?(?:article|contenu|page|publication|info\w*|post))\b)|abonnez|s['’]abonner|inscrivez|suivez(?:\W*$|[- ](?:nous|le direct|l['’]actu\w*|toute|notre|en direct|sur)\b)|recevez|(?:imprimer|commenter)(?:\W*$| (?:cet|l['’]article|la page))|je m['’]abonne
        réserv(?:é|er) aux abonnés|(?:écrivez|soutenez)-nous\b""",
    "it": r"scrivi?ci\b|sostienici\b|condividi|iscriviti|seguici|(?:abbonati|registrati)(?:\W*$| (?:ora|per|a|al|subito|gratis|qui)\b)|stampa$",
    "es": r"""
        escr[íi]b(?:a|e)nos\b|apóy[ae]nos\b
        compart(?:ir|ilhar|e)(?:\W*$| (?:en|este|esta|el artículo|la noticia|por)\b)|suscr[íi]b(?:ete|ase|ir[st]e)|s[íi]guenos|s[íi]gue (?:leyendo|nuestr|tod[ao])|s[íi]gue\b.{0,60}\b(?:twitter|facebook|instagram|whatsapp|telegram|google)|reg[íi]strate|inicia sesión|comenta(?:r|rios)?(?:\W*$| (?:esta|este|en)\b)""",
    "pt": r"compart(?:ir|ilhar|e)(?:\W*$| (?:no|na|esta|este|o artigo|a notícia|por|via)\b)|assine\b|siga\b|receba\b|inscreva|comenta(?:r|rios)?\W*$",
    "nl": r"(?:mail|app|bel|tip) ons\b|heb je een (?:tip|vraag)\b|tip de redactie|deel(?: dit| via| op|\W*$)|volg ons|abonneer|meld je aan|schrijf je in",
    "sv": r"(?:tipsa|mejla) oss\b|har du (?:ett )?tips\b|dela\b.{0,30}$|följ (?:oss|med)\b|prenumerera|logga in",
    "da": r"(?:tip|skriv til) os\b|har du et tip\b|del (?:på|artik)|følg (?:os|med)\b|abonner|tilmeld",
    "no": r"(?:tips|skriv til) oss\b|har du (?:et )?tips\b|del (?:på|artik)|følg (?:oss|med)\b|abonner",
    "fi": r"(?:jaa|tilaa)\b.{0,40}$",
    "pl": r"napisz do nas|wesprzyj nas|udostępnij|obserwuj|zapisz się|subskrybuj|zaloguj",
    "cs": r"napište nám|podpořte nás|sdílet|sledujte",
    "sk": r"sledujte",
    "hu": r"megosztás|iratkozz|kövess",
    "ro": r"distribuie|urmărește-ne|urmăriți|abonează",
    "ru": r"поделиться|поделитесь|подпи(?:сывай|сать?ся|ска\b.{0,25}$|ш[иі])|следите|комментари\w*.{0,25}$",
    "bg": r"абонирай|абонирайте|сподели",
    "uk": r"поширити|підпи(?:суй|сат?ися|ш[иі])",
    "tr": r"paylaş\b.{0,30}$|abone ol|takip et(?:in)?\b",
    "el": r"κοινοποι(?:ήστε|ηση|ήσετε)|ακολουθ(?:ήστε|είστε)|εγγραφ(?:είτε|ή\b.{0,30}$)",
    "id": r"simak (?:breaking news|berita)\b.{0,60}(?:ponsel|kami|wa|channel|saluran)|bagikan(?:\W*$| (?:artikel|berita|ini|ke|di|via|lewat)\b)|ikuti (?:kami|akun|saluran|channel|berita)|dapatkan (?:berita|info|update)|berlangganan\b.{0,30}$",
    "vi": r"(?:chia sẻ|theo dõi|đăng ký)\b.{0,20}$|theo dõi (?:chúng tôi|báo)|đăng ký (?:nhận|theo dõi)",
    "ar": r"شارك(?:ها|وا|نا|ونا)?\b.{0,20}$|تابع(?:نا|وا|ونا|ها)\b|اشترك (?:في|الآن|معنا)|اشتركوا",
    "zh": r"分享.{0,10}$|(?:订阅|訂閱).{0,12}$|关注(?:我们|.{0,8}$)|扫码",
    "ja": r"シェア(?:する|して|ください|.{0,3}$)|フォロー.{0,20}$|(?:有料)?会員(?:限定|登録|の方|になる|.{0,8}$)|この記事は(?:有料)?会員|この記事は有料|ログイン.{0,12}$",
    "ko": r"(?:공유|구독).{0,12}$|로그인.{0,12}$",
    "th": r"แชร์.{0,15}$|ติดตาม(?:เรา|ข่าว|ได้|.{0,20}$)",
    "hi": r"शेयर(?: कर|\W*$)|फॉलो",
}
"""Lines that ask the reader to share, subscribe, log in, comment or follow."""

NOTICES: Mapping[str, str] = {
    "en": r"""
        (?:external|embedded|recommended external) content|this (?:external )?content (?:is|could|cannot|can't)
        (?:to (?:view|see|watch|display) this|if you cannot see this) (?:content|video|embed|post)
        allow .{0,40} content\?|©|\(c\) ?\d|copyright\W*(?:$|©|\(c\)|\d|by\b|\w+ \d{4})|all rights reserved|(?:ad|advert|advertisement)\W*$
        this (?:article|story|post|piece|content|report) (?:was|is|has been|originally|first) (?:originally |first |also )?(?:a(?:n)? )?(?:add|adapt|amend|appear|avail|based|brought|collab|correct|creat|deliver|edit|excerpt|extract|from|fund|made|opinion|part|preview|produc|provid|publi|ran|re|spon|support|syndic|taken|transl|upda|writ)
        ends?\W*$|#{3,}\W*$
        this (?:article|story|post|piece|content|report) (?:may )?contains?
        this (?:article|story|post|piece|content|text|work|page|entry) is (?:licen[cs]ed|(?:freely )?(?:re)?(?:available|published)) under\b
        (?:originally published|(?:with )?reporting (?:by|from)|additional reporting|edited by|editing by|our standards)
        (?:(?:a )?corrections?\b(?=.{0,30}(?::|$))|editor['’]s note|read our|terms (?:of (?:use|service)|and conditions)(?:\W*$| appl)|privacy policy|disclaimer\s*(?:$|[:.–-])|the views expressed)
        (?:opinions expressed|published (?:on|at|in)\b.{0,25}$)|sources? ?:|tags?:|topics?:|keywords?:|filed under
        contact (?:the )?(?:[\w.’'-]+ ){1,4}(?:at|via|by|on) \S+@|e-?mail (?:[\w.’'-]+ ){1,4}at \S+@
        categor(?:y|ies)\W*(?::|$)|as an amazon associate\b
        we (?:may |might |can |could )?(?:earn|receive|get) (?:an? )?(?:small )?(?:affiliate )?commissions?\b
        (?:(?:please )?note: )?(?:some|all|any|our|many) (?:of (?:our|the) )?(?:posts?|articles?|pages?|stories) (?:may |might |can )?(?:contains?|includes?) affiliate links
        (?:some|all|any) (?:of the )?links (?:on this (?:page|site)|in this (?:article|post|story)) (?:are|may be) affiliate""",
    "de": r"""
        (?:externer|empfohlener|eingebetteter) (?:\w+ )?inhalt|an dieser stelle (?:finden|wird|befindet|würden)
        ich bin damit einverstanden, dass|(?:deine|ihre|deinen|ihren) (?:privatsphäre|datenschutz)[- ]?einstellungen
        alle rechte (?:vorb|bei|liegen)|(?:anzeige|werbung)\W*$|redaktion:|quelle[n]?:|dieser (?:artikel|text|beitrag) (?:ist|wurde|erschien|stammt|enthält|entstand|gehört|kann)|mit material
        affiliate-?links?\b.{0,80}provision|wir (?:erhalten|verdienen|bekommen) (?:dafür |dabei |(?:eventuell|möglicherweise|ggf\.) )?(?:eine )?(?:kleine )?provision
        (?:mit \*|mit (?:einem )?stern(?:chen)?) (?:gekennzeichnete|markierte) links
        themen:|schlagw|stichw|ende der (?:mitteilung|meldung|pressemitteilung)\W*$""",
    "fr": r"liens? (?:d['’])?affili(?:és?|ation)\b.{0,80}commission|nous (?:pouvons |pourrions |pourrons )?(?:percevoir|toucher|recevoir|percevons|touchons) une (?:petite )?commission|pour (?:afficher|voir|lire) ce contenu|ce contenu (?:est|n['’]est|a été|provient|peut|ne)\b|tous droits r[ée]serv|publicité\W*$|mots[- ]clés",
    "it": r"link (?:di )?affilia\w*\b.{0,80}commission|(?:potremmo|possiamo) (?:ricevere|guadagnare) una (?:piccola )?commissione|questo contenuto|tutti i diritti (?:riserv|sono)|pubblicità\W*$|fonte:|argomenti\W*(?::|$)",
    "es": r"""
        enlaces? (?:de )?afilia\w*\b.{0,80}comisi[óo]n|(?:podemos|podríamos) (?:recibir|ganar|llevarnos) una (?:pequeña )?comisión
        este (?:contenido|conteúdo) (?:(?:no |não )?(?:está|se|es|puede))\b|todos los derechos reserv|publicidad\W*$|fuente:|etiquetas:|temas?:""",
    "pt": r"este (?:contenido|conteúdo) (?:(?:no |não )?(?:está|se|é|pode))\b|todos os direitos reserv|publicidade\W*$|fonte:",
    "nl": r"affiliate-?links?\b.{0,80}commissie|(?:wij|we) (?:ontvangen|krijgen|verdienen) (?:mogelijk )?(?:een )?(?:kleine )?commissie|alle rechten voorbehouden|deze inhoud|dit (?:element|bericht) (?:is|kan)|reclame\W*$|bron:",
    "sv": r"alla rättigheter (?:förbe|reserv)|detta innehåll|annons\W*$|källa:|ämnen\W*(?::|$)",
    "no": r"alle rettigheter (?:forbe|reserv)|dette innholdet|annonse\W*$|emner\W*(?::|$)",
    "da": r"alle rettigheder (?:forbe|reserv)|kopiering ikke tilladt|dette indhold|annonce\W*$|emner\W*(?::|$)",
    "et": r"kõik õigused kaitstud|teemat",
    "fi": r"kaikki oikeudet (?:pidätet|varat)|teemat",
    "pl": r"linki? afiliacyjn|(?:możemy|za zakupy możemy) otrzymać prowizję|wszelkie prawa zastrzeżone|wszystkie prawa zastrzeżone|reklama?\W*$|źródło:|tagi\W*(?::|$)",
    "cs": r"všechna práva vyhrazena|reklama?\W*$|zdroj:",
    "sk": r"všetky práva vyhradené|reklama?\W*$|zdroj:",
    "hr": r"sva prava pridržana|reklama?\W*$",
    "hu": r"minden jog fenntartva|forrás:",
    "tr": r"tüm hakları saklıdır|reklam\W*$|kaynak:",
    "ru": r"все права защищены|все права принадлежат|реклама\W*$|источник:|(?:метки|теги)\W*(?::|$)",
    "zh": r"版权所有|版權所有|未经(?:授权|许可|本[报网])|未經(?:授權|許可)|广告\W*$|(?:来源|來源|标签)(?:\s*[:：]|.{0,10}$)|責任編輯|责任编辑|责编|编辑：",
    "ja": r"©|転載を?禁|広告\W*$|(?:出典|タグ)(?:\s*[:：/]|.{0,5}$)|無断転載",
    "ko": r"광고\W*$|출처|무단 ?(?:전재|복제|배포)",
    "sl": r"vse pravice pridržane",
    "sr": r"сва права задржана|sva prava zadržana",
    "bg": r"всички права запазени",
    "uk": r"(?:усі|всі) права (?:захищ|застер|належать)",
    "ro": r"toate drepturile rezervate",
    "el": r"με επιφύλαξη παντός δικαιώματος|με την επιφύλαξη παντός",
    "id": r"hak cipta (?:dilindungi|terpelihara)",
    "vi": r"(?:giữ|bảo lưu) (?:toàn |mọi )?(?:bản )?quyền|bản quyền thuộc",
    "ar": r"(?:جميع|كافة) الحقوق محفوظة|حقوق النشر محفوظة",
    "fa": r"(?:تمام|تمامی|همه|همهٔ|کلیه) ?(?:ی )?حقوق",
    "he": r"כל הזכויות שמורות",
    "hi": r"सर्वाधिकार सुरक्षित",
    "th": r"สงวนลิขสิทธิ์",
}
"""Lines with copyright, contacts, corrections, advertising, embedded content or agencies' boilerplate."""

LETTERS: Mapping[str, str] = {
    "en": r"""write to us (?:at|by)\b|(?:email|e-mail|send|post) (?:us )?your letters?\b|letters (?:may|can) be (?:edited|shortened|cut)
        letters to the editor (?:may|can|should|must|are welcome)\b|(?:email|send) letters? to\b.{0,40}@""",
    "de": r"""(?:schreiben sie|schreibt) uns (?:an|eine|unter|per)\b|leserbriefe? (?:bitte )?(?:an|senden|schicken|können|geben)\b
        (?:die )?(?:leserbriefe|zuschriften) (?:geben|können|dürfen)\b|die redaktion behält sich""",
    "fr": r"écrivez[- ]nous (?:à|par)\b|(?:envoyez|adressez)(?:[- ]nous)? (?:vos|votre) (?:lettres?|courriers?)\b",
    "es": r"escríb[ae]nos a\b|(?:envíe|envía|mande) (?:sus|tus|su|tu) cartas?\b|las cartas (?:no deben|pueden ser|podrán)\b",
    "it": r"scrive(?:te)?ci a\b|scrivici a\b|(?:inviate|mandate) le vostre lettere\b|le lettere (?:vanno|devono|possono essere)\b",
    "pt": r"escreva(?:-nos)? para\b.{0,30}@|envie (?:a )?sua (?:carta|opinião)\b|as cartas (?:devem|podem ser)\b",
    "nl": r"(?:stuur|mail) (?:uw|je) (?:brief|inzending|lezersbrief)\b|brieven (?:kunnen|mogen) worden\b",
    "sv": r"(?:skicka|mejla|maila) (?:din|ditt) (?:insändare|debatt\w*|bidrag)\b",
    "da": r"send (?:dit|din) (?:læserbrev|debatindlæg|indlæg)\b",
    "no": r"send (?:ditt|din) (?:leserinnlegg|leserbrev|debattinnlegg|innlegg)\b",
    "fi": r"lähetä (?:mielipide\w*|kirjoituk\w+)",
    "pl": r"listy do redakcji (?:prosimy|można)\b|(?:piszcie|napisz|pisz) do nas na\b",
    "cs": r"(?:pište|napište) nám na\b",
    "hu": r"írjon nekünk (?:a|az)\b",
    "tr": r"bize yazın\b",
    "ru": r"пишите нам на\b|присылайте (?:ваши|свои|нам) письма\b",
    "uk": r"пишіть нам на\b|надсилайте (?:ваші|свої|нам) листи\b",
    "ja": r"投稿(?:は|の宛先)|ご意見は.{0,20}@",
    "zh": r"(?:来稿|來稿|投稿)(?:请|請|邮箱|信箱)",
    "ko": r"독자투고는|투고는",
}
"""Lines that ask readers for letters, and say what the newsroom does with them."""

PICTURES: Mapping[str, str] = {
    "en": "photo|image|picture|pic|video|clip|file photo|credit|credits|photos|illustration|video clip|watch|caption",
    "de": r"foto|bild|bilder|grafik|abb\.|abbildung|fotografie",
    "fr": "crédit|photo|illustration|légende",
    "nl": "beeld|afbeelding",
    "tr": "fotoğraf|görsel",
    "el": "φωτογραφία|εικόνα",
    "uk": "зображення|ілюстрація",
    "hu": "fotó",
    "fi": "kuva",
    "pl": r"zdjęcie|fot\.|rys\.",
    "ru": r"фото|видео|рис\.|иллюстрация",
    "zh": "图片|图|图为",
    "ja": "写真",
    "ko": "사진",
    "th": "ภาพ",
    "it": "immagine",
    "es": "imagen|fotografía",
    "pt": "imagem|fotografia",
}
"""The beginnings of captions and credits."""

CREDITED: Mapping[str, str] = {"en": "by|credit|courtesy", "de": "von", "fr": "de", "it": "di"}
"""The words after "photo" in a credit with a colon."""

CREDITS: Mapping[str, str] = {
    "zh": r"[图圖][为為]",
    "en": r"\(?(?:(?:featured?|header|cover|hero|lead|main|top|all other) )?(?:photo|image|picture|foto|bild)s? (?:by|credit|courtesy|via|:)|fig(?:ure|\.) ?\d{1,3}[a-z]?\s?[:.–—|]",
    "de": r"\(?(?:photo|image|picture|foto|bild) von|abb(?:ildung|\.) ?\d{1,3}[a-z]?\s?[:.–—|]",
}
"""Credits of pictures without a colon."""

PICTURE_AGENCIES = r"""getty images|shutterstock|/ ?(?:afp|ap|reuters|dpa|epa|keystone|imago|tt|ntb|scanpix|ansa|efe)
\((?:ap|afp|reuters|getty|epa|dpa|file)\b[^)]{0,40}\)"""
"""The ends of credits, which are the same in every language."""

_DATED = r"(?=\W*(?::|$)|.{0,30}\d(?:.{0,30}$|.*\d\D{0,15}$))"
"""Before a date that is most of the line, as in "Publié le 5 mars 2026 à 9h30", not in "Publié en 1952, le roman …"."""

DATE_LINES: Mapping[str, str] = {
    "en": r"first (?:published|posted)(?=.{0,30}\d)|date(?=\s?:\s?\W*\w*\W*\d)|(?:reading time|time to read|read time)(?=\W*\d)|(?:published|updated|posted|created)(?= (?:on|at|\d|(?!in )\w+ \d)|\W*(?::|\d|$))|last (?:updated|modified)",
    "de": r"(?:lesezeit|lesedauer)(?=\W*(?:ca\. ?)?\d)|datum(?=\s?:\s?\W*\w*\W*\d)|(?:zuerst|erstmals) (?:veröffentlicht|erschienen)(?=.{0,20}\d)|stand(?=(?: \w+)?:? ?\d|:)|aktualisiert",
    "fr": rf"(?:temps|durée) de lecture(?=\W*\d)|première publication(?=\W.{{0,20}}\d)|(?:publié|mis à jour){_DATED}",
    "it": rf"tempo di lettura(?=\W*\d)|(?:pubblicato|aggiornato){_DATED}",
    "es": rf"tiempo de lectura(?=\W*\d)|fecha(?=\s?:\s?\W*\w*\W*\d)|(?:publicado|actualizado){_DATED}",
    "pt": rf"tempo de leitura(?=\W*\d)|data(?=\s?:\s?\W*\w*\W*\d)|(?:publicado|atualizado){_DATED}",
    "nl": rf"leestijd(?=\W*\d)|(?:gepubliceerd){_DATED}",
    "sv": rf"(?:läsetid|lästid)(?=\W*\d)|(?:publicerad|uppdaterad){_DATED}",
    "pl": rf"czas czytania(?=\W*\d)|(?:opublikowano|zaktualizowano){_DATED}",
    "no": rf"(?:lesetid|læsetid)(?=\W*\d)|(?:publisert|oppdatert){_DATED}",
    "ru": rf"время чтения(?=\W*\d)|(?:опубликовано|обновлено){_DATED}",
    "ko": rf"(?:入力|수정|등록){_DATED}",
    "zh": "发布时间|更新",
    "ja": "入力|更新",
}
"""The beginnings of lines that are dates."""
