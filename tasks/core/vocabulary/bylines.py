"""The words of bylines, by language: roles, credits, agencies, particles of names, and words that are not names.

Those that introduce names are in `byline_leads`.

Some are regular expressions, which are matched ignoring case.
"""

from collections.abc import Mapping

ROLES: Mapping[str, str] = {
    "en": (
        r"reporters?|correspondents?|editors?|writers?|journalist\w*|columnist|columns?|contributor|contributing|producer|director"
        r"|manager|coordinator|specialist|strategist|executive|officer|consultant|co-?founder|founder|ceo|cto|cmo|staffer|chair"
        r"|staff|photographer|analyst|critic|blogger|chief|bureau|deputy|senior|associate|assistant|head\s+of"
        r"|special\s+to|for\s+the|professor|lecturer|fellow|guest|intern|freelance\w*|newsroom|desk|team|agency|agencies"
        r"|press|partner|counsel|president"
    ),
    "de": (
        r"redakt\w+|reporterin|korrespondent\w*|autorin|autor|volont\w+|chefredakt\w*|ressort\w*|leiter\w*|mitarbeit\w*|kolumn\w+"
    ),
    "fr": r"rédact\w+|envoyée?\w*|correspondante?|journaliste|chroniqueu\w+|chronique",
    "es": r"redactora?|periodista|columnista|columna|corresponsal|enviad[oa]",
    "pt": r"repórter|jornalista|colunista|coluna|correspondente",
    "it": r"giornalista|redazione|inviat[oa]|corrispondente",
    "nl": r"verslaggever|redacteur|medewerker",
    "sv": r"skribent|korrespondent|krönikör|krönika",
    "fi": r"toimittaja",
    "pl": r"dziennikar\w+|redaktor\w*",
    "tr": r"muhabir\w*|editör\w*",
    "ru": r"корреспондент\w*|редактор\w*|обозреватель|журналист\w*",
    "uk": r"кореспондент\w*|редактор\w*|оглядач\w*|журналіст\w*",
    "da": r"redaktør|kommentator",
    "no": r"redaktør|kommentator",
    "cs": r"redaktor(?:ka)?|reportér(?:ka)?|novinář(?:ka)?",
    "hu": r"újságíró|szerkesztő",
    "ro": r"jurnalist\w*|redactor\w*",
    "id": r"wartawan|jurnalis",
}
"""Regular expressions of the words of roles, which follow a name as a separate part."""

