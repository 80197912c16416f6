"""Phrases of pages that sell something or present an organization, by language; lower-case regular expressions."""

from collections.abc import Mapping

ANSWERS: Mapping[str, str] = {
    "en": r"\d+ answers?",
    "de": r"\d+ antwort(?:en)?",
    "fr": r"\d+ réponses?",
    "es": r"\d+ respuestas?",
    "it": r"\d+ rispost[ae]",
    "pt": r"\d+ respostas?",
    "nl": r"\d+ antwoord(?:en)?",
    "sv": r"\d+ svar",
    "fi": r"\d+ vastau(?:s|sta)",
    "pl": r"\d+ odpowied(?:ź|zi)",
    "cs": r"\d+ odpověd[ií]|\d+ odpověď",
    "ru": r"\d+ ответ(?:а|ов)?",
    "tr": r"\d+ (?:cevap|yanıt)",
    "zh": r"\d+ ?[个個](?:回答|答案)",
    "ja": r"回答 ?[((]?\d+件?[))]?|\d+件の回答",
    "ko": r"답변 ?\(?\d+개?\)?|\d+개의 답변",
}
"""How many answers a question has, as a line of its own."""

BOOKINGS: Mapping[str, str] = {
    "en": r"""
        (?:buy|get|order|book) (?:your |my )?tickets?|find a dealer
        (?:save|reserve|book|claim) (?:my|your|a) (?:seat|place|spot|table|room)
        (?:book|reserve|enrol+|register|apply) (?:now|online)|add to (?:cart|bag|basket)|buy now""",
    "de": r"""
        (?:tickets?|karten?) (?:kaufen|sichern|buchen|reservieren)|jetzt (?:buchen|bewerben|kaufen)|in den warenkorb""",
    "fr": r"(?:acheter|réserver) (?:des |vos |mes |un |une )?(?:billets?|places?)|réserver|ajouter au panier|postuler",
    "es": r"comprar (?:ahora|entradas?)|reservar? (?:ahora|entradas?|plaza)|añadir al carrito|inscríbete",
    "it": r"acquista (?:ora|i? ?biglietti)|prenota (?:ora|il (?:tuo )?posto)|aggiungi al carrello|iscriviti ora",
    "pt": r"comprar (?:agora|bilhetes|ingressos)|reservar (?:agora|lugar)|adicionar ao carrinho|inscreva-se",
    "nl": r"(?:koop|bestel) (?:nu )?(?:tickets?|kaarten)|reserveer(?: nu)?|in winkel(?:wagen|mand)",
    "sv": r"köp (?:biljetter?|nu)|boka (?:plats|nu)|lägg i (?:varukorg|kundvagn)\w*",
    "da": r"køb (?:billetter?|nu)|book (?:plads|nu)|læg i (?:indkøbs)?kurv\w*",
    "no": r"kjøp (?:billetter?|nå)|bestill (?:plass|nå)|legg i handlekurv\w*",
    "pl": r"kup (?:bilety?|teraz)|zarezerwuj|do koszyka|zapisz się",
    "cs": r"koupit (?:vstupenky|lístky)|rezervovat|do košíku",
    "ru": r"купить (?:билеты?|сейчас)|забронировать|в корзину|записаться",
    "tr": r"bilet al|rezervasyon yap|sepete ekle",
    "ja": r"チケットを購入|予約する|カートに入れる|申し込む",
    "zh": r"(?:立即)?(?:购票|購票|预订|預訂|报名)|加入购物车",
    "ko": r"예매하기|예약하기|장바구니|신청하기",
}
"""Short lines with which readers book, buy or apply for what the page offers."""

