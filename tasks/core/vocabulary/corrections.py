# ruff: noqa: E501 - an alternative is read as one line
"""How newsrooms write that they corrected an article, by language: regular expressions, one per line.

They are matched against lines in lower case. Each alternative of what begins a note begins with plain letters, by
which `tasks.core.cleaning.text.notes` rules out most lines at once.
"""

from collections.abc import Mapping

LABELS: Mapping[str, str] = {
    "en": r"""
        (?:a )?correction(?:s|(?:\(s\)))?(?: appended| notice| note)?
        clarifications?
        corrigend(?:um|a)
        retraction
        corrected(?: version)?
        errat(?:um|a)(?: corrige)?""",
    "de": r"""
        korrektur(?:en|hinweis|vermerk)?
        richtigstellung(?:en)?
        berichtigung(?:en)?
        klarstellung""",
    "fr": r"""
        rectificati(?:f|on)s?
        précision de la rédaction
        correctif
        errat(?:um|a)""",
    "it": r"""
        rettifica
        correzione
        precisazione""",
    "es": r"""
        fe de (?:errores|erratas?)
        correcci(?:ón|ones)
        rectificaci(?:ón|ones)
        aclaraci(?:ón|ones)
        fe d['’]errad[ae]s""",
    "pt": r"""
        correç(?:ão|ões)
        retificaç(?:ão|ões)
        erramos
        esclarecimento""",
    "ca": r"correcci(?:ó|ons)",
    "nl": r"""
        correctie(?:s| en aanvulling(?:en)?)?
        rectificatie
        verbetering""",
    "sv": r"""
        rättelse(?:r)?
        förtydligande
        korrigering""",
    "no": r"""
        rettelse(?:r)?
        korreksjon
        presisering
        retting""",
    "da": r"""
        fejl og fakta
        præcisering
        berigtigelse""",
    "fi": r"oikaisu|korjaus|täsmennys",
    "et": r"õiendus|parandus",
    "pl": r"sprostowanie|errata|korekta|wyjaśnienie redakcji",
    "cs": r"oprava|opravujeme|upřesnění|omluva",
    "sk": r"oprava|spresnenie",
    "hu": r"helyesbítés|helyreigazítás|pontosítás|korrekció",
    "ro": r"erată|rectificare|corecție",
    "hr": r"ispravak|ispravka",
    "sr": r"исправка",
    "bg": r"поправка|уточнение|корекция",
    "ru": r"исправлени[ея]|поправка|уточнение|опровержение",
    "uk": r"виправлення|уточнення|спростування",
    "el": r"διόρθωση|διευκρίνιση|επανόρθωση|ανασκευή",
    "tr": r"düzeltme(?: ve özür| notu)?|tekzip",
    "id": r"ralat|koreksi",
    "vi": r"đính chính",
    "ar": r"تصحيح(?: خطأ)?|تصويب|استدراك|توضيح",
    "fa": r"اصلاحیه|تصحیح",
    "he": r"תיקון(?: טעות)?|הבהרה|תיקון והתנצלות",
    "hi": r"भूल सुधार|शुद्धिपत्र",
    "zh": r"更正(?:启事|啟事|说明|說明|声明|聲明)?|勘误|勘誤|订正|澄清(?:启事|啟事)",
    "ja": r"訂正(?:とおわび|とお詫び|と おわび|・おわび|して(?:おわび|お詫び)します|版)?|おわびと訂正|お詫びと訂正|修正履歴|おことわり",
    "ko": r"정정(?: ?보도(?:문)?)?|바로 ?잡습니다|바로잡음",
    "th": r"แก้ไขข่าว|แก้ข่าว",
}
"""What stands before the note, or above it: with a colon, in brackets, or alone in its line."""