CREDITS: Mapping[str, str] = {
    "en": (
        r"(?:photo(?:s|graphs?|graphy)?|pictures?|images?|videos?|illustrat(?:ions?|ed)|graphics?|photographed|filmed|produced"
        r"|translated(?:\s+from\s+(?:the\s+)?[^\W\d_]+)?|translation|camera|additional\s+reporting|(?:medically\s+|expert\s+)?reviewed|fact[\s-]?check(?:ed|ing)"
        r"|research)\s*(?:by\b|:)"
    ),
    "de": (
        r"(?:fotos?|bild(?:er)?|videos?|grafik(?:en)?|illustration(?:en)?|übersetz\w+|kamera|schnitt)\s*(?:von\b|:)"
        r"|quelle\s*:"
    ),
    "fr": r"(?:photos?|images?|vidéos?|illustrations?|traduction|traduit|montage)\s*(?:par\b|de\b|:)|source\s*:",
    "es": r"(?:fotos?|fotografías?|imágenes|vídeos?|ilustraci\w+|traducción|traducido)\s*(?:de\b|por\b|:)|fuente\s*:",
    "pt": r"(?:imagens|tradução)\s*(?:de\b|por\b|:)",
    "it": r"(?:foto|immagini|traduzione|montaggio)\s*(?:di\b|:)|fonte\s*:",
    "nl": r"(?:foto['’]?s?|beeld|vertaling)\s*(?:door\b|van\b|:)|bron\s*:",
    "sv": r"(?:foto|bild(?:er)?|översättning)\s*(?:av\b|:)",
    "da": r"(?:foto|billeder|oversættelse)\s*(?:af\b|:)",
    "fi": r"(?:kuvat?|kuvaaja|kuvitus)\s*:",
    "pl": r"(?:fot\.|foto|zdjęcia|tłum\.|tłumaczenie)\s*:?",
    "cs": r"(?:foto|překlad|zdroj)\s*:",
    "hu": r"(?:fotók?|kép|fordította)\s*:",
    "ro": r"(?:foto|traducere)\s*:",
    "hr": r"(?:foto|izvor|prijevod)\s*:",
    "sr": r"(?:foto|izvor|фото|извор)\s*:",
    "ru": r"(?:фото|видео|перевод|источник)\s*:",
    "uk": r"(?:світлини|відео|переклад|джерело)\s*:",
    "tr": r"(?:fotoğraf(?:lar)?|kamera|çeviri|kaynak)\s*:",
    "id": r"(?:fotografer|penerjemah)\s*:",
    "vi": r"ảnh\s*:",
    "el": r"(?:φωτογραφίες|φωτό)\s*:",
    "ar": r"(?:تصوير|ترجمة)\s*:",
    "fa": r"(?:عکس|ترجمه)\s*:",
    "he": r"(?:צילום|צילומים)\s*:",
    "zh": r"(?:摄影|攝影|图片?|圖片?|校对|来源|來源|编译|翻译|审核|视频|監製|监制)\s*[:/|]",
    "ja": r"(?:写真|撮影|構成|聞き手|翻訳|イラスト|動画|カメラ)\s*[:/・=]",
    "ko": r"(?:사진|영상|그래픽)\s*[=:]?\s*(?=[가-힣])",
}
"""Regular expressions that introduce those who took the pictures, translated or checked, but did not write."""

EDITED: Mapping[str, str] = {
    "en": r"(?:edited|editing)\s*(?:by\b|:)|editors?\s*:",
    "de": r"(?:redaktion|bearbeitung|bearbeitet)\s*(?:von\b|:)",
    "fr": r"(?:édité|édition|relu|mis\s+en\s+ligne)\s*(?:par\b|:)",
    "es": r"(?:edición|editado)\s*(?:de\b|por\b|:)",
    "pt": r"edição\s*(?:de\b|por\b|:)",
    "pl": r"(?:red\.|redakcja|redaktor)\s*:",
    "hu": r"szerkesztő\s*:",
    "ru": r"редактор\s*:",
    "tr": r"editör\s*:",
    "id": r"penyunting\s*:",
    "vi": r"biên\s+tập\s*:",
    "el": r"επιμέλεια\s*:",
    "ar": r"تحرير\s*:",
    "he": r"עריכה\s*:",
    "zh": r"(?:责任|責任)?(?:编辑|編輯)\s*[:/|]|责编\s*[:/|]",
    "ja": r"(?:責任)?編集\s*[:/・=]",
    "ko": r"편집\s*[=:]?\s*(?=[가-힣])",
}
"""Regular expressions that introduce those who edited. They are named if nobody is said to have written."""

TITLES: Mapping[str, str] = {
    "en": (
        r"(?:(?:staff|senior|chief|lead|political|sports|deputy|managing|contributing|special|freelance|tech|technology|business"
        r"|health|science|education|crime|courts?|city|local|national|world|foreign|economics|environment|climate|energy|travel"
        r"|food|lifestyle|culture|arts|entertainment|music|film|media|digital|data|investigative|content|marketing|news|features?"
        r"|community|general|assignment|breaking|audience|social|politics)\s+)*"
        r"(?:(?:reporter|correspondent|writer|journalist|columnist|contributor|photographer)s?|coordinator|strategist)"
    ),
    "de": r"(?:chef)?redakteur(?:in)?|reporterin|volontär(?:in)?",
    "fr": r"journaliste|correspondante?",
    "es": r"redactora?|periodista",
    "pt": r"repórter|jornalista|da\s+(?:redação|reportagem)",
    "nl": r"verslaggever|redacteur",
    "tr": r"muhabir(?:i)?",
}
"""Regular expressions of titles that stand behind a person's name without a comma."""

