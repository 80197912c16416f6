"""Pages that only ask for consent are blocked, to be tried again; articles about cookies are not."""

import pytest

from dateline.tasks.core.cleaning import Extraction, Page, Verdict, clean_page
from dateline.tasks.core.models import Reason
from dateline.tasks.core.vocabulary.consent_lines import CONSENT_LINES

URL = "https://www.harbour-post.example/town/old-lighthouse-stays-lit"
REQUESTS = {
    "en": "To go on reading, please agree to our use of cookies, or take out a subscription.",
    "de": "Wir und unsere Partner verwenden Cookies und ähnliche Technologien, um Werbung auszuspielen.",
    "fr": "Avec votre accord, nos partenaires et nous utilisons des cookies pour mesurer l’audience.",
    "es": "Nosotros y nuestros socios utilizamos cookies para mostrar anuncios que le interesen.",
    "it": "Noi e i nostri partner utilizziamo cookie per misurare le visite e mostrare annunci.",
    "pt": "Nós e os nossos parceiros usamos cookies para medir visitas e mostrar anúncios.",
    "nl": "Wij en onze partners gebruiken cookies om bezoeken te meten en advertenties te tonen.",
    "sv": "Vi och våra partner använder cookies för att mäta besök och visa annonser.",
    "da": "Vi og vores partnere bruger cookies til at måle besøg og vise annoncer.",
    "no": "Vi og våre partnere bruker informasjonskapsler til å måle besøk og vise annonser.",
    "fi": "Me ja kumppanimme käytämme evästeitä kävijöiden mittaamiseen ja mainontaan.",
    "pl": "My i nasi partnerzy używamy plików cookies, aby mierzyć odwiedziny i wyświetlać reklamy.",
    "cs": "My a naši partneři používáme soubory cookie k měření návštěv a k reklamě.",
    "sk": "My a naši partneri používame súbory cookie na meranie návštev a na reklamu.",
    "hu": "Mi és partnereink sütiket használunk a látogatások mérésére és hirdetésekhez.",
    "ro": "Noi și partenerii noștri folosim cookies pentru a măsura vizitele și pentru reclame.",
    "tr": "Biz ve ortaklarımız ziyaretleri ölçmek için çerezleri kullanıyoruz.",
    "el": "Εμείς και οι συνεργάτες μας χρησιμοποιούμε cookies για μετρήσεις και διαφημίσεις.",
    "ru": "Мы и наши партнёры используем файлы cookie, чтобы измерять посещения и показывать рекламу.",
    "uk": "Ми та наші партнери використовуємо файли cookie для вимірювання відвідувань і реклами.",
    "zh": "我们和我们的合作伙伴使用 cookie 来统计访问量并展示广告。",
    "ja": "当社と提携先は、訪問の計測と広告表示のためにCookieを使用します。",
    "ko": "당사와 파트너는 방문 측정과 광고를 위해 쿠키를 사용합니다.",
    "bg": "Ние и нашите партньори използваме бисквитки, за да измерваме посещенията и да показваме реклами.",
    "sr": "Ми и наши партнери користимо колачиће да меримо посете и приказујемо огласе.",
    "hr": "Mi i naši partneri koristimo kolačiće za mjerenje posjeta i prikaz oglasa.",
    "sl": "Mi in naši partnerji uporabljamo piškotke za merjenje obiskov in prikaz oglasov.",
    "et": "Meie ja meie partnerid kasutame küpsiseid külastuste mõõtmiseks ja reklaamide näitamiseks.",
    "lv": "Mēs un mūsu partneri izmantojam sīkdatnes, lai mērītu apmeklējumus un rādītu reklāmas.",
    "lt": "Mes ir mūsų partneriai naudojame slapukus apsilankymams matuoti ir reklamoms rodyti.",
    "ca": "Nosaltres i els nostres socis utilitzem galetes per mesurar visites i mostrar anuncis.",
    "id": "Kami dan mitra kami menggunakan cookie untuk mengukur kunjungan dan menampilkan iklan.",
    "vi": "Chúng tôi và đối tác sử dụng cookie để đo lượt truy cập và hiển thị quảng cáo.",
    "ar": "نحن وشركاؤنا نستخدم ملفات تعريف الارتباط لقياس الزيارات وعرض الإعلانات على هذا الموقع.",
    "fa": "ما و شرکای ما از کوکی برای سنجش بازدید و نمایش آگهی استفاده می‌کنیم.",
    "he": "אנחנו והשותפים שלנו משתמשים בעוגיות כדי למדוד ביקורים ולהציג מודעות.",
    "hi": "हम और हमारे साझेदार विज़िट मापने और विज्ञापन दिखाने के लिए कुकी का उपयोग करते हैं।",
    "th": "เราและพันธมิตรใช้คุกกี้เพื่อวัดจำนวนการเข้าชมและแสดงโฆษณา",
}