CALLS: Mapping[str, str] = {
    "en": r"""
        (?:get|request|ask for) (?:(?:a|an|your|my) )?(?:free |instant |online )?(?:quote|estimate|demo|consultation)
        get started|get in touch|contact (?:us|sales)|free (?:trial|quote|estimate|consultation)|try (?:it |for )?free
        (?:book|schedule|watch|see) (?:a |an |your )?(?:free )?(?:demo|call|appointment|consultation|visit)
        (?:start|begin) (?:your |a )?(?:free )?(?:trial|now|today)|sign up (?:free|for free|now)
        talk to (?:sales|an? expert)
        learn more|enrol+ (?:now|today)|apply now|order now|call (?:us|now|today)|request (?:a |more )?(?:call|info)
        our (?:services|clients|customers|products|solutions|team)|why choose us|testimonials
        customer stories|pricing|(?:book|reserve) (?:now|online|tickets?|(?:a|your) (?:place|seat|table))
        (?:vote|install|adopt|donate)(?: now)?\W*$
        add to calendar|light a candle|start (?:the )?survey|(?:get|show|reveal) (?:code|deal|coupon)
        (?:buy|get|order) (?:your )?tickets?|contact (?:the )?(?:agent|seller|landlord)|post (?:a )?reply""",
    "de": r"""
        kontaktieren sie uns|jetzt (?:anfragen|bestellen|testen|buchen|kaufen|anrufen)|angebot (?:anfordern|einholen)
        kostenlos (?:testen|anfragen)|termin (?:vereinbaren|buchen)|mehr erfahren
        unsere (?:leistungen|kunden|produkte)|jetzt bewerben|tickets (?:kaufen|sichern)|platz (?:buchen|reservieren)
        (?:makler|anbieter|verkäufer) kontaktieren|zur buchung|kerze anzünden|kondolieren|zum gutschein|zur umfrage
        nachricht schreiben|in den kalender""",
    "fr": r"""
        contactez[- ]nous|demander? un (?:devis|rendez-vous)|devis gratuit|essai gratuit
        nos (?:services|clients|produits)|prendre rendez-vous|commander|en savoir plus|nous contacter
        postuler|allumer une bougie|réserver|acheter (?:des |vos )?billets|s'inscrire""",
    "es": r"""
        cont[aá]ctenos|solicit[ea]r? (?:un |una )?(?:presupuesto|demo|cita)|prueba gratis
        nuestros (?:servicios|clientes)
        reservar? (?:ahora|cita)|comprar (?:ahora|entradas)|más información|inscríbete|enviar solicitud""",
    "it": r"contattaci|richiedi (?:un )?preventivo|prova gratuita|i nostri (?:servizi|clienti|prodotti)|scopri di più",
    "pt": r"fale conosco|contacte-nos|solicit[ea]r? orçamento|nossos (?:serviços|clientes)|saiba mais",
    "nl": r"neem contact op|offerte aanvragen|gratis proberen|onze (?:diensten|klanten|producten)|meer informatie",
    "ru": r"""
        свяжитесь с нами|связаться с нами|оставить заявку|заказать (?:звонок|консультацию)|записаться на при[её]м
        бесплатная консультация|попробовать бесплатно|получить (?:консультацию|предложение)
        наши (?:услуги|клиенты|товары|продукты)|узнать больше""",
}
"""Short lines that invite readers to become customers."""

BASKETS: Mapping[str, str] = {
    "en": r"""
        add to (?:cart|bag|basket|wish ?list)|(?:in|out of) stock|free (?:shipping|returns|delivery)|buy (?:it )?now
        \d+ (?:bed|bath)(?:room)?s?$
        sold out|sale price|regular price|save \$?\d+|quick (?:view|shop)|customer reviews|(?:shipping|ships) """,
    "de": r"in den warenkorb|auf lager|versandkosten|zzgl\. versand|inkl\. mwst|lieferzeit|ausverkauft",
    "fr": r"ajouter au panier|en stock|livraison gratuite|rupture de stock|frais de port",
    "es": r"añadir (?:al carrito|a la cesta)|agregar al carrito|en stock|envío gratis|agotado",
    "it": r"aggiungi al carrello|disponibilità|spedizione gratuita|esaurito",
    "pt": r"adicionar ao carrinho|em estoque|frete grátis|esgotado",
    "nl": r"in winkel(?:wagen|mand)|op voorraad|gratis verzending|uitverkocht",
    "sv": r"lägg i (?:varukorg|kundvagn)\w*|i lager|fri frakt|slutsåld",
    "da": r"læg i (?:indkøbs)?kurv\w*|på lager|gratis fragt|udsolgt",
    "no": r"legg i handlekurv\w*|på lager|fri frakt|utsolgt",
    "fi": r"lisää ostoskoriin|varastossa|ilmainen toimitus",
    "pl": r"dodaj do koszyka|do koszyka|w magazynie|darmowa dostawa",
    "cs": r"do košíku|skladem|doprava zdarma",
    "tr": r"sepete ekle|stokta|ücretsiz kargo",
    "ru": r"в корзину|в наличии|бесплатная доставка",
    "zh": r"加入购物车|加入購物車|立即购买|有货",
    "ja": r"カートに入れる|在庫あり|送料無料",
    "ko": r"장바구니|품절|무료배송",
}
"""Short lines of shops."""

