"""Words in the paths of URLs, by the kind of page that they lead to.

Sites name their folders in English or in their own language, whatever the language of a page, so the words are not
keyed by language.
"""

FRONTS = """
    index home default start startpage homepage startseite accueil inicio portada hjem forside etusivu
"""
"""Names of the front page."""

LISTS = """
    archive archives archiv arkiv archivo archivio author authors auteur auteurs autor autore autori autoren autores
    browse categories category categoria categorie kategori kategorie kategorien label labels latest list
    recherche rubrik rubrika rubrique ricerca search seccion section sections sok suche buscar busca tag tags
    thema themen theme themes tema temas topic topics yazar etiqueta etiquetas etichetta
"""
"""Folders of lists of articles: sections, topics, tags, authors, archives, search results."""

NUMBERED = """
    node nid nodo noeud id print drucken imprimir stampa article artikel articolo articulo item entry post story p a n
"""
"""Folders of pages that are named by their number. A number below that reads like a year is none: ``/node/1921``."""

SEARCHES = """
    search searchresults search-results recherche ricerca suche suchergebnisse buscar busca busqueda pesquisa sok soeg
    haku zoeken szukaj hledat poisk arama cari
"""
"""Folders of search results."""

SHOPS = """
    boutique buy c cart cat catalog catalogs category collection collections department departments kaufen loja magasin
    negozio p p1 panier pdp product products producto productos produit produits produkt produkte prodotti prodotto shop
    shopping sklep store tienda warenkorb winkel w
"""
"""Folders of shops: products, collections, carts."""

SERVICES = """
    abbonamenti abo abonnement abonnieren account agenda aktie aktienkurse annonces anuncios anzeigen calendar
    calendario career careers checkout classifieds corsi corso course courses crossword crosswords curso cursos donate
    download downloads e-paper empleos epaper evenements event eventi evento eventos events fixtures for-rent for-sale
    forecast forecasts guia-tv guida-tv horoscope horoscopes horoskop horoskope immobilien immobilier inmuebles inserate
    job jobs kalender kleinanzeigen konto kurs kurse lehrgang listing listings livescore livescores login meteo
    pogoda pocasi vader vaer vejr saa hava-durumu havadurumu cuaca thoi-tiet tenki tiempo el-tiempo previsao
    previsao-do-tempo meteorologia idojaras weerbericht vremea prognoz docs documentation wiki kb knowledge-base
    knowledgebase help-center helpcenter manual manuals handbook api dictionary glossary dataset datasets lyrics
    servizi servicios demarches leistungen offres lexikon glossar glossaire glosario encyclopedia hc inmueble pisos
    emploi emplois empleo offres-emploi ofertas-de-empleo
    offre-emploi lavoro oferty-pracy vakansii lediga-jobb appeals
    programme-tv properties property puzzles quiz quizzes quote quotes register schulungen seminare signin signup
    spenden standings stellenangebote stellenmarkt subscribe subscription subscriptions sudoku suscripcion tabelle
    appuntamenti traueranzeige traueranzeigen avis-de-deces necrologi esquelas dodsannonser nekrologi kondolenz
    consultation consultations gutscheine coupons coupon bons-plans
    poll polls umfrage umfragen incidents
    termine to-let training trainings tv-gids tv-guide tv-listings tv-program tv-programm vacancies vacancy vacature
    vacatures veranstaltung veranstaltungen veranstaltungskalender vorhersage weather wetter workshops
"""
"""Folders of what readers take part in, apply for or look up: jobs, events, courses, homes, advertisements,
subscriptions, forecasts, quotations, tables, manuals, dictionaries."""

FORUMS = """
    board boards forum forums foro foros showthread thread threads viewtopic viewthread discussion discussions
"""
"""Folders and scripts of discussions among readers."""

QUESTIONS = """
    question questions frage pregunta preguntas domanda domande vopros voprosy soru sorular
"""
"""Folders of questions among readers, and of columns in which an adviser answers."""

SHOP_HOSTS = """
    boutique loja negozio shop sklep store tienda winkel
"""
"""First parts of the hosts of shops: ``shop.example.org``."""

SERVICE_HOSTS = """
    account accounts calendar careers empleo emploi events immo immobilien jobs karriere kleinanzeigen lavoro login
    stellen stellenmarkt termine tickets vacatures veranstaltungen weather wetter pogoda meteo docs wiki kb api help
    support dict data status anzeigen annonces classifieds academy learn
"""
"""First parts of the hosts of services."""

FORUM_HOSTS = """
    board boards forum forums foro foros talk discuss ask answers
"""
"""First parts of the hosts of forums."""

STORIES = """
    actualite actualites actualidad article articles artikel articolo articoli aktuell blog blogs guide guides
    insights magazin magazine nachrichten news nieuws noticia noticias notizie nyheter post posts presse
    stories story
"""
"""Folders of articles."""
