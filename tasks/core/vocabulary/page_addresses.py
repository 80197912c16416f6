"""Words in the paths of URLs, by the kind of page that they lead to.

Sites name their folders in English or in their own language, whatever the language of a page, so the words are not
keyed by language.
"""

LISTS = """
    archive archives archiv arkiv archivo archivio author authors auteur auteurs autor autore autori autoren autores
    browse categories category categoria categorie kategori kategorie kategorien label labels latest list
    recherche rubrik rubrika rubrique ricerca search seccion section sections sok suche buscar busca tag tags
    thema themen theme themes tema temas topic topics yazar etiqueta etiquetas etichetta
"""
"""Folders of lists of articles: sections, topics, tags, authors, archives, search results."""

SHOPS = """
    boutique buy c cart cat catalog catalogs category collection collections department departments kaufen loja magasin
    negozio p p1 panier pdp product products producto productos produit produits produkt produkte prodotti prodotto shop
    shopping sklep store tienda warenkorb winkel w
"""
"""Folders of shops: products, collections, carts."""

SERVICES = """
    abbonamenti abo abonnement abonnieren account agenda annonces anuncios anzeigen calendar calendario career careers
    aktie aktienkurse checkout classifieds corsi corso course courses curso cursos donate empleos evenements event
    eventi evento eventos events fixtures forecast forecasts horoscope horoscopes horoskop horoskope immobilien
    immobilier inmuebles inserate job jobs kalender kleinanzeigen konto kurs kurse lehrgang listing listings
    livescore livescores login meteo properties property quiz quizzes quote quotes register schulungen seminare signin
    signup spenden standings stellenangebote stellenmarkt subscribe subscription subscriptions suscripcion tabelle
    termine training trainings tv-programm vacancies vacancy vacature vacatures veranstaltung veranstaltungen
    veranstaltungskalender vorhersage weather wetter workshops
"""
"""Folders of what readers take part in, apply for or look up: jobs, events, courses, homes, advertisements,
subscriptions, forecasts, quotations, tables."""

FORUMS = """
    board boards forum forums foro foros showthread thread threads viewtopic viewthread
"""
"""Folders and scripts of discussions among readers."""

STORIES = """
    actualite actualites actualidad article articles artikel articolo articoli aktuell blog blogs guide guides
    insights magazin magazine nachrichten news nieuws noticia noticias notizie nyheter post posts presse
    stories story
"""
"""Folders of articles."""
