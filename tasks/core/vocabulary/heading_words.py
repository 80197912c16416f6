"""Words of sections, of kinds of articles and of lines that point elsewhere, by language.

They are written with capitals like names ("Case Study", "Key Facts"), and stand alone or beside dates like names. Words
that are names of people as well ("White", "Hall", "Page") are not among them.
"""

from collections.abc import Mapping

HEADING_WORDS: Mapping[str, str] = {
    "en": (
        "about academy accident accidents account affairs affiliate agriculture alert alerts analysis animal animals"
        " announcement announcements annual answers archive archives arrest arts assembly audio background baseball"
        " basketball beauty book books breaking budget building buildings bulletin bus business calendar careers"
        " categories category ceremony championship championships change childcare children cinema city classified"
        " classifieds classroom climate clinical comment commission committee community company concert conference"
        " construction consumer cooking council county court coverage crash cricket crime culture daily data deals"
        " debate department development digital dining discussion district downloads economics economy edition"
        " editorial education election elections emergency employment energy entertainment environment episode event"
        " events exhibition facts families family farming farms fashion feature features federation festival fiction"
        " film films finance financial fire fitness floods football free fundraiser further gallery games gaming"
        " gardening getting gifts global government guide guides harbour hardware headlines health heritage"
        " history hospital hospitals hours housing human image images industry informed innovation insights"
        " international interview interviews investigation issue job jobs kids lab latest league legal letters library"
        " life lifestyle local magazine markets media medical medicine meeting meetings membership middle military"
        " ministry monthly motoring movies museum music nation national nations nature network never notice obituaries"
        " obituary offers office olympics opinion opinions outdoors paper parking parliament partners partnership"
        " people pets photography picture pictures piece planning podcast podcasts poetry police policies policy"
        " political politics pollution premier presented prices pricing product products profile program programme"
        " programs project projects property province public publication publications quarterly question questions"
        " racing railway reading recipe recipes recovery region regional release releases report reports republic"
        " research response review reviews rights roads rural safety sale sales school schools science sciences season"
        " section security seminar series service services settings shipping shopping shops sidebar social society"
        " software special sponsored sport started statement statements stay store stores stories storms strategy"
        " students study style summit support supreme survey teachers tech technology theater theatre"
        " time tips topic topics tourism"
        " tournament town traffic trains transport travel trending trial tutorial tutorials union university unlimited"
        " update updated updates vacancies video videos village vote voters warning water weather webinar weekly"
        " wellness wildlife women women’s workers workplace workshop world"
    ),
    "de": (
        "abteilung aktuell aktuelles alltag analyse angebot angebote arbeit arbeitsmarkt ausgabe ausland ausstellung"
        "  bauen baustelle bericht berichte bildung blick bücher bühne debatte energie erziehung essen familie"
        " feuerwehr finanzen firmen forschung freizeit fußball gastronomie gemeinde gericht geschichte"
        " gesellschaft gesundheit handwerk haushalt heimat hintergrund immobilien industrie informationen inland"
        " innenstadt interview justiz kirche klima klinik kolumne kommentar konzert kosten krankenhaus kriminalität"
        " kultur landkreis landtag landwirtschaft leserbrief leserbriefe leute literatur lokales magazin medien"
        " meinung meldung meldungen ministerium mitteilung mobilität museum musik nachrichten nahverkehr natur"
        " panorama pflege politik polizei porträt presse pressemitteilung produkte projekt projekte prozess ratgeber"
        " rathaus region reisen rente schifffahrt schule schulen service sicherheit sommerspiele spiele sport stadt"
        " stadtrat statistik straße straßen tarife technik technologie termine theater thema themen tiere tourismus"
        " umwelt unfall universität unternehmen unwetter urlaub veranstaltung veranstaltungen verband verbraucher"
        " verbrechen verein verkehr versicherung wahlen weihnachten winterspiele wirtschaft wissen"
        " wissenschaft wohnen zeitung zukunft zwischenfall über"
    ),
    "fr": (
        "accident actualité actualités agriculture aller analyse animaux annonces argent artisanat associations"
        " bâtiment cinéma climat commerce commune communiqué concert concerts conseil consommation cuisine culture"
        " divers dossier débat découverte décryptage emploi enfants enquête entreprise entreprises entretien"
        " environnement exposition faits famille festival finances football fête gastronomie grève guerre histoire"
        " hôpital immobilier industrie interview jeunesse lecture livre livres logement loin loisirs magazine maison"
        " marché ministère mobilité monde municipales musique musée météo nature obsèques opinion patrimoine politique"
        " pollution portrait pour presse projet projets quartier recette recettes rentrée reportage restaurant route"
        " routes rural région santé science sciences scolaire société solidarité spectacle sport sécurité théâtre"
        " tourisme transport transports travaux tribune université urbanisme vacances vidéo vie village ville voyage"
        " économie éducation élections énergie événement événements"
    ),
    "es": (
        "accidente actualidad agricultura agua ambiente animales análisis arte autobuses ayuntamiento carreteras"
        " ciencia ciencias cine ciudad ciudadanos clima cocina comercio comunicado comunidad concierto consumo crónica"
        " cultura debate deporte deportes economía educación elecciones empleo empresa empresas energía entrevista"
        " escuela espectáculos estilo evento eventos familia fiesta fiestas fútbol gastronomía gobierno historia hogar"
        " hospital huelga incendio incendios industria infancia internacional investigación jardín juicio justicia"
        " lectura libros literatura local medio ministerio mundo municipios museo música naturaleza nota noticias"
        " obituario obras opinión patrimonio policía política prensa proyecto proyectos pueblos receta recetas región"
        " reportaje restaurantes salud seguridad sequía sociedad sucesos teatro tecnología tiempo transporte"
        " tribunales tráfico turismo universidad urbanismo vacaciones verano vivienda"
    ),
    "pt": (
        "acidente agricultura ambiente animais análise arte bairro bairros carros cidade cinema ciência clima"
        " comunicado comércio concursos consumo cotidiano cozinha crônica cultura cultural debate economia educação"
        " eleições emprego empregos empresas energia entrevista escola escolas esporte esportes evento eventos família"
        " feira finanças futebol gastronomia geral governo greve história hospital imprensa incêndio indústria"
        " investigação justiça literatura livros local meio ministério moradia mulher mundo municípios música natureza"
        " negócios nota notícias obituário obras opinião patrimônio polícia política prefeitura projeto receita"
        " receitas regional região reportagem rural saúde seca segurança sociedade teatro tecnologia tempo transporte"
        " transportes trânsito turismo universidade verão viagem violência água"
    ),
    "it": (
        "acqua agricoltura ambiente analisi animali arte aziende campagna cinema città clima commercio comune"
        " comunicato concerto consumi cronaca cucina cultura curiosità diritti economia elezioni energia estate eventi"
        " evento famiglia festival fiera finanza giustizia governo imprese incendio incidente incidenti indagine"
        " industria intervista istruzione lavori lavoro letteratura libri mercato meteo ministero moda mondo museo"
        " musica natura notizie opinione ospedale pensioni politica polizia progetto quartiere regione ricetta ricette"
        " salute sanità scienza scienze sciopero scuola sicurezza società spettacoli spettacolo stampa storia storie"
        " strade teatro tecnologia territorio traffico trasporti turismo università vacanze viabilità viaggi"
    ),
    "nl": (
        "achtergrond actueel analyse artikel bedrijf bedrijven binnenland buitenland buurt cultuur debat dieren"
        " economie economisch energie evenement familie festival financiën geld gemeente geschiedenis gezin gezondheid"
        "  huis huizen informatie interview jeugd justitie kinderen klimaat koken landbouw leefomgeving leven"
        " lezen lokaal maatschappij milieu misdaad mobiliteit muziek natuur nieuws ondernemen onderwijs opinie"
        " opvoeding persbericht politie politiek project recensie recept recepten rechtbank regio reizen samenleving"
        " scholen school sport stad staking stedelijk techniek theater toerisme tuin uitgaan vakantie veiligheid"
        " verkeer verkiezingen voetbal vrije weer werk wetenschap wonen woningmarkt ziekenhuis zorg"
    ),
    "sv": (
        "allmänhet arbete barn bostad bostäder brott böcker debatt djur ekonomi energi fakta familj forskning fotboll"
        " fritid historia hälsa händelser industri inrikes insändare intervju jobb jordbruk klimat kommun konst kriget"
        " krönika kultur landsbygd ledare litteratur lokalt matlagning miljö musik natur nyheter näringsliv olycka"
        " polisen politik pressmeddelande recension recept resor samhälle sjukvård skola skolan sommar sport stad"
        " teater trafik trafiken turism utbildning utrikes valet vetenskap väder vård"
    ),
    "da": (
        "arbejde bolig boligmarked byen bøger børn debat dyr energi erhverv fakta familie fodbold forskning fritid"
        " havnen historie indland industri interview job klima kommune krig krimi kultur landbrug litteratur lokalt"
        " miljø musik natur nyheder opskrift politi politik pressemeddelelse rejser samfund skole skolen sport sundhed"
        " sygehus teater trafik turisme uddannelse udland ulykke valg vejr videnskab økonomi"
    ),
    "no": (
        "arbeid barn bolig byen bøker debatt dyr energi fakta familie fiske forskning fotball fritid havn helse"
        " historie industri innenriks intervju jobb klima kommune krig krim kultur landbruk leserbrev litteratur"
        " lokalt miljø musikk natur nyheter næringsliv oppskrift politiet politikk pressemelding samfunn skole skolen"
        " sport teater trafikk turisme ulykke utdanning utenriks valg vitenskap vær økonomi"
    ),
    "pl": (
        "aktualności biznes drogi dzieci edukacja ekologia ekonomia energia felieton finanse gmina gospodarka"
        " historia imprezy informacja inwestycje kobieta komunikacja kraj kryminalne książka książki kuchnia kultura"
        " literatura ludzie miasto moda motoryzacja muzyka nauka nieruchomości ogród opinia opinie piłka podróże"
        " pogoda policja polityka powiat pożar praca prasowa prawo przepis przepisy przyroda region rodzina rolnictwo"
        " rozmowa rozrywka rynek samorząd sport społeczeństwo szkoła szkoły szpital teatr transport turystyka wakacje"
        " wiadomości wojna wybory wydarzenia wypadek wywiad zdrowie zwierzęta środowisko świat życie żywność"
    ),
    "cs": (
        "aktuality auto bydlení byznys cestování divadlo domov doprava děti ekologie ekonomika energie finance fotbal"
        " historie hudba knihovna knihy koncert krimi kultura lidé literatura móda město nemocnice názory obchod obec"
        " policie politika počasí práce průmysl příroda recept recepty region reportáž rodina rozhovor soud společnost"
        " sport technika tisková turistika události volby vzdělávání válka věda vědci zahrada zahraničí zdraví"
        " zemědělství zpráva zprávy zvířata škola školství život životní"
    ),
    "tr": (
        "aile asayiş basın belediye bilim bölge bülteni deprem edebiyat ekonomi enerji eğitim eğlence futbol"
        " genel gezi güncel gündem haber haberler hava kadın kitap köşe kültür magazin müzik okul röportaj sanat"
        " sanayi sağlık seçim sinema siyaset sokak spor tarih tarım teknoloji tiyatro trafik turizm ulaşım yaşam yemek"
        " yerel çevre çocuk şehir"
    ),
    "ru": (
        "авто армия бизнес власть война выборы город деньги дети дороги животные жизнь жилье жильё здоровье интервью"
        " история кино книги колонка криминал культура литература мнение мнения музыка наука недвижимость новости"
        " образование общественный общество погода пожар политика полиция пресс-релиз природа происшествия путешествия"
        " район регион репортаж рецепты россия сельское семья спорт строительство стройка театр технологии транспорт"
        " туризм хозяйство школа школы экология экономика"
    ),
    "uk": (
        "авто бізнес вибори влада вулиці війна господарство громада гроші довкілля дороги діти економіка життя"
        " здоров'я здоровʼя здоров’я книги кримінал культура культури кіно література музика місто наука нерухомість"
        " новини освіта погода подорожі події політика поліція пресреліз природа район регіон рецепти родина світ"
        " спорт суспільство сільське театр технології транспорт туризм україна школа школи інтерв'ю інтерв’ю історія"
    ),
    "id": (
        "acara berita bisnis budaya cuaca daerah desa ekonomi energi hiburan hidup hukum industri internasional"
        " kampus keluarga kesehatan keuangan kota kriminal kuliner lingkungan musik nasional olahraga opini otomotif"
        " pariwisata pemilu pendidikan pertanian politik properti ragam resep sains sejarah sekolah seni sosial"
        " teknologi wawancara wisata"
    ),
    "fi": (
        "ajankohtaista asuminen asunnot autot elokuva elokuvat eläimet elämä energia haastattelu hallitus"
        " harrastukset hyvinvointi ihmiset ilmasto jalkapallo kirjallisuus kirjat kolumni koti kotimaa koulu koulut"
        " koulutus kulttuuri kunnat kunta lapset liikenne luonto maailma maakunta maanviljely matkailu mielipide"
        " musiikki näkökulma onnettomuus perhe poliisi politiikka pääkirjoitus rikos ruoka satama sää talous teatteri"
        " tekniikka terveys tiede tiedote tieto tutkimus työ ulkomaat urheilu uutinen uutiset vaalit yhteiskunta"
        " ympäristö yritykset"
    ),
    "sk": (
        "bývanie cestovanie deti divadlo doprava ekonomika energia história hudba knihy kultúra mesto nehoda obec"
        " politika polícia počasie práca príroda región rodina rozhovor spoločnosť technika udalosti voľby vzdelávanie"
        " zahraničie zdravie zvieratá škola školstvo šport život životné"
    ),
    "hu": (
        "baleset belföld bűnügy családi egészség energia foci gazdaság háború hírek ingatlan interjú irodalom iskola"
        " kert klíma kultúra könyv közlekedés közélet külföld mezőgazdaság munka oktatás politika program receptek"
        " rendőrség sport színház technika természet tudomány turizmus utazás választás város zene állatok élet"
        " életmód"
    ),
    "ro": (
        "actualitate afaceri agricultură animale carte ceremonie cultură cărți economie educație energie eveniment"
        " evenimente familie fotbal guvern incendiu interviu istorie justiție literatură mediu muzică natură piață"
        " politică poliția primărie regiune rețete securitate social societate spital sport sănătate teatru transport"
        " turism viață vreme școala școală știință"
    ),
    "el": (
        "αθλητικά αθλητισμός απόψεις αστυνομία γεωργία γνώμη διεθνή εκλογές εκπαίδευση ελλάδα ενέργεια επιστήμη"
        " επιχειρήσεις θέατρο θέματα ιστορία καιρός κλίμα κοινωνία κόσμος μουσική νέα οικονομία παιδεία περιβάλλον"
        " ποδόσφαιρο πολιτική πολιτισμός συνέντευξη σχολείο ταξίδια τεχνολογία τοπικά τουρισμός υγεία φύση"
    ),
    "bg": (
        "бизнес времето градът деца живот животни здраве земеделие избори икономика интервю инциденти история климат"
        " книги крими култура литература музика наука новини образование общество община пожар политика полиция"
        " природа пътувания регион свят спорт театър технологии транспорт туризм училище"
    ),
    "hr": (
        "crna ekonomija energija glazba gospodarstvo intervju izbori kazalište knjige književnost kronika kultura"
        " lifestyle mišljenje nogomet novosti obitelj obrazovanje okoliš općina policija politika poljoprivreda"
        " povijest priroda promet putovanja rat recepti regija sport tehnologija turizam vijesti vrijeme zabava"
        " zdravlje znanost škola život županija"
    ),
    "sl": (
        "gospodarstvo izobraževanje kmetijstvo knjige kronika kultura mesto mnenje novice občina okolje policija"
        " politika promet slovenija turizem vreme zdravje zgodovina znanost šola šport življenje"
    ),
    "sr": (
        "вести град друштво економија живот здравље избора избори историја култура књиге наука образовање политика"
        " полиција саобраћај спорт туризам хроника школа"
    ),
    "ca": (
        "actualitat agricultura aigua ambient animals barri ciutat ciència clima comarca cuina cultura economia"
        " educació eleccions empresa energia entrevista escola esports família festes futbol gastronomia habitatge"
        " història indústria justícia literatura llibres medi mercat món música natura notícies opinió patrimoni"
        " policia política receptes salut seguretat societat successos teatre temps transport trànsit turisme"
        " universitat"
    ),
    "et": (
        "arvamus elu haridus ilm keskkond kultuur loodus maailm majandus poliitika politsei raamatud sport teadus"
        " teater tervis uudised vald valimised"
    ),
    "lt": (
        "aplinka ekonomika gamta gyvenimas knygos kultūra miestas mokslas mokykla muzika nuomonė orai pasaulis"
        " policija politika sportas sveikata teatras verslas švietimas žinios"
    ),
    "lv": (
        "dzīve ekonomika izglītība kultūra laiks mūzika novads pasaule pilsēta policija politika skola sports teātris"
        " veselība viedoklis zinātne ziņas"
    ),
}
"""Words of which one makes what nothing introduces no name."""

