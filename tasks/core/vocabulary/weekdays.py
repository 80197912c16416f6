"""The names of the days of the week as written on news pages, by language.

They follow the Unicode CLDR (names and abbreviations). They tell in which order an all-digit day is written.
"""

from collections.abc import Mapping

WEEKDAYS: Mapping[str, str] = {
    "en": "monday mon, tuesday tue tues, wednesday wed, thursday thu thur thurs, friday fri, saturday sat, sunday sun",
    "de": "montag mo, dienstag di, mittwoch mi, donnerstag do, freitag fr, samstag sonnabend sa, sonntag so",
    "fr": "lundi lun, mardi mar, mercredi mer, jeudi jeu, vendredi ven, samedi sam, dimanche dim",
    "es": "lunes lun, martes mar, miércoles mié, jueves jue, viernes vie, sábado sáb, domingo dom",
    "it": "lunedì lun, martedì mar, mercoledì mer, giovedì gio, venerdì ven, sabato sab, domenica dom",
    "pt": "segunda segunda-feira seg, terça terça-feira ter, quarta quarta-feira qua, quinta quinta-feira qui, "
    "sexta sexta-feira sex, sábado sáb, domingo dom",
    "nl": "maandag ma, dinsdag di, woensdag wo, donderdag do, vrijdag vr, zaterdag za, zondag zo",
    "sv": "måndag mån, tisdag tis, onsdag ons, torsdag tors tor, fredag fre, lördag lör, söndag sön",
    "da": "mandag man, tirsdag tirs tir, onsdag ons, torsdag tors tor, fredag fre, lørdag lør, søndag søn",
    "no": "mandag man, tirsdag tirs tir, onsdag ons, torsdag tors tor, fredag fre, lørdag lør, søndag søn",
    "fi": "maanantai maanantaina ma, tiistai tiistaina ti, keskiviikko keskiviikkona ke, torstai torstaina to, "
    "perjantai perjantaina pe, lauantai lauantaina la, sunnuntai sunnuntaina su",
    "pl": "poniedziałek pon, wtorek wt, środa śr, czwartek czw, piątek pt, sobota sob, niedziela niedz nd",
    "cs": "pondělí po, úterý út, středa st, čtvrtek čt, pátek pá, sobota so, neděle ne",
    "sk": "pondelok po, utorok ut, streda st, štvrtok št, piatok pi, sobota so, nedeľa ne",
    "hu": "hétfő h, kedd k, szerda sze, csütörtök cs, péntek p, szombat szo, vasárnap v",
    "ro": "luni lun, marți mar, miercuri mie, joi, vineri vin, sâmbătă sâm, duminică dum",
    "hr": "ponedjeljak pon, utorak uto, srijeda sri, četvrtak čet, petak pet, subota sub, nedjelja ned",
    "sr": "понедељак пон ponedeljak pon, уторак уто utorak uto, среда сре sreda sre, четвртак чет četvrtak čet, "
    "петак пет petak pet, субота суб subota sub, недеља нед nedelja ned",
    "sl": "ponedeljek pon, torek tor, sreda sre, četrtek čet, petek pet, sobota sob, nedelja ned",
    "bg": "понеделник пн, вторник вт, сряда ср, четвъртък чт, петък пт, събота сб, неделя нд",
    "ru": "понедельник пн, вторник вт, среда ср, четверг чт, пятница пт, суббота сб, воскресенье вс",
    "uk": "понеділок пн, вівторок вт, середа ср, четвер чт, п'ятниця пт, субота сб, неділя нд",
    "el": "δευτέρα δευ, τρίτη τρί, τετάρτη τετ, πέμπτη πέμ, παρασκευή παρ, σάββατο σάβ, κυριακή κυρ",
    "tr": "pazartesi pzt, salı sal, çarşamba çar, perşembe per, cuma cum, cumartesi cmt, pazar paz",
    "id": "senin sen, selasa sel, rabu rab, kamis kam, jumat jum'at jum, sabtu sab, minggu min",
    "ms": "isnin isn, selasa sel, rabu rab, khamis kha, jumaat jum, sabtu sab, ahad ahd",
    "ar": "الاثنين الإثنين, الثلاثاء, الأربعاء, الخميس, الجمعة, السبت, الأحد",
}
"""Seven entries separated by commas, from Monday to Sunday. The forms of a name are separated by blanks."""

LETTERS: Mapping[str, str] = {"ja": "月火水木金土日", "ko": "월화수목금토일"}
"""The letters that stand for the days of the week in brackets behind a date, from Monday to Sunday."""