NOTES: Mapping[str, str] = {
    "en": r"""
        editor(?:['’]s|s['’]?|ial)? note
        eds?(?:itors?['’]?)?\.? note
        note to (?:our )?(?:readers|editors)
        note from the editors?
        apology""",
    "de": r"""
        anmerkung(?: der redaktion| d\. ?red\.?)?
        anm\. ?d\. ?red\.?
        hinweis(?: der redaktion)?
        transparenzhinweis
        redaktioneller hinweis""",
    "fr": r"note de la rédaction|précision|note aux lecteurs|ndlr",
    "it": r"nota (?:della redazione|del direttore)|ndr[:.]",
    "es": r"nota (?:del editor|de la redacción|de redacción|de la editora|a los lectores)",
    "pt": r"nota (?:da redação|do editor|de redação)",
    "nl": r"noot van de redactie|redactionele noot|naschrift|opmerking van de redactie",
    "sv": r"redaktionens (?:anmärkning|kommentar)|not från redaktionen",
    "no": r"redaksjonell merknad|redaksjonen gjør oppmerksom|merknad",
    "da": r"redaktionel note|note fra redaktionen",
    "fi": r"toimituksen huomautus",
    "pl": r"od redakcji|uwaga redakcji|nota redakcyjna",
    "cs": r"poznámka redakce|pozn\. ?red|od redakce",
    "sk": r"poznámka redakcie",
    "hu": r"szerkesztői megjegyzés|a szerkesztőség megjegyzése",
    "ro": r"nota redacției",
    "ru": r"от редакции|примечание редакции",
    "uk": r"від редакції|примітка редакції",
    "el": r"σημείωση (?:της )?(?:σύνταξης|συντάκτη|συντακτών)",
    "tr": r"editör(?:ün)? notu",
    "ar": r"ملاحظة(?: المحرر| من المحرر| التحرير)?|تنويه",
    "he": r"הערת (?:ה)?(?:מערכת|עורך)",
    "zh": r"编者注|編者註|编者按|編者按|编注|編按|编辑注",
    "ja": r"編集部注|編集部より|編集部から",
    "ko": r"편집자 ?주|편집자 ?註|알림|알려드립니다",
}
"""What stands before notes of all kinds. Such a note is about a correction if it says so (`CHANGES`, `MENDED`)."""

UPDATES: Mapping[str, str] = {
    "en": r"updated?|note",
    "de": r"aktualisierung|nachtrag",
    "fr": r"mise? à jour|actualisation|actualisé",
    "it": r"aggiornamento|nota",
    "es": r"actualización|nota",
    "pt": r"atualização|nota",
    "nl": r"noot",
    "sv": r"uppdatering|uppdaterad",
    "no": r"oppdatering|oppdatert",
    "da": r"opdatering|opdateret",
    "fi": r"päivitys|päivitetty",
    "pl": r"aktualizacja|uwaga",
    "cs": r"aktualizace",
    "sk": r"aktualizácia",
    "hu": r"frissítés",
    "ro": r"actualizare",
    "ru": r"обновление|обновлено|примечание",
    "uk": r"оновлення|оновлено|примітка",
    "el": r"ενημέρωση",
    "tr": r"güncelleme",
    "ar": r"تحديث",
    "he": r"עדכון",
    "ja": r"追記|注[:：]",
}
"""What stands before news as well as before notes. Only `CHANGES` make a note of it: "Update: the court has corrected
its sentence" is news."""

_EN_THIS = (
    r"this (?:(?:news|opinion|web|online|blog|live|feature|photo|video|data|print) )?(?:article|story|post|piece|report|column|headline|caption|page|review|interview|obituary|essay"
    r"|video|transcript|dispatch|explainer|analysis|item|entry|news item|press release|live blog)"
)
_EN_CHANGED = (
    r"(?:(?:since|also|later|subsequently|further|now|twice) )?(?:(?:been|was|were) )?(?:(?:since|also|later|subsequently|further) )?"
    r"(?:corrected|amended|clarified|retracted|modified|(?:updated|edited|changed|revised)(?! (?:for (?:length|clarity|style|publication)|and condensed|regularly|daily|weekly|often|frequently|every|continu|constantly|throughout))"
    r".{0,60}?\b(?:(?:to|because|after) (?!read|continue|date\b)|with (?!(?:additional|new|more|the latest|latest|further|breaking|fresh)\b))\w+"
    r"|changed\b)"
)