LISTINGS: Mapping[str, str] = {
    "en": (
        r"(?:view|see|show|read|browse)?\s*(?:all|more)\s+(?:posts|articles|stories|entries)\s+(?:by|from)"
        r"|more\s+(?:by|from)"
    ),
    "de": r"(?:zeige\s+)?(?:alle|weitere)\s+(?:beiträge|artikel)\s+von|mehr\s+von",
    "fr": r"(?:voir\s+)?tou(?:s|tes)\s+(?:les|ses)\s+(?:articles|publications)\s+(?:de|par)",
    "es": r"ver\s+tod[oa]s\s+l[oa]s\s+(?:entradas|artículos)\s+de",
    "pt": r"ver\s+todos\s+os\s+(?:posts|artigos)\s+(?:de|por)",
    "it": r"(?:vedi|mostra)\s+tutti\s+gli\s+articoli\s+di",
    "nl": r"(?:bekijk\s+)?alle\s+(?:berichten|artikelen)\s+van",
}
"""Regular expressions of links to an author's other articles, before the name."""

ROLE_SUFFIXES: Mapping[str, str] = {
    "de": r"\sberichtet",
    "is": r"\sskrifar?",
    "hu": r"\sírása",
    "hi": "द्वारा",
    "tr": r"tarafından(?:\s+yazıldı)?|\syazdı",
    "ko": r"(?:선임|인턴|수습|전문|객원)?\s?기자|특파원|논설위원|편집위원|칼럼니스트",
    "zh": "記者|记者|通讯员",
    "ja": "記者|編集委員|編集局|論説委員|特派員",
}
"""Roles that follow a name without a comma."""

AGENCIES = """
afp ap apa ansa dpa dpaafx dts efe epd kna reuters rtr sid upi xinhua tass ria itartass lusa belga anp ritzau ntb tt stt
lsm pap čtk ctk tasr mti agerpres hina tanjug beta keystone sda ats kyodo jiji yonhap bernama antara pti ani ians
interfax ukrinform bloomberg europapress associatedpress theassociatedpress agencefrancepresse deutschepresseagentur
pressassociation pamedia thecanadianpress canadianpress aap presstrustofindia agenciaefe agênciabrasil
anadolu anadoluajansı 新华社 新華社 中新社 中央社 共同通信 時事通信 法新社 路透社 美联社 연합뉴스 뉴시스 뉴스1
тасс рианновости риановости интерфакс укринформ
"""
"""News agencies in the form of `key_of`. Their names are the same in every language."""

AGENCY_WORDS: Mapping[str, str] = {"en": "agencies", "de": "agenturen", "es": "agencias", "fr": "agences"}
"""The words for "agency"."""

PARTICLES: Mapping[str, str] = {
    "fr": "de du la le",
    "es": "de del la el y",
    "it": "di da della del e dello degli dei delle dalla",
    "pt": "da do dos das e",
    "ca": "i",
    "nl": "van de den der ten ter het op tot",
    "de": "von vom zu zur den der",
    "ar": "el al bin ibn ben bint binti abu",
    "cy": "ap",
    "da": "af",
    "sv": "av",
}
"""The words of names that are written in lower case."""

