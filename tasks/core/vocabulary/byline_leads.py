"""The words that introduce the names of authors, by language. Regular expressions, which are matched ignoring case."""

from collections.abc import Mapping

BY: Mapping[str, str] = {
    "en": "by",
    "de": "von",
    "fr": "par",
    "es": "por",
    "pt": "por",
    "it": "di da",
    "nl": "door",
    "sv": "av",
    "no": "av",
    "da": "af",
    "af": "deur",
    "pl": "przez",
    "id": "oleh",
    "sq": "nga",
    "fa": "توسط",
    "ar": "بواسطة",
    "vi": "bởi",
    "ru": "автором",
}
"""The words for "by" before a name, in languages that have one for bylines."""

LEADS: Mapping[str, str] = {
    "en": (
        r"(?:this\s+is\s+)?(?:(?:an?|the|this|our|guest|exclusive|special)\s+)*(?:(?:words|story|text|report|reporting|article|post|blog"
        r"|analysis|opinion|op-?ed|essay|review|interview|commentary|column|feature|investigation|exclusive|dispatch"
        r"|photo\s+essay|guide|answer|reply|recipe)\s+)?(?:(?:was|is)\s+)?(?:(?:originally\s+)?(?:written|reported|posted|published|compiled|created"
        r"|filed|submitted|contributed|edited|authored|added|interviewed)\s+)?by"
        r"|reporting\s+from\s+[^\W\d_]+\s+by"
        r"|from\s+our\s+(?:own\s+)?(?:\w+\s+)?correspondent"
        r"|as\s+told\s+to|author(?:s|\(s\))?|reporters?|writers?|byline(?!\s+times)|(?:contributors?|words|story|report|interview|recipe)(?=\s*:)"
    ),
    "de": (
        r"(?:(?:dies(?:er\s+text)?\s+ist\s+)?(?:ein(?:e)?\s+)?(?:kommentar|analyse|interview|reportage|bericht|gastbeitrag|gastkommentar|kolumne|essay|text"
        r"|antwort|rezept|glosse|leitartikel|rezension|(?:blog[-\s]?)?beitrag|artikel|gastartikel|porträt)\s+)?von"
        r"(?:\s+unsere[rmn]\s+(?:korrespondent|redakteur|mitarbeiter|reporter)(?:in)?)?"
        r"|(?:erstellt|verfasst|geschrieben|veröffentlicht|gepostet|eingestellt|aufgezeichnet)\s+von"
        r"|(?:aus\s+[^\W\d_]+\s+|es\s+)berichte[tn]"
        r"|autor(?:in|en)?(?:/autor(?:in)?)?|verfasser(?:in)?|text|(?:interview|protokoll|bericht|reportage)(?=\s*:)"
    ),
    "fr": (
        r"propos\s+recueillis\s+par"
        r"|(?:(?:un|une|cet|cette)\s+)?(?:article|enquête|chronique|reportage|tribune|récit|billet|dossier|éditorial|témoignage|réponse|recette)"
        r"\s+(?:(?:rédigé|écrit|proposé|signé|publié)e?\s+)?(?:par|de)"
        r"|(?:(?:écrit|rédigé|publié|posté|proposé|réalisé|signé)e?\s+)?par"
        r"(?:\s+notre\s+(?:correspondante?|envoyée?\s+spéciale?|journaliste))?"
        r"|de\s+notre\s+(?:correspondante?|envoyée?\s+spéciale?)"
        r"|auteure?|autrice|textes?|(?:reportage|enquête|récit|entretien)(?=\s*:)"
    ),
    "es": (
        r"(?:(?:redactado|escrito|publicado|elaborado|enviado|creado)\s+)?por"
        r"|(?:una?\s+)?(?:crónica|reportaje|artículo|análisis|columna|texto|informe|respuesta|receta)\s+(?:de|por)"
        r"|autora?|texto|(?:redacción|reportaje|entrevista|crónica)(?=\s*:)"
    ),
    "pt": (
        r"(?:(?:escrito|publicado|postado|enviado|criado)\s+)?por"
        r"|(?:uma?\s+)?(?:reportagem|texto|artigo|coluna|crônica|análise|resposta|receita)\s+(?:de|por)"
        r"|autora?|texto|(?:reportagem|jornalista|colunista|redação)(?=\s*:)"
    ),
    "it": (
        r"(?:(?:un\s+)?(?:articolo|intervista|servizio|analisi|reportage|editoriale|commento|risposta|ricetta|testi?)\s+)?di"
        r"|(?:scritto|pubblicato|redatto|postato|inviato|inserito)\s+da|a\s+cura\s+di|testo|autore|autrice"
        r"|da(?:l|lla)\s+nostr[oa]\s+(?:inviat[oa]|corrispondente)"
    ),
    "ca": r"de\s+la\s+main\s+de|escrit\s+per|text|autora?|redacció(?=\s*:)",
    "gl": r"por|autora?|texto",
    "eu": r"egilea|idazlea",
    "nl": (
        r"(?:(?:een\s+)?(?:artikel|verhaal|column|blog|interview|reportage|analyse|gastbijdrage)\s+)?"
        r"(?:(?:geschreven|geplaatst|gepost|gepubliceerd)\s+)?door"
        r"(?:\s+onze\s+(?:verslagge\w+|redact\w+|correspondente?|medewerk\w+))?"
        r"|van\s+onze\s+(?:verslagge\w+|redact\w+|correspondente?)|tekst|auteur"
    ),
    "af": r"deur",
    "sv": (
        r"(?:(?:en\s+)?(?:krönika|text|artikel|analys|reportage|kommentar|debattartikel|intervju)\s+)?av"
        r"|(?:skriven|skrivet|publicerad|publicerat|postat)\s+av|(?:skribent|reporter|journalist|författare)(?=\s*:)"
    ),
    "no": (
        r"(?:(?:en\s+)?(?:kommentar|kronikk|tekst|artikkel|analyse|reportasje)\s+)?av|(?:skrevet|publisert)\s+av|tekst"
        r"|journalist|forfatter(?=\s*:)"
    ),
    "da": (
        r"(?:(?:en\s+)?(?:kommentar|klumme|tekst|artikel|analyse|kronik|reportage)\s+)?af|skrevet\s+af|journalist"
        r"|forfatter(?=\s*:)"
    ),
    "is": r"höfundur|eftir|blaðamaður|texti(?=\s*:)",
    "fi": r"kirjoittanut|kirjoittaja|teksti|toimittaja(?=\s*:)",
    "et": r"kirjutas|autor|tekst|toimetaja(?=\s*:)",
    "lv": r"autors|autore|teksts|sagatavoja|publicēja(?=\s*:)",
    "lt": r"autorius|autorė|tekstas|parengė|parašė",
    "pl": (
        r"autor(?:zy|ka)?|(?:(?:napisan|opublikowan|dodan|wysłan)[aey]\s+)?przez|oprac\.|opracowa(?:ł|ła|nie)|napisał[a]?|przygotował[a]?|rozmawiał[a]?|tekst(?=\s*:)"
    ),
    "cs": r"autor|autoři|autorka|napsal|napsala|připravil[a]?|zpracoval[a]?|text(?=\s*:)",
    "sk": r"autor|autorka|napísal[a]?|pripravil[a]?|spracoval[a]?|text(?=\s*:)",
    "sl": r"piše(?:jo|ta)?|avtor(?:ica)?|besedilo|pripravil[a]?",
    "hr": r"piše|napisa(?:o|la)|autor(?:ica)?|tekst|priprem(?:io|ila)|razgovara(?:o|la)",
    "bs": r"piše|napisa(?:o|la)|autor(?:ica)?|tekst",
    "sr": r"пише|аутор(?:ка)?|текст|написа(?:о|ла)|piše|autor(?:ka)?|priprem(?:io|ila)",
    "mk": r"пишува|автор(?:ка)?",
    "bg": r"автор(?:ка)?|текст|написа",
    "sq": r"nga|shkruar\s+nga|shkruan|autor(?:e|ja)?",
    "hu": r"szerző|írta|készítette",
    "ro": (
        r"de\s+către|(?:scris|publicat|postat|realizat|redactat)\s+de|autor|autoare"
        r"|(?:text|redactor|reporter)(?=\s*:)"
    ),
    "id": r"(?:ditulis\s+)?oleh|penulis|pewarta|laporan(?=\s*:)|laporan\s+wartawan|(?:wartawan|jurnalis)(?=\s*:)",
    "ms": r"(?:ditulis\s+)?oleh|penulis",
    "fil": r"(?:isinulat|sinulat|ulat|akda)\s+ni|may-akda",
    "tr": r"yazan|yazar|haber|kaleme\s+alan|muhabir(?=\s*:)|(?:haberi\s+)?hazırlayan|röportaj(?=\s*:)",
    "az": r"müəllif|hazırladı(?=\s*:)",
    "uz": r"muallif|муаллиф",
    "kk": r"авторы|мәтін(?=\s*:)",
    "ky": r"автор(?:у)?",
    "tg": r"муаллиф",
    "mn": r"зохиогч|сурвалжлагч",
    "ru": (
        r"автор(?:ы|и|ом)?|текст|(?:опубликовал|написал|подготовил|записал|беседовал)[аи]?"
        r"|(?:корреспондент|журналист(?:ка)?|опубликовано)(?=\s*:)"
    ),
    "uk": (
        r"автор(?:ы|и|ка)?|текст|підготу(?:вав|вал[аи])|розмовля(?:в|л[аи])|записа(?:в|л[аи])|написа(?:в|л[аи])"
        r"|(?:кореспондент(?:ка)?|журналіст(?:ка)?)(?=\s*:)"
    ),
    "be": r"аўтар(?:ка)?|тэкст(?=\s*:)",
    "el": (
        r"συντάκτης|συντάκτρια|γράφει(?:\s+[οη])?|γράφουν(?:\s+οι)?|κείμενο|του|της|των"
        r"|(?:ρεπορτάζ|αρθρογράφος|συνέντευξη)(?=\s*:)"
    ),
    "ka": r"ავტორი",
    "hy": r"հեղինակ",
    "vi": r"tác\s+giả|bởi|phóng\s+viên|pv|(?:bài(?:\s+viết)?|thực\s+hiện|tổng\s+hợp)(?=\s*:)",
    "ar": r"بقلم|(?:(?:كتب|نشر|نُشر)\s+)?بواسطة|كتبت|كتب|إعداد|(?:الكاتبة?|تقرير|حوار|تحقيق|متابعة)(?=\s*:)",
    "he": r"מאת|כתב(?:ה|ת)?(?=\s*:)",
    "fa": (
        r"نویسنده|(?:(?:نوشته|ارسال|منتشر)\s*شده\s+)?توسط|نوشته(?:\s*شده)?\s+به\s+قلم|نوشته(?!\s*شده)"
        r"|به\s+قلم|گزارش\s+از|(?:خبرنگار|گزارش|گزارشگر)(?=\s*:)"
    ),
    "ur": r"تحریر|مصنف|رپورٹ(?=\s*:)",
    "hi": r"लेखक|लेखिका|द्वारा|(?:रिपोर्ट|रिपोर्टर|संवाददाता)(?=\s*:)",
    "mr": r"लेखक|लेखिका|प्रतिनिधी(?=\s*:)",
    "ne": r"लेखक|संवाददाता(?=\s*:)",
    "bn": r"লেখক|প্রতিবেদক|(?:লেখা|প্রতিবেদন)(?=\s*:)",
    "pa": r"ਲੇਖਕ|ਪੱਤਰਕਾਰ(?=\s*:)",
    "gu": r"લેખક",
    "ta": r"எழுதியவர்",
    "te": r"రచయిత|రచన(?=\s*:)",
    "kn": r"ಲೇಖಕ(?:ರು)?",
    "ml": r"ലേഖകൻ|ലേഖിക|എഴുതിയത്",
    "si": r"ලේඛක|කතෘ",
    "zh": r"作者|撰文者?|撰稿人?|采写|採寫|記者|记者|特[约約]撰稿人?|文(?=\s*[/:|])",
    "ja": (r"(?:取材・|写真・)?文(?:・写真)?(?=\s*[/:・=|]|\s)|著者|筆者|(?:取材・)?執筆者?|ライター|記者|投稿者|文責"),
    "ko": r"글|기자명?(?=\s)|취재(?=\s*:)",
    "th": r"ผู้เขียน|(?:เขียน|รายงาน|เรื่อง)โดย|โดย|เรื่อง(?=\s*:)",
    "lo": r"ໂດຍ",
    "km": r"ដោយ|អ្នកនិពន្ធ",
    "my": r"ရေးသားသူ",
    "am": r"ጸሐፊ",
    "sw": r"imeandikwa\s+na|mwandishi",
    "so": r"qoraa|qore",
}
"""What introduces a byline, on a page of any language."""

