"""Words beside dates, by language: labels, and the halves of the day.

``_`` stands for a space, a hyphen or nothing.
"""

from collections.abc import Mapping

PUBLISHED: Mapping[str, str] = {
    "en": (
        "publish posted post released issued issue_date uploaded first_published date_published created submitted "
        "written on_air release_date added_on date_added article_date news_date online_since"
    ),
    "de": (
        "veröffentlicht erschienen erstellt publiziert gepostet eingestellt verfasst geschrieben online_seit "
        "meldung_vom pressemitteilung_vom artikel_vom beitrag_vom veröffentlichungsdatum erscheinungsdatum "
        "eingetragen hinzugefügt"
    ),
    "fr": (
        "publié publiee paru mis_en_ligne diffusé mise_en_ligne posté rédigé écrit_le ajouté_le soumis_le "
        "créé_le date_de_création"
    ),
    "es": "publicación publicad publicado creado escrito enviado subido_el ingresado agregado fecha_de_creación",
    "ca": "publicat publicació data_de_publicació",
    "pt": "publicação publicado postado criado enviado escrito inserido cadastrado data_de_criação",
    "it": (
        "pubblicat creato scritto inserit postato data_di_pubblicazione data_pubblicazione inviato_il "
        "articolo_del uscito_il data_di_creazione"
    ),
    "nl": (
        "gepubliceerd geplaatst geschreven gepost toegevoegd verschenen aangemaakt publicatiedatum datum_publicatie"
    ),
    "sv": "publicerad publicerat skapad skrivet postad inlagd publiceringsdatum upplagd skriven",
    "da": "udgivet offentliggjort oprettet skrevet lagt_op publiceret udgivelsesdato oprettelsesdato opslået udgivelse",
    "no": "publisert lagt_ut skrevet opprettet lagt_inn publiseringsdato",
    "fi": "julkaistu luotu lähetetty kirjoitettu julkaisupäivä julkaisuaika lisätty",
    "et": "avaldatud avaldamis",
    "lv": "publicēts",
    "lt": "paskelbta publikav publikuota įrašyt",
    "pl": (
        "opublikowano data_publikacji dodano utworzono napisan wysłane opublikowan data_dodania "
        "data_utworzenia publikacja zamieszczon"
    ),
    "cs": (
        "publikováno zveřejněno vydáno vytvořeno napsáno přidáno vloženo publikován publikovan datum_vydání "
        "datum_zveřejnění"
    ),
    "sk": "publikované zverejnené pridané vytvorené vydané dátum_zverejnenia",
    "sl": "objavljeno objava datum_objave",
    "hr": "objavljeno objavljen objava objave datum_objav nadnevak_objave",
    "ru": (
        "публикован опубликован дата_публикации добавлен размещен размещён создан написан публикация "
        "опубликовал дата_создания дата_размещения"
    ),
    "uk": "публікац опубліков розміщен додано створено дата_публікації дата_створення",
    "bg": "опубликован публикува",
    "sr": "објављено објавен датум_објав objavljen datum_objav",
    "be": "апублікавана",
    "el": "δημοσίευσ δημοσιεύ ανάρτηση αναρτήθηκε γράφτηκε δημιουργήθηκε ημερομηνία_δημοσίευσης",
    "tr": (
        "yayın yayınlanma giriş_tarihi eklenme oluşturma yazıldı gönderildi eklendi oluşturulma ekleme_tarihi "
        "gönderilme haber_giriş yazılma"
    ),
    "az": "dərc buraxılış",
    "hu": ("közzété megjelent publikálva létrehozva feltöltve beküldve megjelenés közzététel publikálás létrehozás"),
    "ro": "publicat postat scris(?![a-z]) creat(?![a-z]) data_publicării adăugat data_adăugării publicați",
    "sq": "publikuar shpallur publikim data_e_publikimit",
    "ga": "foilsithe",
    "cy": "cyhoeddwyd",
    "id": (
        "diterbitkan dipublikasikan diposting tayang terbit dikirim ditulis dipublikasi rilis dibuat diposkan "
        "ditayangkan dipublish publikasi tanggal_publikasi"
    ),
    "ms": "diterbitkan",
    "fil": "nai-publish",
    "sw": "imechapishwa ilichapishwa",
    "vi": "ngày_đăng đăng xuất_bản được_viết ngày_viết ngày_tạo phát_hành",
    "th": "เผยแพร่ ลงวันที่ โพสต์ ตีพิมพ์",
    "hi": "प्रकाशित पब्लिश पोस्ट",
    "bn": "প্রকাশ প্রকাশিত প্রকাশের",
    "ur": "شائع اشاعت",
    "fa": "تاریخ_انتشار انتشار منتشر ارسال_شده",
    "ar": "نشر تاريخ_النشر أضيف بتاريخ نُشر تم_النشر كتب_في تاريخ_الإضافة النشر",
    "he": "פורסם תאריך_פרסום נכתב",
    "ka": "გამოქვეყნდა",
    "hy": "հրապարակվ",
    "my": "ထုတ်ဝေ",
    "zh": (
        "发布 發布 發佈 发表 發表 刊登 发稿 发文 發文 张贴 張貼 公布 "
        "添加时间 建立时间 建立時間 文章时间 上传时间 录入时间"
    ),
    "ja": "掲載 公開 配信 投稿 公表 発表 作成 登録 発行 発信",
    "ko": "등록 입력 승인 기사입력 발행 작성 게시 배포 보도일 발간",
    "af": "gepubliseer geplaas publikasiedatum",
    "eu": "argitaratu argitara",
    "is": "birt birtist",
    "gu": "પ્રકાશિત",
    "mr": "प्रकाशन पोस्ट प्रकाशित",
    "ml": "പ്രസിദ്ധീകരിച്ച എഴുതിയത്",
    "ta": "வெளியிடப்பட்ட பதிவு",
    "te": "ప్రచురి ప్రచురణ ప్రచురుం",
    "kn": "ಪ್ರಕಟ",
    "pa": "ਪ੍ਰਕਾਸ਼ਿਤ ਛਪਾਈ",
    "km": "ចេញផ្សាយ",
    "lo": "ເຜີຍແຜ່",
    "kk": "жариялан",
    "ky": "жарыялан",
    "uz": "e'lon_qilin chop_etil эълон_қилин",
    "tg": "нашр",
    "mk": "објавено",
    "ps": "خپور",
    "ku": "weşandin",
    "ha": "wallafa",
    "bs": "objavljen objave datum_objav",
}
"""The beginnings of labels of a date of publication."""