NOBODY: Mapping[str, str] = {
    "en": (
        "admin administrator webmaster root user undefined null none unknown anonymous author authors byline share name"
        " nan editor post posted by staff publisher superuser siteadmin guest guestauthor writer reporter newsroom"
        " staffwriter staffwriters staffreporter staffreporters webeditor published publishedby last read minread"
        " our own the a correspondent correspondents special contributor contributors freelance freelancer reporters"
        " writers columnist journalist journalists intern local expert reviewer reviewers"
    ),
    "de": (
        "autor autoren autorin von unser unserem unserer unseren korrespondent korrespondentin korrespondenten"
        " reporterin gastautor gastautorin gastbeitrag redakteur redakteurin mitarbeiter mitarbeiterin freier freie"
    ),
    "fr": (
        "auteur auteure rédacteur rédactrice notre correspondant correspondante envoyé envoyée spécial spéciale"
        " journaliste"
    ),
    "es": (
        "redactor redactora nuestro nuestra corresponsal enviado enviada especial periodista colaborador colaboradora"
    ),
    "pt": "redator redatora nosso nossa correspondente enviado especial repórter jornalista colaborador colaboradora",
    "it": "autore autrice inviato inviata speciale nostro nostra corrispondente giornalista collaboratore",
    "nl": "auteur onze verslaggever verslaggeefster redacteur medewerker correspondente gastauteur",
    "sv": "skribent reporter vår korrespondent medarbetare gästskribent",
    "pl": "autor autorka dziennikarz dziennikarka nasz nasza korespondent redaktor",
    "tr": "yazar muhabir muhabiri özel editör",
    "id": "penulis wartawan kontributor reporter",
    "ru": "автор редактор корреспондент корреспондента наш нашего специальный собственный журналист",
    "uk": "автор редактор кореспондент наш спеціальний журналіст",
}
"""Words in place of a name that are not names, in the form of `key_of`: a role alone names nobody."""

OFFICES: Mapping[str, str] = {
    "en": "editorialteam editorialstaff editorialboard staffreport staffreports newsdesk webdesk",
    "de": "redaktion dieredaktion derredaktion redaktionsteam",
    "fr": "rédaction larédaction",
    "es": "redacción laredacción redaccion",
    "pt": "redação daredação aredação redacção",
    "it": "redazione laredazione dellaredazione",
    "nl": "redactie deredactie",
    "sv": "redaktionen",
    "fi": "toimitus",
    "pl": "redakcja",
    "cs": "redakce",
    "hu": "szerkesztőség",
    "ro": "redacția redacţia",
    "tr": "habermerkezi",
    "ru": "редакция",
    "uk": "редакція",
    "bg": "редакцията",
    "id": "redaksi timredaksi",
    "vi": "banbiêntập",
    "el": "συντακτικήομάδα",
    "ar": "هيئةالتحرير",
    "he": "מערכת המערכת",
    "zh": "编辑部 編輯部",
    "ja": "編集部",
    "ko": "편집부 편집국 온라인뉴스팀",
}
"""The offices of newspapers, in the form of `key_of`. They are named only if no person is."""

OUTLETS: Mapping[str, str] = {
    "en": (
        "news gazette tribune times herald journal chronicle magazine observer examiner courier telegraph guardian"
        " mirror bulletin dispatch sentinel independent inquirer register network media radio tv television online"
        " institute university college foundation association society inc ltd llc"
    ),
    "de": "zeitung nachrichten anzeiger blatt kurier rundschau tageblatt gmbh",
    "fr": "journal quotidien télévision",
    "es": "diario noticias periódico televisión",
    "pt": "jornal notícias",
    "it": "giornale corriere quotidiano",
}
"""Words with which the names of outlets and institutions end, and names of people do not."""

INSTITUTIONS: Mapping[str, str] = {
    "en": "university institute college school department ministry centre center museum office",
    "de": "universität institut hochschule ministerium museum",
    "fr": "université institut ministère musée",
    "es": "universidad instituto ministerio",
    "pt": "universidade instituto ministério",
    "it": "università istituto ministero",
    "nl": "universiteit instituut",
}
"""Words with which the names of institutions begin that stand behind a name and a comma."""

BEHIND_NAMES: Mapping[str, str] = {
    "en": (
        r"follow|twitter|facebook|linkedin|instagram|e-?mail|contact|website|leave\s+a\s+(?:comment|reply)"
        r"|(?:no|\d+)\s+(?:comments?|repl(?:y|ies)|views?|shares?)|special\s+(?:to|for)|view\s+(?:bio|profile|all|more)"
        r"|read\s+(?:more|full)|see\s+(?:all|more|full)|more\s+(?:from|by|posts)|bio(?=$)|(?-i:reports?|writes)(?=\sfrom\s|\.?$)"
    ),
    "de": r"(?:keine|\d+)\s+kommentare?|folgen|alle\s+beiträge|(?-i:berichte[nt])(?=\saus\s|\.?$)",
    "fr": r"(?:aucun|\d+)\s+commentaires?|suivre",
    "es": r"(?:sin|no\s+hay|\d+)\s+comentarios?|seguir",
    "pt": r"(?:sem|nenhum|\d+)\s+comentários?",
    "it": r"(?:nessun|\d+)\s+comment[oi]",
    "nl": r"(?:geen|\d+)\s+reacties?|volgen",
}
"""Regular expressions of what stands behind a name in a byline and is no part of it: links and counts."""