def cleaned(body: str) -> Extraction | Verdict:
    """Return the result for a page with this body."""
    return clean_page(Page(f'<meta charset="utf-8"><title>Harbour Post</title>{body}'.encode(), URL))


@pytest.mark.parametrize("language", sorted(CONSENT_LINES))
def test_a_dated_request_for_consent_is_blocked(language: str) -> None:
    """In each language, a page with headline and date that only asks for consent is blocked."""
    result = cleaned(f"<h1>Harbour Post</h1><p>3 March 2026</p><p>{REQUESTS[language]}</p><p>{REQUESTS[language]}!</p>")
    assert isinstance(result, Verdict)
    assert result.reason is Reason.BLOCKED


def test_terms_of_a_click_are_not_taken_for_a_newsletter() -> None:
    """A page that only asks is told as such, even if its one line reads like the terms of a form."""
    line = "By clicking accept, you agree that we and our partners use cookies to measure visits and to show adverts."
    result = cleaned(f"<h1>Harbour Post</h1><p>3 March 2026</p><p>{line}</p>")
    assert isinstance(result, Verdict)
    assert result.reason is Reason.BLOCKED


def test_news_about_cookies_is_news() -> None:
    """A short article about cookies does not ask for consent."""
    result = cleaned(
        "<h1>Court limits cookies on town websites</h1><p>3 March 2026</p><p>Towns may no longer store cookies on the "
        "devices of citizens who have not said yes, a court in the county town ruled on Tuesday.</p><p>A reader had "
        "sued after he counted nineteen of them on the page of the swimming bath.</p>"
    )
    assert isinstance(result, Extraction)


def test_a_banner_above_a_short_item_is_no_wall() -> None:
    """A consent banner beside a story does not block it."""
    result = cleaned(
        f"<div><p>{REQUESTS['en']}</p><p>{REQUESTS['en']}</p></div><article><h1>Swing bridge closed until Tuesday</h1>"
        "<p>16 March 2026</p><p>The swing bridge stays shut to cars until Tuesday evening. A barge struck its pier on "
        "Sunday, and divers have found a crack in the bearing, the county said.</p><p>Pedestrians may cross. Buses go "
        "round by the mill.</p></article>"
    )
    assert isinstance(result, Extraction)


@pytest.mark.parametrize(
    "request_",
    [
        "Met jouw toestemming gebruiken wij en onze partners cookies om advertenties te personaliseren.",
        "Onze site en derden plaatsen cookies en vergelijkbare technieken om informatie op te slaan.",
        "Lisez notre site gratuitement en acceptant les cookies et le suivi publicitaire.",
        "Med dit samtykke bruger vi og vores partnere cookies til at vise annoncer på siden.",
        "Med ditt samtykke bruker vi og våre partnere informasjonskapsler til å vise annonser.",
    ],
)
def test_a_request_may_have_its_verb_first(request_: str) -> None:
    result = cleaned(f"<h1>Harbour Post</h1><p>3 March 2026</p><p>{request_}</p>")
    assert isinstance(result, Verdict)
    assert result.reason is Reason.BLOCKED
