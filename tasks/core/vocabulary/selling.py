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