CHANGES: Mapping[str, str] = {
    "en": rf"""
        {_EN_THIS} (?:has|have|was|were|had) {_EN_CHANGED}
        {_EN_THIS} (?:originally|previously|initially|incorrectly|erroneously|mistakenly|earlier|at first|first) (?:said|stated|reported|mis\w+|identified|gave|listed|referred|named|described|claimed|attributed|credited|quoted|implied|suggested|put|spelled|spelt)
        {_EN_THIS} (?:misspel\w+|misstated|misidentified|misattributed|misquoted|corrects)\b
        this version (?:of (?:the|this) \w+ )?(?:corrects|has been corrected|clarifies|was corrected)
        an? (?:earlier|previous|original|prior|initial|former) (?:version|edition|headline|caption) (?:of|on|in|for|to|accompanying) (?:{_EN_THIS}|the (?:article|story|headline|column|post|piece)\b)
        (?:earlier|previous) versions of (?:{_EN_THIS}|the (?:article|story|headline)\b)
        an earlier version (?:incorrectly|mis\w+|erroneously|mistakenly)
        in an? (?:earlier|previous|original|prior|initial) version of (?:{_EN_THIS}|the (?:article|story)\b)
        the (?:original|earlier|previous|initial|first) version of {_EN_THIS}
        the (?:original|earlier|previous|initial) (?:version|headline|caption|photo)\b[^.]{{0,40}} {_EN_THIS}
        the (?:headline|title|caption|name|spelling|date|text|graphic|chart|photo|photograph|picture|image|summary|subheading|standfirst|second paragraph|first paragraph|figure|figures)\b[^.]{{0,60}}(?:{_EN_THIS}|(?:article|story)) (?:has|have|was|were) {_EN_CHANGED}
        the (?:article|story|post|piece|headline|text) has (?:since |now )?been (?:since |now )?(?:corrected|amended|clarified|updated to|changed to)
        (?:because of|due to|owing to) an? (?:\w+ ){{0,2}}error,? (?:{_EN_THIS}|an? (?:article|story|earlier|previous|caption|headline|obituary|review|report)|the (?:article|headline|caption|story))\b
        we (?:have |['’]ve )?(?:corrected|amended|clarified|removed|changed|withdrawn|retracted)\b[^.]{{0,80}} {_EN_THIS}
        we (?:have |['’]ve )?updated {_EN_THIS} to (?:correct|clarify|reflect|remove|include|add|fix|make clear|show)\b
        a correction (?:was|has been) (?:made|added|appended|issued|published)\b[^.]{{0,60}}(?:{_EN_THIS}|\d{{4}})
        corrects\b.{{0,90}}\b(?:paragraph|paragraphs|para|paras|headline|dateline|byline|spelling|in lead|throughout)\b
        correction to this""",
    "de": r"""
        in (?:einer|der) (?:früheren|ersten|vorherigen|ursprünglichen|vorigen|älteren|anfänglichen|vorangegangenen) (?:version|fassung)(?: (?:(?:dieses|des|unseres|dieser|der) (?:artikels?|textes?|beitrags?|berichts?|meldung|interviews?|kommentars?|seite|grafik|überschrift|geschichte|nachricht)\b|(?:hieß|stand|hatten wir|haben wir|schrieben wir|war (?:fälschlich|irrtümlich)|wurde (?:fälschlich|irrtümlich))))
        wir (?:hatten|haben|schrieben)(?: zunächst| ursprünglich)? in (?:einer|der) (?:früheren|ersten|vorherigen|ursprünglichen) (?:version|fassung)
        in einem früheren (?:artikel|text) hieß es
        eine (?:frühere|erste|vorherige|ursprüngliche) (?:version|fassung) (?:dieses|des|unseres|dieser|der) (?:artikels?|textes?|beitrags?|berichts?|meldung|interviews?)
        die (?:ursprüngliche|frühere|erste) (?:version|fassung) (?:dieses|des|unseres) (?:artikels?|textes?|beitrags?|berichts?|interviews?)
        (?:ursprünglich|zunächst|zuvor|anfangs) (?:hieß es|stand|war|hatten wir|haben wir) (?:hier|an dieser stelle|in diesem (?:artikel|text|beitrag|bericht))
        dieser (?:artikel|text|beitrag|bericht|kommentar) (?:wurde|ist) (?:[^.]|(?<=\d)\.){0,120}?(?:korrigiert|berichtigt|geändert|richtiggestellt|präzisiert|angepasst|verändert|überarbeitet|ergänzt)
        diese (?:meldung|seite|grafik|nachricht) wurde (?:[^.]|(?<=\d)\.){0,60}?(?:korrigiert|berichtigt|geändert|richtiggestellt|präzisiert|ergänzt)
        im (?:artikel|text|beitrag|bericht) (?:hieß es|stand|war) (?:zunächst|ursprünglich|zuvor|fälschlich|irrtümlich|anfangs)
        der (?:artikel|text|beitrag|bericht) wurde (?:[^.]|(?<=\d)\.){0,60}?(?:nachträglich|korrigiert|berichtigt|richtiggestellt)
        die überschrift (?:dieses|des) (?:artikels|textes|beitrags) wurde
        wir haben (?:den|das|die|diesen|dieses|diese|dies|es) (?:fehler|artikel|text|passage|stelle|überschrift|angabe|zahl|namen)\b[^.]{0,60}(?:korrigiert|berichtigt|geändert|richtiggestellt|präzisiert)""",
    "fr": r"""
        (?:cet|l['’]) ?article (?:a été|est) (?:modifié|corrigé|amendé|rectifié|actualisé (?:pour|afin)|mis à jour[^.]{0,40}(?:pour|afin de|à la suite|après) )
        (?:cette|ce) (?:page|dépêche|version|texte|tribune|entretien|billet|papier) (?:a été (?:modifié|corrigé|rectifié|amendé)|corrige )
        article (?:corrigé|modifié|rectifié)(?:,| le\b| à\b| après\b| pour\b)
        une (?:version|première version) (?:précédente|antérieure|initiale|erronée)?\s?(?:de (?:cet|cette|ce|l['’])|du (?:texte|papier)|indiquait|mentionnait)
        une (?:précédente|première) version (?:de (?:cet|cette|ce|l['’])|du (?:texte|papier)|indiquait|mentionnait)
        dans une (?:version|première version) (?:précédente |antérieure |initiale )?(?:de (?:cet|cette|ce|l['’])|du (?:texte|papier))
        dans une précédente version
        la version (?:initiale|précédente|antérieure) de (?:cet|l['’]) ?article
        le titre (?:de cet article|de l['’]article)? ?a été (?:modifié|corrigé|changé)
        contrairement à ce que nous (?:écrivions|avons écrit|avions écrit|indiquions|avons indiqué)
        nous avons (?:corrigé|modifié|rectifié)[^.]{0,60}(?:article|erreur|titre|texte)
        une erreur s['’]est glissée dans (?:une|la|cet|notre|l['’])""",
    "it": r"""
        una (?:versione|prima versione) (?:precedente )?(?:di (?:questo|quest['’])|dell['’]|del (?:testo|presente))
        (?:in una|nella) (?:versione|prima versione) (?:precedente )?(?:di (?:questo|quest['’])|dell['’]articolo|del (?:testo|presente))
        quest(?:o|['’]) ?(?:articolo|testo|pezzo) è stato (?:corretto|modificato|rettificato|aggiornato per)
        l['’]articolo è stato (?:corretto|rettificato)
        il titolo (?:di questo|dell['’])[^.]{0,20}è stato (?:corretto|modificato)
        abbiamo corretto""",
    "es": r"""
        en una (?:versión|primera versión|edición) (?:anterior|previa|inicial)? ?(?:de (?:est[ea]|la nota|la noticia)|del (?:artículo|texto))
        en una versión (?:anterior|previa) se
        una (?:versión|primera versión) (?:anterior|previa|inicial)? ?(?:de (?:est[ea]|la nota|la noticia)|del (?:artículo|texto))
        la (?:versión|primera versión) (?:anterior|previa|inicial|original) de (?:este|esta) (?:artículo|nota|noticia|información|texto|reportaje)
        est[ea] (?:artículo|nota|noticia|texto|información|reportaje|pieza|entrevista|crónica) (?:ha sido|fue) (?:modificad|corregid|rectificad|editad[oa] para|actualizad[oa][^.]{0,40}(?:para|tras|con) )
        el (?:título|titular) de est[ea] (?:artículo|nota|noticia)[^.]{0,20}(?:ha sido|fue) (?:modificad|corregid|cambiad)
        hemos (?:corregido|modificado|rectificado)""",
    "pt": r"""
        (?:numa|em uma) versão (?:anterior|prévia|inicial) (?:d(?:este|esta|este texto|o texto|a reportagem|a matéria|o artigo))
        uma (?:versão|primeira versão) (?:anterior|prévia|inicial)? ?d(?:este|esta|o texto|a reportagem|a matéria|o artigo|a notícia)
        a (?:versão|primeira versão) (?:anterior|inicial|original) d(?:este|esta|o texto|a reportagem|a matéria|o artigo)
        (?:este|esta) (?:texto|artigo|reportagem|matéria|notícia|entrevista|nota) foi (?:corrigid|modificad|alterad|retificad|atualizad[oa][^.]{0,40}(?:para|com|após) )
        o texto foi (?:corrigido|alterado)
        a (?:reportagem|matéria) foi corrigida
        diferentemente do (?:informado|publicado|que (?:foi )?(?:informou|informado|publicou|publicado|dizia|afirmou))
        ao contrário do (?:que (?:foi )?(?:informado|publicado|noticiado)|informado)""",
    "ca": r"""
        en una versió anterior d['’]aquest
        una versió anterior d['’]aquest
        aquest article ha estat (?:corregit|modificat)""",
    "nl": r"""
        in een (?:eerdere|vorige|oudere) versie van (?:dit|deze|het)
        een (?:eerdere|vorige|oudere) versie van (?:dit|deze|het)
        dit (?:artikel|bericht|stuk|verhaal) (?:is|werd) (?:[^.]|(?<=\d)\.){0,50}?(?:gecorrigeerd|aangepast|gewijzigd|verbeterd|gerectificeerd)
        in dit (?:artikel|bericht|stuk) stond (?:eerder|aanvankelijk|eerst)
        eerder stond in dit
        aanvankelijk stond in dit""",
    "sv": r"""
        i en tidigare version av (?:den här |denna |)(?:artikel|text|nyhet|krönika|intervju)
        i en tidigare version (?:stod|uppgavs|angavs|skrev)
        en tidigare version av (?:den här |denna |)(?:artikel|text)
        artikeln (?:har|är) (?:rättats|rättad|korrigerats|korrigerad|ändrats)
        den här (?:artikeln|texten) har (?:rättats|korrigerats|ändrats)
        texten har (?:rättats|korrigerats)""",
    "no": r"""
        i en tidligere versjon av (?:denne |)(?:saken|sak|artikkel|artikkelen|teksten)
        i en tidligere versjon (?:sto|skrev|ble)
        en tidligere versjon av (?:denne |)(?:saken|artikkelen|teksten)
        denne (?:saken|artikkelen) (?:er|ble|har blitt) (?:rettet|korrigert|endret|oppdatert med|oppdatert etter)
        artikkelen er (?:rettet|korrigert)""",
    "da": r"""
        i en tidligere (?:version|udgave) af (?:denne |)(?:artikel|artiklen|tekst|teksten|historie)
        i en tidligere (?:version|udgave) (?:stod|fremgik|skrev)
        en tidligere (?:version|udgave) af (?:denne |)(?:artikel|artiklen)
        denne artikel er (?:rettet|korrigeret|ændret|opdateret med|opdateret efter)
        artiklen er (?:rettet|korrigeret|blevet rettet)""",
    "fi": r"""
        jutun aiemmassa versiossa|jutun aikaisemmassa versiossa|artikkelin aiemmassa versiossa|jutussa aiemmin
        juttua (?:on )?(?:korjattu|muokattu|oikaistu|täsmennetty)|jutusta korjattu|artikkelia on (?:korjattu|oikaistu)
        korjattu (?:\d|klo)""",
    "pl": r"""
        w (?:poprzedniej|pierwotnej|pierwszej|wcześniejszej) wersji (?:tego |)(?:artykułu|tekstu|materiału)
        w (?:poprzedniej|pierwotnej|wcześniejszej) wersji (?:podaliśmy|błędnie|napisaliśmy)
        (?:poprzednia|pierwotna|wcześniejsza) wersja (?:tego )?(?:artykułu|tekstu)
        (?:ten )?(?:artykuł|tekst) został (?:poprawiony|skorygowany|zmieniony)""",
    "cs": r"""
        v (?:původní|předchozí|dřívější|první) verzi (?:tohoto |)(?:článku|textu|zprávy)
        původní verze (?:tohoto |)(?:článku|textu|zprávy)
        tento (?:článek|text) byl (?:opraven|upraven|změněn)
        text byl opraven|článek byl opraven|za chybu se (?:čtenářům )?omlouváme""",
    "sk": r"v (?:pôvodnej|predchádzajúcej) verzii (?:tohto )?(?:článku|textu)|tento článok bol (?:opravený|upravený)|článok sme opravili",
    "hu": r"cikkünk (?:korábbi|eredeti|első) (?:változatában|verziójában)|a cikk (?:korábbi|eredeti|első) (?:változatában|verziójában)|cikkünket (?:javítottuk|helyesbítettük|pontosítottuk)",
    "ro": r"într-o (?:versiune|variantă) anterioară a (?:acestui|articolului|acestei)|o (?:versiune|variantă) anterioară a (?:acestui|articolului)|acest articol a fost (?:corectat|modificat)",
    "ru": r"""
        в (?:предыдущей|первоначальной|ранней|более ранней|первой|прежней) версии (?:этой |этого |данной |данного |)(?:статьи|текста|материала|заметки|новости|публикации)
        ранее в (?:статье|тексте|материале|заметке|новости|этой статье|этом тексте)
        (?:эта |)(?:статья|заметка|новость) была (?:исправлена|изменена|уточнена)
        этот (?:текст|материал) был (?:исправлен|изменён|изменен|уточнён|уточнен)
        (?:текст|материал) (?:был )?исправлен""",
    "uk": r"""
        у (?:попередній|первинній|ранній|першій) версії (?:цієї |цього |)(?:статті|тексту|матеріалу|новини|публікації)
        в (?:попередній|первинній|ранній|першій) версії (?:цієї |цього |)(?:статті|тексту|матеріалу|новини|публікації)
        (?:цю |)(?:статтю|новину) (?:було )?(?:виправлено|змінено|уточнено)
        цей (?:текст|матеріал) (?:було )?(?:виправлено|змінено|уточнено)""",
    "el": r"σε (?:προηγούμενη|παλαιότερη|αρχική) (?:έκδοση|εκδοχή|μορφή) (?:αυτού του |του )(?:άρθρου|κειμένου|ρεπορτάζ)|(?:αυτό )?το άρθρο (?:έχει διορθωθεί|διορθώθηκε|τροποποιήθηκε)",
    "tr": r"""
        bu (?:haberin|yazının|makalenin|metnin) (?:önceki|daha önceki|ilk) (?:sürümünde|versiyonunda|halinde|hâlinde)
        haberin (?:önceki|daha önceki|ilk) (?:sürümünde|versiyonunda|halinde|hâlinde)
        bu (?:haber|yazı|makale) (?:\S+ )?(?:düzeltilmiştir|düzeltildi|değiştirilmiştir)""",
    "id": r"artikel ini (?:telah|sudah) (?:dikoreksi|diralat|diubah|diperbaiki)|dalam versi sebelumnya|berita ini telah (?:dikoreksi|diralat|diperbaiki)",
    "vi": r"phiên bản trước của bài|bài viết (?:này )?đã được (?:đính chính|sửa|chỉnh sửa)",
    "ar": r"ذكرت نسخة سابقة من (?:هذا|هذه)|في نسخة سابقة من (?:هذا|هذه)|ورد في نسخة سابقة|تم (?:تعديل|تصحيح) (?:هذا|هذه) (?:المقال|الخبر|التقرير|المادة)|جرى تصحيح (?:هذا|هذه)",
    "he": r"בגרסה (?:קודמת|מוקדמת|ראשונה) של (?:הכתבה|הידיעה|המאמר|כתבה זו|הטור)|כתבה זו תוקנה|הכתבה תוקנה",
    "zh": r"本文(?:早前|此前|先前|之前|较早|較早)(?:的)?版本|本文(?:已|於|于).{0,20}(?:更正|修正|订正|訂正|作修改|修改)|此前版本|早前版本|更正说明|本文有更正|(?:此|這)報道已(?:更正|修正)",
    "ja": r"記事の?初出時|初出時[、,に]|記事掲載当初|掲載当初|当初の?(?:記事|見出し|本文)|この記事は.{0,20}(?:訂正|修正)し|本文中?の?.{0,20}(?:訂正|修正)し(?:ました|ます)|記事の一部を(?:訂正|修正)|見出しを(?:訂正|修正)|記事中の?.{0,40}(?:訂正|修正)(?:し|いたし)",
    "ko": r"본 기사(?:는|의|에|에서|에는)? .{0,60}(?:정정|수정|바로잡)|이 기사(?:는|의|에서)? .{0,60}(?:정정|수정|바로잡)|기사의? (?:이전|초기) 버전|위 기사(?:는|에서|의) .{0,60}(?:정정|수정|바로잡)|해당 기사.{0,40}(?:정정|바로잡)",
}
"""Sentences in which an article speaks of its own change."""

