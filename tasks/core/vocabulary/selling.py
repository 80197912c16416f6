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
        to (?:arrange|book) a viewing|viewings? (?:is |are )?(?:strictly )?by appointment|no (?:onward )?chain
        council tax band
        no time ?wasters|buyer (?:to )?collects?|cash on collection|collection only|pick-?up only|price is negotiable
        offered for sale|(?:un)?furnished\b.{0,20}\bavailable|available (?:un)?furnished|deposit (?:of|is) [£$€]
        epc rating
        smoke-free (?:and pet-free )?home|(?:must be|to be) collected|reason for (?:sale|selling)
        no (?:smokers|agents|dealers)|ring after \w+""",
    "de": r"""
        besichtigung(?:stermin)? (?:nach|vereinbaren)|besichtigungstermin|kaltmiete|warmmiete|nebenkosten|kaution
        an selbstabholer|nur abholung|privatverkauf|keine (?:garantie oder )?rücknahme|verhandlungsbasis|\bvhb\b
        käuferprovision|provisionsfrei|energieausweis|bezugsfrei|frei ab (?:sofort|dem)|nichtraucherhaushalt""",
    "fr": r"""
        (?:visites?|pour visiter|visiter)\b.{0,20}\b(?:rendez-vous|contactez)|honoraires à la charge|charges comprises
        dépôt de garantie|taxe foncière|prix à débattre|à retirer sur place|remise en main propre|libre (?:de suite|le)
        diagnostic (?:de performance )?énergétique|curieux s'abstenir|agences s'abstenir""",
    "es": r"""
        gastos de comunidad|fianza de|(?:dos|un) mes(?:es)? de fianza|abstenerse|interesados (?:llamar|contactar)
        recogida en mano|precio negociable|se (?:vende|alquila) (?:piso|casa|local|coche|moto)|certificado energético
        no se admiten mascotas|concertar (?:una )?visita""",
    "it": r"""
        no perditempo|ritiro a mano|(?:prezzo )?trattabil[ei]|spese condominiali|classe energetica|cauzione
        (?:vendo|affitto|affittasi|vendesi)\b|solo contanti|libero (?:subito|da)|per visitare
        appuntamento per la visita""",
    "pt": r"""
        condomínio incluso|caução de|aceito propostas|interessados (?:ligar|contatar|contactar)|retirada no local
        (?:vendo|vende-se|aluga-se|alugo)\b|preço negociável|agendar (?:uma )?visita|não aceito trocas""",
    "nl": r"""
        bezichtiging(?:en)? (?:op|na|is)|op te halen|alleen ophalen|prijs (?:is )?(?:in overleg|n\.o\.t\.k\.)|vraagprijs
        servicekosten|borg(?:som)? (?:van|is|bedraagt)|rookvrij huis|energielabel|kosten koper""",
    "sv": r"""
        visning (?:efter|enligt)|avhämtas|hämtas (?:i|hos|på)|kontant vid|rökfritt hem|driftskostnad|månadsavgift
        inga skambud|pris (?:kan )?diskuteras""",
    "da": r"fremvisning efter|afhentes|røgfrit hjem|depositum|husleje pr|kontant ved|pris kan forhandles|energimærke",
    "no": r"visning etter|hentes (?:i|hos|på)|røykfritt hjem|depositum|fellesutgifter|kontant ved|ingen skambud",
    "fi": r"esittely sopimuksen|noudettava|savuton koti|vuokravakuus|hoitovastike|yhtiövastike|hinta neuvoteltavissa",
    "pl": r"odbiór osobisty|cena do negocjacji|czynsz|kaucja|sprzedam\b|wynajmę\b|bez pośredników|stan idealny",
    "cs": r"osobní odběr|cena dohodou|kauce|prodám\b|pronajmu\b|prohlídk[ay] po|realitní kanceláře nevolat",
    "hu": r"személyes átvétel|irányár|kaució|eladó\b.{0,30}\blakás|megtekinthető|ingatlanosok kíméljenek",
    "ro": r"preț negociabil|garanție o lună|predare personală|vând\b|închiriez\b|rog seriozitate|comision 0",
    "tr": r"pazarlık payı|depozito|elden teslim|sahibinden|aidat\b|krediye uygun|takas olmaz",
    "ru": r"торг уместен|без торга|самовывоз|залог за|продам\b|сдам\b|сда[её]тся (?:квартира|комната)|агентам не",
    "uk": r"торг доречний|без торгу|самовивіз|застава|продам\b|здам\b|зда[єе]ться (?:квартира|кімната)",
}
"""What private ads and offers of homes say of price, viewing and collection. A report may say one of them."""

JOB_OFFERS: Mapping[str, str] = {
    "en": r"""
        we (?:are|'re) (?:looking for|hiring|seeking|recruiting)
        (?:your|the) (?:profile|responsibilities|duties)\b|what we offer|we offer
        (?:send|submit) (?:us )?your (?:application|cv|resume)|apply (?:by|before|with)\b|closing date
        salary expectations
        \(?m/[fw]/[dx]\)?|full[- ]time,? permanent|equal opportunit(?:y|ies) employer
        you will (?:be responsible|join)""",
    "de": r"""
        \([mwfdx](?:/[mwfdxi*]){1,3}\)|(?:suchen wir|wir suchen)\b|wir bieten|ihr profil|ihre aufgaben
        dein profil|deine aufgaben
        (?:bewerbung(?:en)?|bewerben sie sich|bewirb dich)\b.{0,40}\b(?:an|bis|unter|per|bei)\b
        nächstmöglichen zeitpunkt
        unbefristete stelle|gehaltsvorstellung\w*|tage urlaub""",
    "fr": r"""
        \(?[hf]/[fh](?:/x)?\)|nous (?:recherchons|recrutons|offrons|proposons)|votre profil|vos missions
        poste à pourvoir
        (?:envoyez|adresser|merci d'envoyer)\b.{0,30}\b(?:cv|candidature)|\bcdi\b|lettre de motivation
        prétentions salariales""",
    "es": r"""
        (?:buscamos|se busca|precisamos|se precisa)\b|(?:ofrecemos|se ofrece)\b|requisitos\b|incorporación inmediata
        (?:envía|enviar|envíe)\b.{0,20}\b(?:cv|currículum|candidatura)|contrato indefinido|salario según""",
    "it": r"""
        (?:cerchiamo|ricerchiamo|stiamo cercando)\b|(?:offriamo|si offre)\b|requisiti\b
        inviare (?:il )?(?:cv|curriculum)
        contratto a tempo|(?:candidature|candidati)\b.{0,20}\b(?:entro|a)\b|ral\b""",
    "pt": r"""
        (?:procuramos|buscamos|estamos contratando)\b|oferecemos\b|requisitos\b|enviar? (?:o )?(?:cv|currículo)
        regime clt|vale[- ](?:transporte|refeição)|candidaturas? até|salário a combinar""",
    "nl": r"""
        wij zoeken|we zijn op zoek naar|wij bieden|wat wij bieden|jouw profiel|functie-eisen|solliciteer\w*|sollicitatie
        \(?m/v(?:/x)?\)|dienstverband""",
    "sv": r"""
        vi söker|vi erbjuder|kvalifikationer\b|din profil|ansökan (?:skickas|senast)|skicka din ansökan
        tillsvidareanställning""",
    "da": r"vi søger|vi tilbyder|dine kvalifikationer|send din ansøgning|ansøgningsfrist|løn efter",
    "no": r"vi søker|vi tilbyr|kvalifikasjoner\b|send (?:din )?søknad|søknadsfrist|fast stilling",
    "fi": r"haemme\b|etsimme\b|tarjoamme\b|edellytämme\b|(?:lähetä|jätä) hakemu\w+|hakuaika|palkkatoive",
    "pl": r"poszukujemy|oferujemy|wymagania\b|(?:prosimy o )?przesłanie cv|wyślij cv|umowa o pracę|\(?k/m\)?",
    "cs": r"""
        hledáme\b|nabízíme\b|požadujeme\b|(?:životopis|cv) (?:zašlete|posílejte)|nástup (?:ihned|možný)
        hlavní pracovní poměr""",
    "hu": r"keresünk\b|kínálunk|elvárások|önéletraj\w+|jelentkezés\w* határid\w+",
    "ro": r"(?:căutăm|angajăm)\b|oferim\b|cerințe\b|trimite(?:ți)? (?:un )?cv|contract pe perioadă",
    "tr": r"""
        (?:arıyoruz|aranıyor)\b|aranan nitelikler|başvuru\w* (?:için|son)|özgeçmiş\w*
        (?:cv|öz geçmiş)\w* gönder\w+""",
    "ru": r"""
        (?:требуется|ищем|приглашаем на работу)\b|мы предлагаем|условия работы|обязанности:|требования:
        резюме (?:на|по)""",
    "uk": r"(?:потрібен|потрібна|шукаємо|запрошуємо на роботу)\b|ми пропонуємо|обов'язки:|вимоги:|резюме (?:на|за)",
}
"""What offers of jobs say of the work, the pay and the application. A report may say one of them."""

ADVERTISERS: Mapping[str, str] = {
    "en": r"""
        (?:our|the) (?:media (?:kit|pack)|rate card|advertising (?:team|packages|department|options))|rate card
        media (?:kit|pack)
        your (?:brand|business|message|advert|ad|campaign) (?:in front of|to|appears|reach)
        reach (?:our|more than|over)\b.{0,30}\breaders
        (?:display|print|online|newspaper|classified) advertising|sponsored (?:content|posts)|advertorials?
        newsletter (?:sponsorship|placements?)|advertis(?:e|ing) with us|(?:our|the) (?:ad|advertising) sales
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
        mídia kit|midia kit|kit de mídia|tabela de preços|departamento comercial|conteúdo patrocinado|publieditorial
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
"""What newspapers say to those who might place advertisements in them."""

BUTTONS: Mapping[str, str] = {
    "en": r"""
        get started|sign up(?: (?:now|today|for free|free))?|join(?: (?:us|now|today|free|for free))?
        register(?: (?:now|here|today))?
        (?:start|try|get) (?:your |a |my )?(?:free )?(?:trial|quote|demo)|try (?:it )?(?:for )?free
        claim (?:your|my|the)? ?\w+
        (?:book|enrol+|apply|download|order|subscribe)(?: (?:now|today|here|free))?|open (?:an|your) account
        request a (?:demo|quote|call)
        (?:book|schedule) (?:a|your) (?:demo|call|lesson|consultation|appointment)
        talk to (?:us|sales|an expert)|contact (?:us|sales)""",
    "de": r"""
        jetzt (?:kostenlos |gratis |unverbindlich )?(?:anmelden|registrieren|testen|buchen|bestellen|starten)
        jetzt (?:kostenlos |gratis |unverbindlich )?(?:herunterladen|anfragen|sichern|beraten lassen)
        (?:kostenlos|gratis) (?:testen|anmelden|herunterladen|anfordern)|termin (?:vereinbaren|buchen)
        beratung anfragen|konto eröffnen""",
    "fr": r"""
        (?:je m'inscris|s'inscrire|inscrivez-vous)(?: gratuitement)?|essayer gratuitement
        demander (?:un devis|une démo)|ouvrir un compte
        (?:réserver|commander|télécharger|commencer)(?: maintenant)?|prendre rendez-vous""",
    "es": r"""
        (?:apúntate|regístrate|suscríbete|inscríbete|únete)(?: (?:gratis|ahora|ya|aquí))*
        empieza (?:ahora|gratis|ya)|pru[eé]balo gratis
        (?:reserva|descarga|solicita|pide)(?: (?:ahora|gratis|tu \w+|una? \w+))?|abrir (?:una )?cuenta""",
    "pt": r"""
        (?:inscreva-se|cadastre-se|assine|participe)(?: (?:já|agora|grátis))?|comece (?:agora|grátis)
        experimente grátis|abra sua conta
        (?:reserve|baixe|solicite|peça)(?: (?:agora|já|grátis|seu \w+|sua \w+))?""",
    "it": r"""
        (?:iscriviti|registrati|abbonati|unisciti)(?: (?:ora|subito|gratis))?|inizia (?:ora|gratis)
        prova (?:gratis|gratuita|ora)|apri un conto
        (?:prenota|scarica|richiedi)(?: (?:ora|gratis|un \w+|una \w+))?""",
    "nl": r"""
        meld je (?:nu |gratis )?aan|schrijf je (?:nu )?in|probeer (?:nu )?gratis|nu (?:aanmelden|bestellen|boeken)
        (?:boek|download|bestel|reserveer)(?: (?:nu|gratis|direct))?|afspraak maken|offerte aanvragen""",
    "sv": r"kom igång|(?:anmäl dig|prova|registrera dig|boka|ladda ner|beställ)(?: (?:nu|gratis|här|tid))?",
    "da": r"kom i gang|(?:tilmeld dig|prøv|opret konto|book|download|bestil)(?: (?:nu|gratis|her|tid))?",
    "no": r"kom i gang|(?:meld deg på|prøv|registrer deg|bestill|last ned|book)(?: (?:nå|gratis|her|time))?",
    "fi": r"(?:aloita|ilmoittaudu|rekisteröidy|varaa aika|lataa|tilaa|kokeile)(?: (?:nyt|ilmaiseksi|tästä))?",
    "pl": r"""
        (?:zapisz się|dołącz|zarejestruj się|pobierz|zamów|rozpocznij|wypróbuj)(?: (?:teraz|za darmo|już dziś))?
        załóż konto""",
    "cs": r"(?:přihlásit se|registrovat|vyzkoušet|stáhnout|objednat|začít)(?: (?:nyní|zdarma|teď))?|založit účet",
    "hu": r"(?:jelentkezz|regisztrálj|próbáld ki|töltsd le|rendelj|foglalj)(?: (?:most|ingyen))?|kezdd el",
    "ro": r"(?:înscrie-te|abonează-te|încearcă|descarcă|rezervă|comandă)(?: (?:acum|gratuit))?",
    "tr": r"(?:hemen|şimdi|ücretsiz) (?:kaydol|katıl|başla|dene|indir|üye ol|başvur)|randevu al|teklif al",
    "ru": r"""
        (?:зарегистрироваться|записаться|попробовать|скачать|заказать|начать)(?: (?:бесплатно|сейчас|онлайн))?
        открыть сч[её]т""",
    "uk": r"""
        (?:зареєструватися|записатися|спробувати|завантажити|замовити|почати|приєднатися)(?: (?:безкоштовно|зараз))?""",
    "ja": r"(?:今すぐ|無料で)(?:登録|申し込む|始める|試す|ダウンロード)(?:する)?|資料請求|お問い合わせ",
    "zh": r"(?:立即|马上|馬上|免费|免費)(?:注册|註冊|报名|報名|试用|試用|下载|下載|加入|咨询|諮詢)",
    "ko": r"(?:지금|무료로?) ?(?:가입|신청|시작|체험|다운로드)(?:하기)?",
}
"""What the button of a box says that offers something of the site's own."""