SMALL_ADS: Mapping[str, str] = {
    "en": r"""
        to (?:arrange|book) a viewing|viewings? (?:is |are )?(?:strictly )?by appointment|contact (?:the )?seller
        no time ?wasters|buyer (?:to )?collects?|cash on collection|(?:collection|pick-?up) only""",
    "de": r"""
        besichtigung(?:stermine?)? (?:auf|nach|vereinbaren)|(?:nur )?an selbstabholer|nur abholung|privatverkauf
        keine (?:garantie oder )?rücknahme|verhandlungsbasis|\bvhb\b|nichtraucherhaushalt""",
    "fr": r"""
        (?:visites?|pour visiter|visiter)\b.{0,20}\b(?:rendez-vous|contactez)|honoraires à la charge|prix à débattre
        à retirer sur place|remise en main propre|(?:curieux|agences) s'abstenir""",
    "es": r"""
        abstenerse (?:agencias|curiosos|inmobiliarias|intermediarios)|(?:agencias|curiosos|inmobiliarias) abstenerse
        interesados (?:llamar|contactar)|recogida en mano|precio negociable|concertar (?:una )?visita""",
    "it": r"no perditempo|ritiro a mano|prezzo trattabile|appuntamento per la visita",
    "pt": r"""
        não aceito trocas|aceito propostas|interessados (?:ligar|contatar|contactar)|preço negociável
        agendar (?:uma )?visita""",
    "nl": r"bezichtiging(?:en)? (?:op|na|is)|alleen ophalen|prijs (?:is )?(?:in overleg|n\.o\.t\.k\.)",
    "sv": r"visning (?:efter|enligt)|avhämtas|inga skambud|pris (?:kan )?diskuteras",
    "da": r"fremvisning efter|pris kan forhandles",
    "no": r"visning etter|ingen skambud",
    "fi": r"esittely sopimuksen|hinta neuvoteltavissa",
    "pl": r"odbiór osobisty|cena do negocjacji|bez pośredników",
    "cs": r"osobní odběr|cena dohodou|prohlídk[ay] po|realitní kanceláře nevolat",
    "hu": r"személyes átvétel|irányár|ingatlanosok kíméljenek",
    "ro": r"preț negociabil|predare personală|rog seriozitate|comision 0",
    "tr": r"pazarlık payı|elden teslim|takas olmaz",
    "ru": r"торг уместен|без торга|самовывоз|агентам не",
    "uk": r"торг доречний|без торгу|самовивіз",
}
"""What only private ads and offers of homes say: how to view, collect and haggle. Each alternative is one phrase."""

SALE_TERMS: Mapping[str, str] = {
    "en": r"""
        no (?:onward )?chain|council tax band|price is negotiable|offered for sale|epc rating
        (?:un)?furnished\b.{0,20}\bavailable|available (?:un)?furnished|deposit (?:of|is) [£$€]
        smoke-free (?:and pet-free )?home|(?:must be|to be) collected|reason for (?:sale|selling)
        no (?:smokers|agents|dealers)|ring after \w+""",
    "de": r"""
        kaltmiete|warmmiete|nebenkosten|kaution|käuferprovision|provisionsfrei|energieausweis|bezugsfrei
        frei ab (?:sofort|dem)""",
    "fr": r"""
        charges comprises|dépôt de garantie|taxe foncière|libre (?:de suite|le)
        diagnostic (?:de performance )?énergétique""",
    "es": r"""
        gastos de comunidad|(?:fianza de|(?:dos|un) mes(?:es)? de fianza)|certificado energético
        se (?:vende|alquila) (?:piso|casa|local|coche|moto)|no se admiten mascotas""",
    "it": r"""
        spese condominiali|classe energetica|cauzione|(?:vendo|affitto|affittasi|vendesi)\b|solo contanti
        libero (?:subito|da)|per visitare|trattabil[ei]""",
    "pt": r"condomínio incluso|caução de|(?:vendo|vende-se|aluga-se|alugo)\b|retirada no local",
    "nl": r"""
        op te halen|vraagprijs|servicekosten|borg(?:som)? (?:van|is|bedraagt)|rookvrij huis|energielabel
        kosten koper""",
    "sv": r"hämtas (?:i|hos|på)|kontant vid|rökfritt hem|driftskostnad|månadsavgift",
    "da": r"afhentes|røgfrit hjem|depositum|husleje pr|kontant ved|energimærke",
    "no": r"hentes (?:i|hos|på)|røykfritt hjem|depositum|fellesutgifter|kontant ved",
    "fi": r"noudettava|savuton koti|vuokravakuus|(?:hoito|yhtiö)vastike",
    "pl": r"czynsz|kaucja|sprzedam\b|wynajmę\b|stan idealny",
    "cs": r"kauce|prodám\b|pronajmu\b",
    "hu": r"kaució|eladó\b.{0,30}\blakás|megtekinthető",
    "ro": r"garanție o lună|vând\b|închiriez\b",
    "tr": r"depozito|sahibinden|aidat\b|krediye uygun",
    "ru": r"залог за|продам\b|сдам\b|сда[её]тся (?:квартира|комната)",
    "uk": r"застава|продам\b|здам\b|зда[єе]ться (?:квартира|кімната)",
}
"""Terms of sales and rents, which reports on homes have as well. Each alternative is one term."""