MENDED: Mapping[str, str] = {
    "en": r"\b(?:corrected|amended|misspel\w+|misstated|misidentified|misattributed|incorrectly (?:said|stated|reported)|we (?:regret|apologi[sz]e)|clarif(?:y|ied))\b",
    "de": r"\b(?:korrigiert|berichtigt|richtiggestellt|präzisiert|nachträglich|fälschlich\w*|irrtümlich\w*)\b",
    "fr": r"\b(?:corrigée?s?|rectifiée?s?|par erreur|modifiée?s?)\b",
    "es": r"\b(?:corregid\w+|corrige|rectifica\w*|modificad\w+|por error)\b",
    "it": r"\b(?:corrett[oaie]|rettificat\w+|per errore|ci scusiamo)\b",
    "pt": r"\b(?:corrigid\w+|retificad\w+|alterad\w+)\b",
    "nl": r"\b(?:gecorrigeerd|aangepast|gewijzigd|abusievelijk)\b",
    "sv": r"\b(?:rättats?|korrigera\w+|felaktigt)\b",
    "no": r"\b(?:rettet|korrigert|feilaktig)\b",
    "da": r"\b(?:rettet|korrigeret|fejlagtigt)\b",
    "fi": r"\b(?:korjattu|oikaistu|virheellisesti)\b",
    "pl": r"\b(?:poprawi\w+|skorygowa\w+|błędnie)\b",
    "cs": r"\b(?:oprav\w+|chybně|omlouváme)\b",
    "hu": r"\b(?:javítottuk|helyesbít\w+|tévesen)\b",
    "ru": r"\b(?:исправлен\w*|исправили|уточнен\w*|ошибочно)\b",
    "uk": r"\b(?:виправлен\w*|виправили|уточнено|помилково)\b",
    "el": r"\b(?:διορθώ\w+|εσφαλμένα|εκ παραδρομής)\b",
    "tr": r"\b(?:düzelt\w+|yanlışlıkla)\b",
    "ar": "تصحيح|بالخطأ|تعديل",
    "he": "תוקן|תוקנה|בטעות",
    "zh": "更正|修正|订正|勘误|误写|誤植|作修改",
    "ja": "訂正|修正|誤り|誤って",
    "ko": "정정|수정|바로잡",
}
"""Words of a note that begins like `NOTES`, by which it is one about a correction."""