MODIFIED: Mapping[str, str] = {
    "en": "updated update last_modified modified edited revised last_reviewed changed",
    "de": "aktualisiert geändert zuletzt letzte_änderung bearbeitet letztes_update stand(?=:)",
    "fr": "mis_à_jour mise_à_jour modifié actualisé",
    "es": "actualizado actualizada actualización última_actualización modificado última_modificación",
    "ca": "actualitzat",
    "pt": "atualizad atualização modificado actualizado última_modificação alterado",
    "it": "aggiornat ultimo_aggiornamento modifica",
    "nl": "bijgewerkt gewijzigd aangepast laatste_update",
    "sv": "uppdaterad uppdaterat ändrad senast_ändrad",
    "da": "opdateret ændret sidst_ændret",
    "no": "oppdatert sist_endret",
    "fi": "päivitetty muokattu",
    "et": "uuendatud muudetud",
    "lv": "atjaunots",
    "lt": "atnaujinta",
    "pl": "aktualizacja zaktualizowan ostatnia_aktualizacja ostatnia_modyfikacja ostatnia_zmiana zmodyfikowan",
    "cs": "aktualizován aktualizace upraveno poslední_aktualizace",
    "sk": "aktualizované aktualizácia upravené upraveno",
    "sl": "posodobljeno zadnja_sprememba",
    "hr": "ažurirano izmijenjeno posljednja_izmjena",
    "ru": "обновлен обновлён изменен изменён обновление",
    "uk": "оновлен змінен останні_зміни",
    "bg": "актуализиран последна_промяна обновен последна_редакция",
    "sr": "ажурирано измењено последња_измена",
    "be": "абноўлена",
    "el": "ενημερώθηκε ενημέρωση τελευταία ανανεώθηκε",
    "tr": "güncelleme güncellendi son_güncelleme",
    "az": "yenilənib",
    "hu": "frissítve frissült módosítva",
    "ro": "actualizat actualizare modificat ultima_actualizare",
    "sq": "përditësuar",
    "ga": "nuashonraithe",
    "cy": "diweddarwyd",
    "id": "diperbarui dimutakhirkan",
    "ms": "dikemas_kini dikemaskini",
    "sw": "imesasishwa",
    "vi": "cập_nhật chỉnh_sửa",
    "th": "อัปเดต อัพเดต แก้ไข",
    "hi": "अपडेट संशोधित अद्यतन",
    "bn": "আপডেট হালনাগাদ",
    "ur": "اپ_ڈیٹ تازہ_کاری",
    "fa": "به_روزرسانی بروزرسانی آخرین_تغییر ویرایش",
    "ar": "تحديث آخر_تحديث تعديل",
    "he": "עודכן עדכון",
    "ka": "განახლდა",
    "hy": "թարմացվ",
    "zh": "更新 修改",
    "ja": "更新 最終更新",
    "ko": "수정 업데이트 최종수정",
    "af": "opgedateer bygewerk",
    "eu": "eguneratu",
    "is": "uppfært",
    "gu": "અપડેટ",
    "ml": "അപ്ഡേറ്റ് അപ്‌ഡേറ്റ് പുതുക്കി",
    "ta": "புதுப்பிக்கப்பட்ட",
    "te": "అప్‌డేట్ అప్డేట్ నవీకరి",
    "kn": "ಅಪ್‌ಡೇಟ್ ಅಪ್ಡೇಟ್ ನವೀಕರಿ",
    "pa": "ਅਪਡੇਟ ਅੱਪਡੇਟ",
    "km": "ធ្វើបច្ចុប្បន្នភាព",
    "lo": "ອັບເດດ",
    "kk": "жаңартыл",
    "ky": "жаңыртыл",
    "uz": "yangilan янгилан",
    "tg": "навсозӣ",
    "mk": "ажурирано",
    "ps": "تازه",
    "ku": "rojanekirin",
    "fil": "na-update in-update",
}
"""The beginnings of labels of a date of modification."""