JOB_OFFERS: Mapping[str, str] = {
    "en": r"""
        (?:send|submit|e-?mail) (?:us )?your (?:application|cv|resume|résumé)|\(?m/[fw]/[dx]\)?
        (?:please |(?<![\w,'’] ))apply (?:by|before|with)\b|(?:your|stating|with) salary expectations
        equal opportunit(?:y|ies) employer|you will be responsible""",
    "de": r"""
        \([mwfdx](?:/[mwfdxi*]){1,3}\)|bewerben sie sich|bewirb dich|gehaltsvorstellung\w*
        bewerbung(?:en)? (?:bitte|per|unter)\b|(?:ihre|deine|aussagekräftige) bewerbung
        (?:ihre?|deine?) (?:profil|aufgaben)(?=\s*(?::|\n|$))""",
    "fr": r"""
        \(?[hf]/[fh](?:/x)?\)|(?:envoyez|adresser|merci d'envoyer)\b.{0,30}\b(?:cv|candidature)|prétentions salariales
        (?:votre profil|vos missions)(?=\s*(?::|\n|$))""",
    "es": r"""
        (?:envía|enviar|envíe)\b.{0,20}\b(?:cv|currículum|candidatura)|incorporación inmediata|salario según
        ofrecemos:? (?:un )?(?:contrato|salario|sueldo)""",
    "it": r"invia(?:re|te)? (?:il |un )?(?:tuo |vostro )?(?:cv|curriculum)|offriamo:? (?:un )?contratto",
    "pt": r"envi(?:ar?|e) (?:o )?(?:seu )?(?:cv|currículo)|regime clt|salário a combinar",
    "nl": r"solliciteer (?:nu|direct|vandaag|via)|functie-eisen|\(?m/v(?:/x)?\)|jouw profiel(?=\s*(?::|\n|$))",
    "sv": r"(?:ansökan skickas|skicka din ansökan)|din profil(?=\s*(?::|\n|$))",
    "da": r"send din ansøgning|løn efter (?:aftale|kvalifikation|overenskomst)\w*",
    "no": r"send (?:din )?søknad",
    "fi": r"(?:lähetä|jätä) hakemu\w+|palkkatoive",
    "pl": r"(?:przesłanie|wyślij|prześlij) cv|\([km]/[km]\)|oferujemy:? (?:stabiln\w+ )?(?:umow\w+|wynagrodzenie)",
    "cs": r"(?:životopis|cv) (?:zašlete|posílejte)|nástup (?:ihned|možný)",
    "hu": r"önéletraj\w+\b.{0,30}\b(?:küld|vár)\w+|(?:fényképes|szakmai) önéletraj\w+",
    "ro": r"trimite(?:ți)? (?:un )?cv",
    "tr": r"aranan nitelikler|(?:cv|öz ?geçmiş)\w* gönder\w+",
    "ru": r"приглашаем на работу|обязанности:|резюме (?:на|по)",
    "uk": r"запрошуємо на роботу|обов'язки:|резюме (?:на|за)",
}
"""What only offers of jobs say: who may apply, how, and what the work is. Each alternative is one phrase."""