FOLLOW_UPS: Mapping[str, str] = {
    "en": r"we (?:regret|apologi[sz]e|have corrected|are sorry)|the (?:error|mistake) (?:has|was)|it has (?:since )?been (?:corrected|amended)|the (?:article|story|text|headline) has (?:since |now )?been|our apologies",
    "de": r"wir bitten (?:um|den|dies|das|diesen)|wir haben (?:den|das|die|dies)|der fehler wurde|wir entschuldigen",
    "fr": r"nous (?:présentons|prions|nous excusons|avons corrigé)|toutes nos excuses|veuillez nous excuser",
    "es": r"lamentamos|pedimos disculpas|nos disculpamos|sentimos el error",
    "it": r"ce ne scusiamo|ci scusiamo",
    "pt": r"pedimos desculpas?|lamentamos",
    "nl": r"onze excuses|excuses voor|dit is aangepast",
    "sv": r"vi beklagar|detta (?:är|har) (?:nu )?rätta",
    "no": r"vi beklager|dette er (?:nå )?rettet",
    "da": r"vi beklager|det er (?:nu )?rettet|fejlen er",
    "pl": r"przepraszamy|za (?:błąd|pomyłkę) przepraszamy",
    "cs": r"omlouváme se|za chybu se",
    "ru": r"редакция приносит|приносим извинения",
    "uk": r"редакція перепрошує|перепрошуємо|просимо вибачення",
    "tr": r"okurlarımızdan özür|özür dileriz",
    "ja": r"(?:お詫び|おわび)(?:して|いたします|申し上げ)|ご迷惑を",
    "zh": r"(?:特此|謹此|谨此)(?:致歉|更正)|我们对此|敬请谅解",
    "ko": r"독자(?:께|와|에게)|사과드립니다|혼선을",
}
"""Sentences that follow a note as a paragraph of their own."""

INVITATIONS = (
    r"\?$|\b(?:spot(?:ted)?|suggest|report|submit|request|send|e-?mail|contact|write to|tell us|let us know|found)\b[^.]{0,40}\b(?:error|errors|correction|corrections|mistake|mistakes|typo|us|here|desk|editor|editors)\b"
    r"|\b(?:corrections?|ethics|editorial) (?:policy|page|form|desk|standards)\b|\b(?:we|our \w+) (?:strive|aim|correct|is committed|are committed)\b"
    r"|fehler (?:gefunden|melden|entdeckt)|signaler une (?:erreur|faute)|proposer une correction|segnala|reportar (?:un )?error|informar (?:un )?erro|comunicar erro|meld een fout|fel i (?:texten|artikeln)\?|zgłoś|нашли ошибку|выделите|знайшли помилку|誤りの?(?:ご)?(?:指摘|報告)|纠错|報錯"
)
"""What asks the reader to report a mistake, or links to the rules of a newsroom."""

OTHER_CLASSES = (
    "form|report|suggest|button|btn|link|polic|request|submit|modal|cta|widget|feedback|icon|nav|menu|color|colour"
)
"""Parts of names by which an element named after corrections holds no note."""