WITHIN: Mapping[str, str] = {
    "en": r"(?:written|writing|reported|reporting|words|story|text|interview|interviewed)\s+by"
}
"""What introduces those who wrote also within a byline, without a colon: "Photos by Bo Ek, words by Ann Lee"."""

LOOSE_LEADS: Mapping[str, str] = {
    "ro": r"de",
    "it": r"da",
    "ca": r"per",
    "bg": r"от",
    "el": r"από(?:\s+(?:τον|την|τη))?",
    "fil": r"ni|nina",
    "ur": r"از",
    "am": r"በ",
    "sw": r"na",
    "ha": r"daga",
    "cy": r"gan",
    "ga": r"le",
    "mt": r"minn",
    "lb": r"v[ou][mn]",
    "eo": r"de",
}
"""What introduces a byline only on pages of its language, because other languages have the word in names."""

WITH_PICTURES: Mapping[str, str] = {
    "en": (
        r"(?:story|words|text|report)\s+(?:and|&)\s+(?:photo\w*|pictures|images|video)(?:\s+by|(?=\s*:))"
        r"|(?:photos?|pictures)\s+(?:and|&)\s+(?:story|words|text)(?:\s+by|(?=\s*:))"
    ),
    "de": r"text\s+(?:und|&)\s+(?:fotos?|bilder)(?:\s+von)?|fotos?\s+(?:und|&)\s+text(?:\s+von)?",
    "fr": r"textes?\s+et\s+photos?(?:\s+(?:par|de))?|photos?\s+et\s+textes?(?:\s+(?:par|de))?",
    "es": r"texto\s+y\s+fotos?|fotos?\s+y\s+texto",
    "pt": r"texto\s+e\s+fotos?|fotos?\s+e\s+texto",
    "it": r"testo\s+e\s+foto|foto\s+e\s+testo",
    "nl": r"tekst\s+en\s+foto['’]?s?|foto['’]?s?\s+en\s+tekst",
    "sv": r"text\s+och\s+foto|foto\s+och\s+text",
    "no": r"tekst\s+og\s+foto|foto\s+og\s+tekst",
    "fi": r"teksti\s+ja\s+kuvat?|kuvat?\s+ja\s+teksti",
    "ru": r"текст\s+и\s+фото",
    "ko": r"글\s?[·ㆍ・]\s?사진",
    "vi": r"bài\s+và\s+ảnh",
}
"""What introduces those who wrote and took the pictures. These are to be tried before the others."""

