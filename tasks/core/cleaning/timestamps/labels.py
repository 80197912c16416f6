"""Words around a date, in the languages that dateline reads: labels, halves of the day, what stands between numbers."""

import re
from enum import Enum
from functools import lru_cache

_PUBLISHED = """
publish posted post released issued uploaded first_published date_published created on_air
veröffentlicht erschienen erstellt publiziert
publié publiee paru mis_en_ligne diffusé publicación publicad publicat publicado creado publicação postado
pubblicat gepubliceerd geplaatst publicerad publicerat udgivet offentliggjort publisert julkaistu avaldatud publicēts
paskelbta opublikowano data_publikacji dodano publikováno zveřejněno vydáno publikované objavljeno objavljen objava
публикован опубликован дата_публикации публікац опублікован публикувана објављено апублікавана
δημοσίευσ δημοσιεύ ανάρτηση αναρτήθηκε yayın yayınlanma giriş_tarihi eklenme oluşturma dərc
közzété megjelent publikálva publicat publikuar shpallur foilsithe cyhoeddwyd
diterbitkan dipublikasikan diposting tayang terbit diterbitkan nai-publish imechapishwa ilichapishwa ngày_đăng đăng
xuất_bản เผยแพร่ ลงวันที่ โพสต์ प्रकाशित पब्लिश প্রকাশ প্রকাশিত প্রকাশের شائع اشاعت تاریخ_انتشار انتشار منتشر
نشر تاريخ_النشر פורסם תאריך_פרסום გამოქვეყნდა հրապարակվ ထုတ်ဝေ
发布 發布 發佈 发表 發表 刊登 掲載 公開 配信 投稿 등록 입력 승인 기사입력 발행
"""
_MODIFIED = """
updated update last_modified modified edited revised last_reviewed changed
aktualisiert geändert zuletzt letzte_änderung bearbeitet letztes_update stand(?=:)
mis_à_jour mise_à_jour modifié actualizado actualizada actualitzat última_actualización modificado atualizado
atualização aggiornat ultimo_aggiornamento modifica bijgewerkt gewijzigd laatste_update uppdaterad ändrad opdateret
oppdatert sist_endret päivitetty muokattu uuendatud muudetud atjaunots atnaujinta aktualizacja zaktualizowano
aktualizováno aktualizované upraveno posodobljeno ažurirano izmijenjeno posljednja_izmjena
обновлен обновлён изменен изменён обновление оновлен актуализирана последна_промяна ажурирано абноўлена
ενημερώθηκε ενημέρωση τελευταία güncelleme güncellendi son_güncelleme yenilənib frissítve frissült módosítva
actualizat përditësuar nuashonraithe diweddarwyd diperbarui dikemas_kini dimutakhirkan imesasishwa cập_nhật
อัปเดต อัพเดต แก้ไข अपडेट संशोधित अद्यतन আপডেট হালনাগাদ اپ_ڈیٹ به_روزرسانی بروزرسانی آخرین_تغییر ویرایش
تحديث آخر_تحديث تعديل עודכן עדכון განახლდა թարմացվ
更新 修改 最終更新 수정 업데이트 최종수정
"""
"""Beginnings of words; ``_`` stands for a space, a hyphen or nothing."""


class Role(Enum):
    """What a date stands for on a page."""

    PUBLISHED = "published"
    MODIFIED = "modified"
    UNKNOWN = "unknown"


def _by_first_letter() -> dict[str, re.Pattern[str]]:
    alternatives: dict[str, list[tuple[str, str]]] = {}
    for group, words in (("modified", _MODIFIED), ("published", _PUBLISHED)):
        for word in sorted(words.split(), key=len, reverse=True):
            alternatives.setdefault(word[0], []).append((group, word.replace("_", r"[\s_-]?")))
    return {
        first: re.compile("|".join(f"(?P<{group}{at}>{word})" for at, (group, word) in enumerate(found)), re.IGNORECASE)
        for first, found in alternatives.items()
    }


_LABELS = _by_first_letter()
_WORD_START = re.compile(r"(?<![^\W\d_])[^\W\d_]|(?<=[a-z])[A-Z]|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def labels_in(text: str) -> list[tuple[int, int, Role]]:
    """Return where a text says "published" or "updated": start, end and which, in order.

    Reads sentences and names alike (``entry-date published``, ``dateModified``).
    """
    found: list[tuple[int, int, Role]] = []
    for start in _WORD_START.finditer(text):
        labels = _LABELS.get(start.group().lower())
        match = labels.match(text, start.start()) if labels else None
        if match and (not found or match.start() >= found[-1][1]):
            role = Role.MODIFIED if (match.lastgroup or "").startswith("modified") else Role.PUBLISHED
            found.append((match.start(), match.end(), role))
    return found


@lru_cache(maxsize=4096)
def role_of(name: str) -> Role:
    """Return what a class, id, property or label says that its date is; ``unknown`` where it says neither or both."""
    roles = {role for _, _, role in labels_in(name)}
    return roles.pop() if len(roles) == 1 else Role.UNKNOWN


BEFORE_NOON = (
    r"[aA]\.?\s?[mM]\b\.?|上午|午前|오전|凌晨|早上|清晨|π\.?\s?μ\.?|ق\.?\s?ظ|صباح[اًا]*|ص\b|पूर्वाह्न|सुबह|সকাল|"
    r"SA\b|ÖÖ\b|öö\b|de la mañana|da manhã|de\.|دوپہر سے پہلے|paradite|pg\b"
)
AFTER_NOON = (
    r"[pP]\.?\s?[mM]\b\.?|下午|午後|오후|晚上|晚间|傍晚|夜晚|μ\.?\s?μ\.?|ب\.?\s?ظ|بعد از ظهر|مساء[اًا]*|م\b|"
    r"अपराह्न|शाम|দুপুর|বিকাল|সন্ধ্যা|CH\b|ÖS\b|öS\b|de la tarde|de la noche|da tarde|da noite|du\.|md\b|ptg\b"
)
"""Halves of the day: beside a time of the twelve-hour clock."""


_LABEL_WORDS = 3
_DATE_LABEL = re.compile(
    r"\W*(?:date|datum|fecha|data|дата|dato|pvm|dátum|tarih|tanggal|ngày|tarehe|dată|datum|dagsetning|kuupäev|datums|"
    r"ημερομηνία|تاريخ|تاریخ|तारीख|दिनांक|তারিখ|วันที่|日期|日時|時間|时间|날짜|일시|on|le)\W*",
    re.IGNORECASE,
)


def is_label(text: str) -> bool:
    """Return whether a text is a label alone: that of a date, or what says "published" or "updated" of it."""
    return is_date_label(text) or (
        len(text.split()) <= _LABEL_WORDS and bool(labels_in(text)) and not any(map(str.isdecimal, text))
    )


def is_date_label(text: str) -> bool:
    """Return whether a text is a label that says only "date"."""
    return _DATE_LABEL.fullmatch(text) is not None