JOB_TERMS: Mapping[str, str] = {
    "en": r"""
        we (?:are|'re) (?:looking for|hiring|seeking|recruiting)|(?:what )?we offer|closing date
        (?:your|the) (?:profile|responsibilities|duties)\b|full[- ]time,? permanent|you will join""",
    "de": r"(?:suchen wir|wir suchen)\b|wir bieten|nächstmöglichen zeitpunkt|unbefristete stelle|tage urlaub",
    "fr": r"nous (?:recherchons|recrutons)|nous (?:offrons|proposons)|poste à pourvoir|\bcdi\b|lettre de motivation",
    "es": r"""
        (?:buscamos|se busca|precisamos|se precisa)\b|(?:ofrecemos|se ofrece)\b|requisitos\b|contrato indefinido""",
    "it": r"""
        (?:cerchiamo|ricerchiamo|stiamo cercando)\b|(?:offriamo|si offre)\b|requisiti\b|contratto a tempo
        (?:candidature|candidati)\b.{0,20}\b(?:entro|a)\b|ral\b""",
    "pt": r"""
        (?:procuramos|buscamos|estamos contratando)\b|oferecemos\b|requisitos\b|candidaturas? até
        vale[- ](?:transporte|refeição)""",
    "nl": r"wij zoeken|we zijn op zoek naar|(?:wat )?wij bieden|sollicit(?:eer\w*|atie)|dienstverband",
    "sv": r"vi söker|vi erbjuder|kvalifikationer\b|ansökan senast|tillsvidareanställning",
    "da": r"vi søger|vi tilbyder|dine kvalifikationer|ansøgningsfrist",
    "no": r"vi søker|vi tilbyr|kvalifikasjoner\b|søknadsfrist|fast stilling",
    "fi": r"(?:haemme|etsimme)\b|tarjoamme\b|edellytämme\b|hakuaika",
    "pl": r"poszukujemy|oferujemy|wymagania\b|umowa o pracę",
    "cs": r"hledáme\b|nabízíme\b|požadujeme\b|hlavní pracovní poměr",
    "hu": r"keresünk\b|kínálunk|elvárások|jelentkezés\w* határid\w+",
    "ro": r"(?:căutăm|angajăm)\b|oferim\b|cerințe\b|contract pe perioadă",
    "tr": r"(?:arıyoruz|aranıyor)\b|başvuru\w* (?:için|son)|özgeçmiş\w*",
    "ru": r"(?:требуется|ищем)\b|мы предлагаем|условия работы|требования:",
    "uk": r"(?:потрібен|потрібна|шукаємо)\b|ми пропонуємо|вимоги:",
}
"""What offers of jobs say, and those who look for witnesses or offer help as well. Each alternative is one phrase."""