CONTACTS: Mapping[str, str] = {
    "en": r"contacts?|enquiries|inquiries",
    "de": r"(?:presse)?kontakte?|ansprechpartner(?:in)?|rückfragen",
    "fr": r"contacts?",
    "es": r"contactos?",
    "pt": r"contat?c?tos?",
    "it": r"contatt[oi]",
    "nl": r"contact(?:persoon)?",
    "sv": r"kontakt(?:person)?",
    "fi": r"yhteyshenkilö|lisätietoja",
    "ru": r"контакт\w*",
}
"""What stands before the name of somebody who answers questions about a statement, and did not write it."""

HOSTED: Mapping[str, str] = {
    "en": r"(?:(?:presented|hosted)\s+)?by|with",
    "de": r"mit",
    "fr": r"avec",
    "es": r"con",
    "pt": r"com",
    "nl": r"met",
    "sv": r"med",
    "pl": r"ze?",
    "cs": r"se?",
    "ro": r"cu",
    "id": r"bersama",
    "ru": r"со?",
    "uk": r"зі?|із",
    "bg": r"със?",
}
"""What stands before who hosts an episode, between marks beside its date: "4 May 2024 | With Ann Lee"."""

FILED: Mapping[str, str] = {
    "en": r"(?:(?:posted|filed|published)\s+)?(?:in|under)|categor(?:y|ies)|sections?|tags?|topics?",
    "de": r"(?:veröffentlicht\s+)?(?:in|unter)|kategorien?|rubrik(?:en)?|ressort|schlagwörter|themen?",
    "fr": r"(?:publié\s+)?dans|catégories?|rubriques?",
    "es": r"(?:publicado\s+)?en|categorías?|sección|etiquetas?",
    "pt": r"(?:publicado\s+)?em|categorias?|seção",
    "it": r"(?:pubblicato\s+)?in|categori[ae]|sezione",
    "nl": r"(?:geplaatst\s+)?in|categorie(?:ën)?",
    "sv": r"kategori(?:er)?",
    "pl": r"kategori[ae]",
    "ru": r"рубрика|раздел|категори[яи]",
}
"""What stands before the name of a section."""

