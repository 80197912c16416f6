"""The most common words of the languages that most news is written in."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

COMMON: Mapping[str, str] = {
    "en": "the and of to in is that for was with on as at by from are this have it his he not but has were",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an er hat dass",
    "fr": "le la les de des et à un une du en que qui dans pour sur pas par au plus est ce avec son il ne se sont aux",
    "es": "el la los las de que en un una y del se por con para no su al es lo como más este ha fue sus pero entre",
    "it": "il la di che e in un una del della per con non si è le al da ha sono nel alla gli anche più come lo"
    " nello loro ora dove delle dei questo",
    "pt": "o a os as de que e do da em um uma para com não por no na dos se mais ao foi como das são pela pelo",
    "nl": "de het een en van in is dat op te voor met zijn die niet aan er om ook als door naar bij nog wordt hij maar",
    "sv": "och att det i en på är som för av med den till inte har de om ett han från var men vi kan sig så också",
    "da": "og at det i en er på som for af med den til ikke har de om et han fra var men vi kan sig så også der"
    " efter blev bliver nu op mod mellem noget være siger",
    "no": "og at det i en er på som for av med den til ikke har de om et han fra var men vi kan seg så også ble"
    " etter blir nå opp mot mellom noe vært sier å bak",
    "fi": "ja on ei että se oli hän ovat mutta myös kun joka mukaan kuin sen ole tai vain voi noin jo sekä hänen"
    " ollut jos niin tämä sitä jonka eivät vielä jälkeen kertoi taas",
    "pl": "w i na z się do nie że to jest o jak po za od przez dla ale są oraz przy tym który ma tego także może",
    "cs": "a v se na je že s z do o i to ve k pro za by ale jsou který jako po tak bude podle při jeho nebo",
    "sk": "a v sa na je že s z do o aj to vo k pre za by ale sú ktorý ako po tak bude podľa pri jeho alebo",
    "hu": "a az és hogy nem is egy ez volt van csak meg már de mint még el azt szerint vagy ha ki pedig lesz sem után",
    "ro": "și de în la cu a că din pe nu o care un să pentru este mai au fost sunt ca prin după dar fi lui",
    "tr": "ve bir bu da de için ile olarak olan çok daha gibi kadar sonra ancak en var ise göre olduğu her o ne"
    " ya değil iki yeni dedi etti oldu tarafından karşı yeniden ayrıca",
    "hr": "i u je se na da su za od s o koji a to će iz kako ne bi ali što nije sam po prema bio ili",
    "is": "og að í á er sem til um við var ekki fyrir með það hann en hafa verið eftir þar þá svo frá segir hefur eru",
    "et": "ja on ei et see mis kui oli ka ning aga oma või ta tema selle kes välja nii siis veel pole mida olid kuid",
    "lt": "ir į kad su iš yra už buvo kaip bet apie ne jis dėl iki po ar tai per nuo taip pat jau kuris savo prie",
    "lv": "un ir ar no uz par kas ka bija arī pie bet tā lai vai kā gan viņš to pēc nav tas jau ko kuri pret",
    "sl": "in je v na se da so za z ki po pa s tudi ne ni o od še kot bi pri ali iz bo bil ter kako",
    "ca": "el la de que i en un una del els les per amb no al és ha més com aquest són pel dels també però seva",
    "id": "yang dan di dengan untuk ini itu dari dalam pada tidak akan juga ke oleh karena ada telah bisa mereka saat",
    "vi": "và của là có được các trong cho không người với một đã những này đến khi về ra để từ theo cũng năm",
    "gl": "o a os as de que e do da en un unha para con non por no na dos se máis ao foi como das son pola polo ás aos",
    "eu": "eta da ez du bat dira zen ere dute egin izan baina izango den hau bere dela duen ondoren diren",
    "sq": "e të në për me se që nga një është i ka dhe do më u si janë kjo ky por nuk pas prej sipas",
    "az": "və bu bir ilə üçün də da olan edib ki o ən sonra isə kimi olaraq qədər onun edir olub hər deyib",
    "sw": "na ya wa kwa ni za la katika kuwa hiyo huo cha yake baada kama pia alisema hii si tu hao wao hizo",
    "fil": "ang ng sa na mga ay at ni kay nang para hindi ito si isang pa siya kanyang kung din rin",
    "af": "die en in van is het nie dat te op vir met sy om hy ook was word deur as hulle aan oor hierdie",
    "be": "і у ў на не з што за па да як ад для гэта яго яна быў таксама але было ён яны а мы калі гэты гэтым больш",
    "mk": "и во на да се за од со не е што го ги ќе која кој ова биде или по како беше тоа ја сите",
    "kk": "және бұл мен да де үшін бір бойынша туралы деп еді екен осы ол оның бар болды болып кейін дейін",
    "ru": "и в не на что с по это как из за от о для к его у до при также был но было год они а мы",
    "uk": "і в не на що з та у за до про як від для це його по є який також був але було року вони а ми",
    "bg": "и в на да се за от с по е не че са до като си ще към при това който беше а които още",
    "sr": "и у је се на да су за од с о који а то ће из како не би али што није по према био или",
    "el": "και το να του η της με που για την από στο τον είναι θα σε οι τα στην δεν ο των στη ότι μας",
    "ar": "في من على إلى أن التي عن مع هذا الذي ما هذه لا كان كما بعد قال بين أو قد ذلك وقد كل لم خلال",
    "fa": "و در به از که این را با است برای آن یک تا خود کرد بر هم شده نیز می وی بود ما شد",
    "ur": "کے کی میں ہے اور سے کا کو نے کہ پر یہ ہیں اس بھی نہیں ایک کر کیا تھا ان جو",
    "he": "של את על לא עם הוא זה כי גם היא אל או כל אבל יותר בין כך אני היה אם הם רק כדי",
    "hi": "के में है की और से का को ने कि पर यह हैं इस भी नहीं एक कर था जो लिए ही तो",
}
_LANGUAGES_WITH: dict[str, tuple[str, ...]] = {}
for _language, _words in COMMON.items():
    for _word in dict.fromkeys(_words.split()):
        _LANGUAGES_WITH[_word] = (*_LANGUAGES_WITH.get(_word, ()), _language)
LANGUAGES = frozenset(COMMON)
"""The ISO 639 codes of the languages whose words are known."""
_WORD = re.compile(r"\w+")


def common_words_in(text: str) -> list[str]:
    """Return the words of a text that are among the most common ones of a language, as often as they occur."""
    return list(filter(_LANGUAGES_WITH.__contains__, _WORD.findall(text.casefold())))


def count_by_language(words: Iterable[str]) -> dict[str, int]:
    """Count, for each language, how many of such words are among its most common ones."""
    counts: dict[str, int] = {}
    for word, times in Counter(words).items():
        for language in _LANGUAGES_WITH[word]:
            counts[language] = counts.get(language, 0) + times
    return counts


def count_in(language: str, words: Iterable[str]) -> int:
    """Count how many of such words are among the most common ones of one language."""
    return sum(map(_words_of(language).__contains__, words))


@lru_cache(maxsize=len(COMMON))
def _words_of(language: str) -> frozenset[str]:
    return frozenset(COMMON[language].split()) if language in COMMON else frozenset()