ADVERTISERS: Mapping[str, str] = {
    "en": r"""
        media (?:kit|pack)|rate card|(?:our|the) (?:advertising (?:team|packages|department|options|sales)|ad sales)
        your (?:brand|business|message|advert|ad|campaign) (?:in front of|to|appears|reach)
        reach (?:our|more than|over)\b.{0,30}\breaders
        (?:display|print|online|newspaper|classified) advertising|sponsored (?:content|posts)|advertorials?
        newsletter (?:sponsorship|placements?)|advertis(?:e|ing) with us
        plus vat""",
    "de": r"""
        mediadaten|mediaberat\w+|anzeigenformate?|anzeigenpreis\w*|preisliste|advertorials?|mit (?:einer|ihrer) anzeige
        (?:erreichen sie|ihre werbung|ihre anzeige|werben sie)\b|gesponserte beiträge|werbeform\w*|anzeigenabteilung""",
    "fr": r"""
        kit média|(?:nos|les) tarifs publicitaires|régie publicitaire|votre (?:publicité|annonce|campagne|marque)
        formats? publicitaires?|publirédactionnels?|annonceurs|contenus? sponsorisés?|touchez plus""",
    "es": r"""
        dosier comercial|(?:kit|dossier) de (?:medios|prensa) comercial|tarifas? publicitarias?|nuestro equipo comercial
        formatos? publicitarios?|contenidos? patrocinados?|tu (?:marca|campaña|negocio|anuncio)|más iva
        anúnciate|publirreportaje""",
    "it": r"""
        listino (?:prezzi|pubblicitario)|media kit|concessionaria|formati pubblicitari|contenuti sponsorizzati
        la (?:tua|vostra) (?:pubblicità|azienda|campagna|attività)|pubbliredazional\w+|spazi pubblicitari""",
    "pt": r"""
        (?:m[ií]dia kit|kit de mídia)|tabela de preços|departamento comercial|conteúdo patrocinado|publieditorial
        (?:sua|a tua) (?:marca|empresa|campanha)|formatos publicitários|anuncie conosco""",
    "nl": r"""
        mediakit|tarievenkaart|uw (?:advertentie|boodschap|merk|campagne)|advertentieformaten|adverteerders
        branded content""",
    "sv": r"""
        annonsformat\w*|prislista|din (?:annons|kampanj)|ditt varumärke|annonssäljare|annonsera hos
        betalt innehåll""",
    "da": r"annonceformat\w*|prisliste|din (?:annonce|kampagne)|annoncekonsulent\w*|medieinformation|annoncér",
    "no": r"annonseformat\w*|prisliste|din (?:annonse|kampanje)|annonseselger\w*|mediekit|innholdsmarkedsføring",
    "fi": r"mediakortti|mediatiedot|ilmoitushin\w+|mainospaik\w+|mainosta(?:jille|ja)|ilmoitusmyyn\w+",
    "pl": r"cennik reklam|formaty reklamowe|twoja (?:reklama|marka|firma)|dział reklamy|artykuł(?:y)? sponsorowan\w+",
    "cs": r"ceník inzerce|inzertní oddělení|reklamní formáty|vaše (?:reklama|značka|inzerce)|pr články",
    "hu": r"médiaajánlat|hirdetési (?:árak|felületek|formák)|szponzorált (?:cikk|tartalom)\w*|az ön hirdetése",
    "tr": r"reklam (?:tarifesi|alanları|verin|departmanı)|medya kiti|markanız\w*|sponsorlu içerik",
    "ru": r"прайс-лист|рекламные (?:форматы|возможности)|медиакит|ваша реклама|отдел рекламы|рекламодател\w+",
}
"""What newspapers say to those who might place advertisements in them. Each alternative is one phrase."""