DESCRIBING: Mapping[str, str] = {
    "en": (
        "another best better big bigger cheap clean dead early every extra fast fewer final first former fresh full"
        " good great green half hidden historic hot huge last late left less lost many more most new next old only"
        " open our own popular public quick rare real safe second simple slow small smart some third three top two"
        " upper various which whole why wrong"
    ),
    "de": (
        "alte alter altes andere besser deutsche diese dieser dieses drei dritte eigene ein eine einen erste erster"
        " erstes ganze gemeinsame gesunde große großer großes grüne gute guter gutes halbe hohe hoher höhere jede"
        " jeder kein keine klare kleine kleiner kleines kurze letzte letzter mehr moderne neue neuer neues"
        " nächste offene olympische schnelle schöne sichere soziale späte städtische teure unser unsere verlorene"
        " viele volle wenig wichtige zwei zweite öffentliche"
    ),
    "fr": (
        "ancien ancienne autre bonne bonnes dernier dernière deux faux grand grande grandes grands jeune jeunes"
        " mauvaise meilleur meilleurs nos notre nouveau nouveaux nouvelle nouvelles petit petite petites petits plus"
        " premier première prochain quel quelle sans seconde trois vieille vieux vrai"
    ),
    "es": (
        "antigua antiguo buena buenas buenos cada cuarto gran grandes joven jóvenes mejor mejores menos mucha muchos"
        " más nuestra nueva nuevas nuevo nuevos otra otro pequeña pequeño primer primera próxima próximo segunda"
        " segundo tercer tres vieja viejo última último"
    ),
    "pt": (
        "antiga antigo boa cada dois duas grande grandes mais melhor melhores menos nossa novas novo novos outra"
        " outro pequena pequeno primeira primeiro próxima próximo segunda terceira três velha velho última último"
    ),
    "it": (
        "altra altro antica antico brutta buona buone due grande grandi migliore nostra nostro nuova nuove nuovi"
        " nuovo ogni piccola piccolo più prossima prossimo seconda troppa ultima ultimo vecchia vecchio"
    ),
    "nl": (
        "andere drie eerste eigen geen goede grote hoge jonge kleine laatste meer mooie nieuwe onze oude snelle"
        " twee tweede veel volle zonder"
    ),
    "sv": (
        "bra bättre egna ett flera första gamla god goda högre många nytt nästa olika sista stor stora två unga varje"
        " vår våra"
    ),
    "da": (
        "alle anden bedre det egne flere første gamle god gode ingen lille mange mere nyt næste sidste små stor store"
        " unge vores"
    ),
    "no": (
        "alle bedre det egne flere første gamle god gode ingen liten mange neste nytt siste små store stort unge vår"
        " våre"
    ),
    "fi": (
        "ensimmäinen hyvä iso kaikki kaksi kolme monta nuoret parempi pieni seuraava suuri uudet uusi vanha vanhat"
        " viimeinen"
    ),
    "pl": (
        "cała dobra dobre dobry duża duże duży dwa każdy kolejna mała małe mały młodzi najlepsze nasza nasze nowa"
        " nowe nowy ostatni ostatnia pierwsza pierwsze pierwszy piękna stara stare stary trzy wielka wielki wielkie"
        " więcej złe"
    ),
    "cs": (
        "další dobrá dobré dobrý druhá dva jiná každý krásná malá malé malý mladí naše nejlepší nová nové nový"
        " poslední první stará staré starý tři velká velké velký více"
    ),
    "sk": (
        "dobrá dobré dobrý druhá každý malé najlepšie naše nová nové nový posledná prvá prvý stará staré veľká veľké"
        " veľký viac ďalšia"
    ),
    "ro": (
        "alte bune bună două marea mici mică noile nostru nou noua noul nouă primul trei ultima ultimul veche"
        " vechea vechiul"
    ),
    "tr": "bizim bütün büyük eski her iki ilk kötü küçük yeni üç",
    "el": (
        "άλλη δύο κάθε καλή καλύτερη μεγάλη μεγάλο μεγάλος μικρή μικρό νέα νέες νέο νέος παλιά παλιό πρώτη πρώτο"
        " πρώτος τελευταία τελευταίο τρεις"
    ),
    "ru": (
        "большая большие большое большой все вся второй другая другие каждая каждый лучшие малая маленький малый"
        " молодые наш наша наши новая новое новые новый первая первые первый последний последняя самый старая старые"
        " старый три хорошая хорошие чужая"
    ),
    "uk": (
        "велика велике великий великі друга другий кожен мала маленький малий молоді наш наша наші нова нове новий"
        " нові остання останній перша перший стара старий три усі хороша чужа інша"
    ),
    "bg": (
        "втора големи голям голяма добра добри друга малка малки млади нашата нашите нов нова нови ново последен"
        " последна първа първи първо стар стара стари три"
    ),
    "hr": "dobra dobre druga nove novi novo prva prve prvi stara stare stari velika velike veliki zadnja zadnji",
    "ca": (
        "altra bona bons cada darrera dues gran grans millor millors més nostra nou nous noves petit petita primer"
        " primera propera segona tres vell vella última"
    ),
    "id": "baru besar kecil semua setiap tiga",
}
"""Words that describe or count things, with which no name begins: "New School", "Great Hall"."""