OTHERS: Mapping[str, str] = {
    "en": r"et\s+al\.?|(?:and|&)\s+(?:friends|others|colleagues|(?:the\s+)?(?:team|staff|agencies))(?=$|[,;])",
    "de": r"u\.\s?a\.|(?:und|&)\s+(?:team|kollegen|andere)(?=$|[,;])",
    "fr": r"(?:et|&)\s+(?:autres|(?:son|l['’])\s?équipe)(?=$|[,;])",
    "es": r"y\s+(?:otros|equipo)(?=$|[,;])",
    "it": r"e\s+altri(?=$|[,;])",
    "nl": r"(?:en|&)\s+anderen(?=$|[,;])",
}
"""Regular expressions of what stands behind a name for people who are not named."""

PLACES: Mapping[str, str] = {
    "en": (
        "New York, New Delhi, New Orleans, Los Angeles, San Francisco, San Diego, San Antonio, San Jose, Las Vegas"
        ", Salt Lake City, Kansas City, Oklahoma City, St. Louis, St. Paul, St Petersburg, Hong Kong, Tel Aviv, Cape"
        " Town, Addis Ababa, Port Moresby, Phnom Penh, Kuala Lumpur, Abu Dhabi, Mexico City, Guatemala City"
        ", Panama City, Vatican City, Ho Chi Minh City, South Africa, New Zealand, Sri Lanka, Saudi Arabia, Costa Rica"
        ", United States, United Kingdom, North Korea, South Korea, Northern Ireland, West Bank, Washington DC"
        ", Washington D.C., New Jersey, New Mexico, New Hampshire, New South Wales, North Carolina, South Carolina"
        ", North Dakota, South Dakota, West Virginia, Rhode Island, Cox's Bazar"
    ),
    "de": "Frankfurt am Main, Den Haag, Halle an der Saale, Sankt Petersburg, St. Gallen, St. Pölten, Neu Delhi",
    "fr": "La Haye, Le Caire, Le Havre, Le Mans, La Rochelle, Les Sables, Aix-en-Provence, Nouvelle Delhi, Le Cap",
    "es": (
        "Buenos Aires, San José, San Salvador, San Sebastián, San Juan, Santa Cruz, Santa Fe, Santo Domingo, La Habana"
        ", La Paz, La Plata, La Coruña, A Coruña, Las Palmas, Ciudad de México, Nueva York, Nueva Delhi, El Cairo"
        ", Mar del Plata, Ciudad Juárez, Puerto Rico, Costa Rica, El Salvador"
    ),
    "pt": (
        "São Paulo, Rio de Janeiro, Belo Horizonte, Porto Alegre, São Luís, Campo Grande, João Pessoa, Nova York"
        ", Nova Iorque, Nova Délhi, Porto Velho, Boa Vista, Rio Branco, Santa Catarina, Minas Gerais, Cabo Verde"
    ),
    "it": "L'Aquila, La Spezia, Reggio Emilia, Reggio Calabria, Città del Vaticano, Nuova Delhi, San Marino",
    "nl": "Den Haag, Den Bosch, Den Helder, New York",
    "ru": "Нижний Новгород, Великий Новгород, Нью-Йорк, Нью Йорк, Ростов-на-Дону",
    "el": "Νέα Υόρκη",
    "tr": "New York, Yeni Delhi",
    "hi": "नई दिल्ली, न्यू यॉर्क, ग्रेटर नोएडा, नवी मुंबई",
    "ur": "نئی دہلی",
    "bn": "নয়াদিল্লি, নিউ ইয়র্ক, নতুন দিল্লি",
    "mr": "नवी दिल्ली, नवी मुंबई",
    "vi": "Hà Nội, Đà Nẵng, Cần Thơ, Hải Phòng, TP HCM, TP. HCM, Hồ Chí Minh",
    "id": "Jakarta Selatan, Jakarta Pusat, Jakarta Timur, Jakarta Barat, Jakarta Utara, Bandar Lampung, Banda Aceh",
    "ar": "تل أبيب, أبو ظبي, نيو يورك, مكة المكرمة, بور سعيد, كفر الشيخ, بني سويف",
    "he": "תל אביב, ניו יורק, באר שבע, פתח תקווה, ראשון לציון, בני ברק, כפר סבא, רמת גן, בית שמש",
    "fa": "نیو یورک, بندر عباس",
}
"""Places of two words and more, which stand beside names like another name."""