ABOUT: Mapping[str, str] = {
    "en": r"about|meet",
    "de": r"über",
    "fr": r"à\s+propos\s+de",
    "es": r"(?:acerca\s+de|sobre)",
    "pt": r"sobre",
    "nl": r"over",
    "sv": r"om",
    "pl": r"o",
    "ru": r"об?",
}
"""What stands before the name in the heading of a box about the author."""

ABOUT_AUTHOR: Mapping[str, str] = {
    "en": r"(?:about|meet) (?:the |our )?(?:authors?|writers?|contributors?)|(?:the |our )?(?:author|writer)",
    "de": r"(?:über|zu[rm]?) (?:den|die|der)? ?autor(?:in|en)?",
    "fr": r"(?:à propos|au sujet) de l['’](?:auteure?|autrice)|l['’]auteure?",
    "es": r"(?:sobre|acerca de) (?:el|la) autora?",
    "pt": r"sobre [oa] autora?",
    "it": r"(?:sull['’]|informazioni sull['’]|l['’])(?:autore|autrice)",
    "nl": r"over de (?:auteur|schrijver|schrijfster)",
    "sv": r"om (?:författaren|skribenten)",
    "no": r"om forfatteren",
    "da": r"om forfatteren",
    "fi": r"kirjoittajasta|tietoa kirjoittajasta",
    "pl": r"o autor(?:ze|ce)",
    "cs": r"o autorovi|o autorce",
    "hu": r"a szerzőről",
    "ro": r"despre autor",
    "hr": r"o autoru",
    "ru": r"об авторе",
    "uk": r"про автор[ак]у?",
    "el": r"(?:σχετικά με|για) (?:τον|την) συντάκτ(?:η|ρια)",
    "tr": r"yazar hakkında",
    "id": r"tentang penulis",
    "vi": r"về tác giả",
    "ar": r"(?:عن|نبذة عن) (?:الكاتب|المؤلف)ة?",
    "zh": "(?:关于|關於)作者|作者(?:简介|簡介)",
    "ja": "(?:著者|執筆者|ライター)(?:について|紹介|プロフィール)|(?:この記事を)?書いた人",
    "ko": "(?:저자|필자|글쓴이) ?소개",
}
"""Whole headings of boxes that present the author."""

IS: Mapping[str, str] = {
    "en": "is was has can works writes covers lives leads teaches reports",
    "de": "ist arbeitet schreibt lebt leitet lehrt berichtet",
    "fr": "est a travaille écrit dirige enseigne",
    "es": "es ha trabaja escribe dirige",
    "pt": "é foi trabalha escreve",
    "it": "è ha lavora scrive",
    "nl": "is werkt schrijft",
    "sv": "är arbetar skriver",
    "no": "er jobber skriver",
    "da": "er arbejder skriver",
    "fi": "on",
    "pl": "jest pisze",
    "ro": "este scrie",
}
"""Verbs between a name and what an author is, in the present or the past."""
