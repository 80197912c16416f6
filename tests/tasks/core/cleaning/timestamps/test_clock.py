"""Times of day beside words that say which half of the day they belong to, in many languages."""

import pytest

from dateline.tasks.core.cleaning.timestamps.parse import parse_moment
from dateline.tasks.core.cleaning.timestamps.reading import Hints


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("vi", "07/06/2023, lúc 09:40 CH", "21:40"),
        ("vi", "12:40 SA 07/06/2023", "00:40"),
        ("vi", "9 giờ 40 phút tối 7/6/2023", "21:40"),
        ("bn", "৭ জুন ২০২৩, ০৯:৪০ পিএম", "21:40"),
        ("bn", "৭ জুন ২০২৩, রাত ৯টা ৪০ মিনিট", "21:40"),
        ("hi", "7 जून 2023, 9:40 पीएम", "21:40"),
        ("ml", "7 ജൂൺ 2023, രാത്രി 9:40", "21:40"),
        ("ne", "7 जून 2023, बेलुका 5:40", "17:40"),
        ("si", "2023 ජූනි 7 ප.ව. 9:40", "21:40"),
        ("my", "7 ဇွန် 2023 ညနေ 5:40", "17:40"),
        ("ms", "7 Jun 2023, 09:40 PTG", "21:40"),
        ("fil", "Hunyo 7, 2023, 9:40 ng gabi", "21:40"),
        ("af", "7 Junie 2023 om 9:40 saans", "21:40"),
        ("is", "7. júní 2023, kl. 5:40 síðdegis", "17:40"),
        ("ga", "7 Meitheamh 2023, 9:40 i.n.", "21:40"),
        ("eu", "2023ko ekainaren 7a, arratsaldeko 5:40", "17:40"),
        ("so", "7 Juun 2023, 5:40 galabnimo", "17:40"),
        ("hr", "7. lipnja 2023. u 9:40 navečer", "21:40"),
        ("hr", "7. lipnja 2023. u 5:40 poslijepodne", "17:40"),
        ("ru", "7 июня 2023, вечером в 9:40", "21:40"),
        ("ru", "7 июня 2023 (ещё сегодня в 9:40)", "09:40"),
        ("uk", "7 червня 2023, увечері о 9:40", "21:40"),
        ("pl", "7 czerwca 2023, wieczorem o 9:40", "21:40"),
        ("cs", "7. června 2023 odpoledne ve 3:40", "15:40"),
        ("cs", "7. června 2023 v 9 hodin večer", "21:00"),
        ("th", "7 มิถุนายน 2566 เวลา 9:40 ค่ำ", "21:40"),
        ("fr", "7 juin 2023, 9 heures du soir", "21:00"),
        ("fr", "7 juin 2023, 21 heures 40", "21:40"),
        ("it", "7 giugno 2023, le 3.40 di pomeriggio", "15:40"),
        ("uz", "2023 йил 7 июн, кечки 9:40", "21:40"),
        ("tg", "7 июни 2023, бегоҳӣ 9:40", "21:40"),
        ("ar", "7 يونيو 2023 الساعة 9:40 بعد الظهر", "21:40"),
        ("zh", "2023年6月7日 晚間9:40", "21:40"),
        ("zh", "2023年6月7日 夜间9时40分", "21:40"),
        ("ja", "2023年6月7日 夕刻5時40分", "17:40"),
        ("ja", "2023年6月7日 PM9:40", "21:40"),
        ("de", "7. Juni 2023 9.40 Abends", "21:40"),
        ("en", "7 June 2023, 9:40 (evening)", "21:40"),
        ("en", "7 June 2023, 9:40 Evening Star", "09:40"),
        ("en", "7 June 2023, 9:40 pmq", "09:40"),
        ("sw", "7 Juni 2023, saa 3:40 usiku", None),
        ("sw", "7 Juni 2023, 3:40 asubuhi", None),
        ("sw", "7 Juni 2023, 21:40", "21:40"),
        ("am", "7 ጁን 2023 ከምሽቱ 3:40", None),
    ],
)
def test_a_part_of_the_day_decides_the_half(language: str, text: str, expected: str | None) -> None:
    """Where hours are counted from dawn and dusk, only the day is read."""
    reading = parse_moment(text, Hints(language=language))
    assert reading is not None
    assert reading.wall.date().isoformat() == "2023-06-07"
    assert (reading.wall.isoformat(timespec="minutes")[11:] if reading.timed else None) == expected