BUTTONS: Mapping[str, str] = {
    "en": r"""
        get started|sign up(?: (?:now|today|for free|free))?|join(?: (?:us|now|today|free|for free))?
        register(?: (?:now|here|today))?
        (?:start|try|get) (?:your |a |my )?(?:free )?(?:trial|quote|demo)|try (?:it )?(?:for )?free
        claim (?:your|my|the)? ?\w+
        (?:enrol+|subscribe)(?: (?:now|today|here|free))?|open (?:an|your) account
        request a (?:demo|quote|call)
        (?:book|schedule) (?:a|your) (?:demo|call|lesson|consultation|appointment)
        talk to (?:us|sales|an expert)|contact sales""",
    "de": r"""
        jetzt (?:kostenlos |gratis |unverbindlich )?(?:anmelden|registrieren|testen|starten|sichern|beraten lassen)
        jetzt (?:kostenlos|gratis|unverbindlich) (?:buchen|bestellen|herunterladen|anfragen)
        (?:kostenlos|gratis) (?:testen|anmelden|herunterladen|anfordern)|termin (?:vereinbaren|buchen)
        beratung anfragen|konto eröffnen""",
    "fr": r"""
        (?:je m'inscris|s'inscrire|inscrivez-vous)(?: gratuitement)?|essayer gratuitement
        demander (?:un devis|une démo)|ouvrir un compte|commencer(?: maintenant)?|prendre rendez-vous""",
    "es": r"""
        (?:apúntate|regístrate|suscríbete|inscríbete|únete)(?: (?:gratis|ahora|ya|aquí))*
        empieza (?:ahora|gratis|ya)|pru[eé]balo gratis|abrir (?:una )?cuenta""",
    "pt": r"""
        (?:inscreva-se|cadastre-se|assine|participe)(?: (?:já|agora|grátis))?|comece (?:agora|grátis)
        experimente grátis|abra sua conta""",
    "it": r"""
        (?:iscriviti|registrati|abbonati|unisciti)(?: (?:ora|subito|gratis))?|inizia (?:ora|gratis)
        prova (?:gratis|gratuita|ora)|apri un conto""",
    "nl": r"""
        meld je (?:nu |gratis )?aan|schrijf je (?:nu )?in|probeer (?:nu )?gratis|nu aanmelden
        afspraak maken|offerte aanvragen""",
    "sv": r"kom igång|(?:anmäl dig|prova|registrera dig)(?: (?:nu|gratis|här))?",
    "da": r"kom i gang|(?:tilmeld dig|prøv|opret konto)(?: (?:nu|gratis|her))?",
    "no": r"kom i gang|(?:meld deg på|prøv|registrer deg)(?: (?:nå|gratis|her))?",
    "fi": r"(?:aloita|ilmoittaudu|rekisteröidy|tilaa|kokeile)(?: (?:nyt|ilmaiseksi|tästä))?",
    "pl": r"(?:zapisz się|dołącz|zarejestruj się|rozpocznij|wypróbuj)(?: (?:teraz|za darmo|już dziś))?|załóż konto",
    "cs": r"(?:přihlásit se|registrovat|vyzkoušet|začít)(?: (?:nyní|zdarma|teď))?|založit účet",
    "hu": r"(?:jelentkezz|regisztrálj|próbáld ki)(?: (?:most|ingyen))?|kezdd el",
    "ro": r"(?:înscrie-te|abonează-te|încearcă)(?: (?:acum|gratuit))?",
    "tr": r"(?:hemen|şimdi|ücretsiz) (?:kaydol|katıl|başla|dene|indir|üye ol|başvur)|randevu al|teklif al",
    "ru": r"""
        (?:зарегистрироваться|записаться|попробовать|начать)(?: (?:бесплатно|сейчас|онлайн))?
        открыть сч[её]т""",
    "uk": r"(?:зареєструватися|записатися|спробувати|почати|приєднатися)(?: (?:безкоштовно|зараз))?",
    "ja": r"(?:今すぐ|無料で)(?:登録|申し込む|始める|試す|ダウンロード)(?:する)?|資料請求",
    "zh": r"(?:立即|马上|馬上|免费|免費)(?:注册|註冊|报名|報名|试用|試用|下载|下載|加入|咨询|諮詢)",
    "ko": r"(?:지금|무료로?) ?(?:가입|신청|시작|체험|다운로드)(?:하기)?",
}
"""What the button of a box says that offers something of the site's own."""

ORDERS: Mapping[str, str] = {
    "en": r"(?:book|reserve|apply|download|order)(?: (?:now|today|here|free))?|contact us",
    "de": r"jetzt (?:buchen|bestellen|herunterladen|anfragen)",
    "fr": r"(?:réserver|commander|télécharger)(?: maintenant)?",
    "es": r"(?:reserva|descarga|solicita|pide)(?: (?:ahora|gratis|tu \w+|una? \w+))?",
    "pt": r"(?:reserve|baixe|solicite|peça)(?: (?:agora|já|grátis|seu \w+|sua \w+))?",
    "it": r"(?:prenota|scarica|richiedi)(?: (?:ora|gratis|un \w+|una \w+))?",
    "nl": r"nu (?:bestellen|boeken)|(?:boek|download|bestel|reserveer)(?: (?:nu|gratis|direct))?",
    "sv": r"(?:boka|ladda ner|beställ)(?: (?:nu|gratis|här|tid))?",
    "da": r"(?:book|download|bestil)(?: (?:nu|gratis|her|tid))?",
    "no": r"(?:bestill|last ned|book)(?: (?:nå|gratis|her|time))?",
    "fi": r"(?:varaa aika|lataa)(?: (?:nyt|ilmaiseksi|tästä))?",
    "pl": r"(?:pobierz|zamów)(?: (?:teraz|za darmo|już dziś))?",
    "cs": r"(?:stáhnout|objednat)(?: (?:nyní|zdarma|teď))?",
    "hu": r"(?:töltsd le|rendelj|foglalj)(?: (?:most|ingyen))?",
    "ro": r"(?:descarcă|rezervă|comandă)(?: (?:acum|gratuit))?",
    "ru": r"(?:скачать|заказать)(?: (?:бесплатно|сейчас|онлайн))?",
    "uk": r"(?:завантажити|замовити)(?: (?:безкоштовно|зараз))?",
    "ja": r"お問い合わせ",
}
"""What the button of a box says that the article itself may have, too: where to order, book, download or ask."""
