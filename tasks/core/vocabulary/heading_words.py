"""Words of sections, of kinds of articles and of lines that point elsewhere, by language.

They are written with capitals like names ("Case Study", "Key Facts"), and stand alone or beside dates like names. Words
that are names of people as well ("White", "Hall", "Page") are not among them.
"""

from collections.abc import Mapping

HEADING_WORDS: Mapping[str, str] = {
    "en": (
        "about academy account affairs affiliate alert alerts analysis announcement announcements annual answers"
        " archive archives arts assembly audio background baseball basketball beauty book books breaking"
        " bulletin business calendar careers categories category championship championships change cinema city"
        " climate clinical commission committee community company concert conference cooking council county"
        " coverage cricket crime culture daily data deals debate department development digital discussion"
        " district downloads economics economy edition editorial education emergency energy entertainment"
        " environment episode event events exhibition facts fashion feature features federation festival"
        " fiction film films finance financial fitness football free further gallery games gaming gardening"
        " getting gifts global government hardware headlines health history human image images informed"
        " innovation insights international interview interviews issue job jobs lab league legal library life"
        " lifestyle local magazine markets media medical medicine meeting meetings membership middle military"
        " ministry monthly movies museum music nation national nations network never notice offers office"
        " olympics opinion opinions paper parliament partners partnership photography picture pictures piece"
        " podcast podcasts poetry policies policy political politics premier presented prices pricing product"
        " products profile program programme programs project projects province public publication"
        " publications quarterly question questions racing reading recipe recipes recovery region regional"
        " release releases report reports republic research response review reviews rights safety sale sales"
        " science sciences season section security seminar series service services settings shopping social"
        " society software special sponsored sidebar sport started statement statements stay stories strategy study"
        " summit support supreme survey tech technology theater theatre time topic topics tournament transport"
        " travel trial tutorial tutorials union university unlimited update updated updates vacancies video"
        " videos warning weather webinar weekly wellness workshop world"
    ),
    "de": (
        "über abteilung aktuell aktuelles analyse angebot angebote ausgabe bericht berichte bildung blick forschung"
        " gemeinde gesellschaft gesundheit hintergrund informationen kommentar kultur landkreis magazin medien meinung"
        " meldung meldungen ministerium mitteilung museum nachrichten politik pressemitteilung presse projekt projekte"
        " service sport stadt technik termine thema themen umwelt universität veranstaltung veranstaltungen verband"
        " verein verkehr wirtschaft wissen wissenschaft zeitung"
    ),
    "fr": (
        "actualité actualités aller analyse communiqué commune culture dossier économie éducation environnement"
        " événement événements loin magazine ministère musée opinion politique pour presse projet projets région"
        " reportage santé science sciences société sport université ville voyage"
    ),
    "es": (
        "actualidad ambiente análisis ayuntamiento ciencia ciencias ciudad comunicado cultura deportes economía"
        " educación evento eventos gobierno historia internacional medio ministerio museo nota opinión política prensa"
        " proyecto proyectos región reportaje salud sociedad tecnología universidad"
    ),
    "pt": (
        "ambiente análise ciência cidade comunicado cultura economia educação esportes evento eventos governo história"
        " imprensa meio ministério nota opinião política prefeitura projeto região reportagem saúde sociedade"
        " tecnologia universidade"
    ),
    "it": (
        "ambiente analisi città comunicato comune cultura cronaca economia eventi evento governo ministero museo"
        " opinione politica progetto regione salute scienza scienze scuola società stampa tecnologia università"
    ),
    "nl": (
        "achtergrond analyse artikel cultuur economie evenement gemeente gezondheid informatie maatschappij milieu"
        " nieuws onderwijs opinie persbericht politiek project sport techniek wetenschap"
    ),
    "sv": "debatt ekonomi fakta forskning händelser kommun kultur miljö nyheter politik pressmeddelande samhälle sport",
    "da": "debat fakta forskning kommune kultur miljø nyheder økonomi politik pressemeddelelse samfund sport",
    "no": "debatt fakta forskning kommune kultur miljø nyheter økonomi politikk pressemelding samfunn sport",
    "pl": "aktualności gospodarka gmina informacja kultura miasto opinia polityka prasowa sport wiadomości zdrowie",
    "cs": "aktuality ekonomika kultura město názory politika sport tisková věda zdraví zpráva zprávy",
    "tr": "basın bülteni ekonomi eğitim gündem haberler kültür sağlık siyaset spor teknoloji yaşam",
    "ru": "культура новости общество политика происшествия спорт экономика наука пресс-релиз",
    "uk": "культура новини політика події спорт суспільство економіка наука пресреліз",
    "id": "berita budaya ekonomi kesehatan nasional olahraga pendidikan politik teknologi",
}
"""Words of which one makes what nothing introduces no name."""