CONJUNCTIONS: Mapping[str, str] = {
    "en": "and with",
    "de": "und mit",
    "fr": "et avec",
    "sv": "och med",
    "da": "og",
    "no": "og",
    "tr": "ve",
    "nl": "en met",
    "pl": "i",
    "hr": "i",
    "cs": "a",
    "id": "dan",
    "ro": "și şi",
    "fi": "ja",
    "et": "ja",
    "hu": "és",
    "el": "και",
    "ru": "и",
    "uk": "та і",
    "ar": "و",
    "he": "ו",
    "fa": "و",
    "es": "y o con",
    "it": "e con",
    "pt": "e com",
    "ca": "i",
    "gl": "e",
    "vi": "và",
    "sq": "dhe",
    "eu": "eta",
    "ga": "agus",
    "lt": "ir",
    "lv": "un",
    "az": "və",
    "kk": "және",
    "ka": "და",
    "hy": "և եւ",
    "hi": "और एवं",
    "bn": "ও এবং",
    "mr": "आणि",
    "ur": "اور",
    "th": "และ",
}
"""The words for "and". A single Latin letter joins names only if there are full names on both sides."""

NO_NAMES: Mapping[str, str] = {
    "en": (
        "read more sign up contact us subscribe follow share click here log login newsletter newsletters comments"
        " comment download advertisement sponsored related latest popular trending next previous our your privacy"
        " policy terms cookies menu search home continue watch listen loading view all the this what why how when where"
        " who takeaways tips highlights contents summary overview introduction conclusion"
        " resources guide guides learn also donate join top back leave reply load buy ticket tickets news sports now"
        " today reserved rights reach find explore discover get us shop mission vision cart checkout faq started apply"
        " immediate release embargoed try e-mail email tweet whatsapp pinterest photo photos photograph courtesy"
    ),
    "de": (
        "die das mehr erfahren jetzt spenden zurück drucken weiterlesen anmelden abonnieren teilen kontakt folgen"
        " kommentare impressum datenschutz newsletter vorlesen foto fotos anhören merken twittern tweeten teilen"
        " weitere informationen thema ressort rubrik artikel"
    ),
    "tr": "devamı paylaş abone haberin yorum takip",
    "fr": (
        "lire suite savoir plus abonnez-vous partager contactez-nous suivez-nous commentaires connexion voir"
        " informations"
    ),
    "es": "leer más suscríbete compartir contacto síguenos comentarios noticias información",
    "it": "leggi scopri più tutto iscriviti condividi contatti seguici commenti informazioni notizie",
    "pt": "leia mais assine compartilhe contato siga comentários veja informações notícias",
    "nl": "abonneer contact volg reacties delen informatie",
    "pl": "czytaj dalej więcej zobacz udostępnij",
    "cs": "číst dál více sdílet",
    "ru": "читать далее подробнее подписаться поделиться",
    "uk": "читати далі докладніше підписатися поділитися",
    "zh": "留言 人氣 人气 瀏覽 浏览",
}
"""Words of calls to action, labels and questions, which never occur in names of people."""