DATE: Mapping[str, str] = {
    "en": "date on dated",
    "de": "datum",
    "es": "fecha el",
    "it": "data",
    "ru": "дата",
    "da": "dato",
    "fi": "pvm päivämäärä",
    "hu": "dátum",
    "tr": "tarih",
    "id": "tanggal",
    "vi": "ngày",
    "sw": "tarehe",
    "ro": "dată",
    "is": "dagsetning",
    "et": "kuupäev",
    "lv": "datums",
    "el": "ημερομηνία ημ/νία",
    "ar": "تاريخ التاريخ",
    "fa": "تاریخ",
    "hi": "तारीख दिनांक",
    "bn": "তারিখ",
    "th": "วันที่",
    "ja": "日期 日時 時間 日付",
    "zh": "日期 時間 时间",
    "ko": "날짜 일시 일자",
    "fr": "le",
    "cs": "dne",
    "sk": "dátum",
    "pl": "dnia",
    "pt": "em",
}
"""Labels that only say "date"."""

BETWEEN: Mapping[str, str] = {
    "en": "st nd rd th of the",
    "de": "den der des",
    "fr": "er re ème de",
    "es": "de del",
    "pt": "de",
    "gl": "de",
    "ca": "d de del",
    "it": "di",
    "mt": "ta",
    "sv": "den",
    "da": "den",
    "pl": "w",
    "cs": "dne",
    "sl": "dne",
    "lt": "m metų",
    "lv": "gada gadā",
    "et": "aasta",
    "ru": "года году год г го е ое",
    "uk": "року рік р",
    "el": "ος η ης",
    "sq": "viti",
    "tr": "yıl",
    "az": "il ili",
    "kk": "жылғы жылы жыл ж",
    "uz": "yil yili",
    "ka": "შ წელი წლის",
    "hy": "թ ին",
    "he": "ב של",
    "ar": "سنة عام",
    "fa": "سال",
    "ur": "سال",
    "hi": "सन् ई साल",
    "bn": "সালের",
    "th": "ที่",
    "km": "ឆ្នាំ ខែ",
    "vi": "năm",
    "fil": "ng",
    "eu": "ko eko",
    "mul": "da do e é na an اے rokut hada",
}
"""What may stand between the day, the month and the year, as whole words. ``mul``: in several languages."""
