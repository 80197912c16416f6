# ruff: noqa: E501 - an alternative is read as one line
"""What the short text of a page says that a site sends instead of an article, by language; regular expressions."""

from collections.abc import Mapping

GONE: Mapping[str, str] = {
    "en": r"""
        (?:page|article|story|link|address|url|content) (?:that )?you(?:['’](?:re|ve)| are| were| have)? (?:looking for|requested|asked for|trying to (?:reach|find|view|visit|open)|entered|followed)\b.{0,60}?\b(?:not|no longer|moved|deleted|removed|gone|missing|expired)\b
        (?:page|article|story|link|address|url|content) (?:that )?you(?:['’](?:re|ve)| are| were| have)? (?:looking for|requested|asked for|trying to (?:reach|find|view|visit|open)|entered|followed)\b.{0,60}?n['’]t\b
        \bwe (?:could ?n['’]t|could not|can ?not|can['’]t|were unable to|did ?n['’]t|did not) find (?:the|that|this|your) (?:page|article|story)
        \bcan(?:no|['’])t seem to find (?:the|that|this) (?:page|article|story)|\blink (?:is|may be|might be|seems to be) broken|\bpage has (?:been )?moved\b
        \b(?:moved|deleted|removed|renamed) or (?:moved|deleted|removed|renamed)\b
        \bthis (?:page|article|story) (?:has been|was) (?:removed|deleted|withdrawn|taken down)\b
    """,
    "de": r"\b(?:seite|artikel|beitrag|inhalt)\b.{0,60}\b(?:nicht (?:mehr )?(?:gefunden|verfügbar|vorhanden|auffindbar)|existiert (?:leider )?nicht|(?:verschoben|entfernt|gelöscht|umbenannt) oder (?:verschoben|entfernt|gelöscht|umbenannt))",
    "fr": r"\bpage\b.{0,60}\b(?:introuvable|n['’]existe (?:pas|plus)|n['’]est plus (?:disponible|en ligne)|n['’]a pas été trouvée|(?:déplacée|supprimée|renommée) ou (?:déplacée|supprimée|renommée))|nous n['’]avons pas trouvé (?:la|cette) page",
    "es": r"\bpágina\b.{0,60}\b(?:no (?:existe|se encuentra|se encontró|está disponible|fue encontrada|ha sido encontrada)|(?:eliminada|movida|borrada) o (?:eliminada|movida|borrada))|no (?:encontramos|hemos encontrado|pudimos encontrar|se encontró|hemos podido encontrar) (?:la|esta) página",
    "it": r"\bpagina\b.{0,60}\b(?:non (?:esiste|è stata trovata|è (?:più )?disponibile|è raggiungibile)|(?:spostata|cancellata|eliminata|rimossa) o (?:spostata|cancellata|eliminata|rimossa))",
    "pt": r"\bpágina\b.{0,60}\b(?:não (?:existe|foi encontrada|está (?:mais )?disponível|encontrada)|(?:removida|movida|apagada|eliminada) ou (?:removida|movida|apagada|eliminada))|não (?:encontramos|encontrámos) a página",
    "nl": r"\bpagina\b.{0,60}\b(?:niet (?:gevonden|(?:meer )?beschikbaar)|bestaat niet|bestaat (?:helaas )?niet meer|(?:verplaatst|verwijderd) of (?:verplaatst|verwijderd))",
    "sv": r"\bsidan\b.{0,60}\b(?:finns (?:tyvärr )?inte|hittades inte|(?:kunde )?inte (?:kunde )?hittas|flyttats eller tagits bort)|inte hitta sidan",
    "da": r"\bsiden\b.{0,60}\b(?:findes (?:desværre )?ikke|blev ikke fundet|kunne ikke findes|flyttet eller slettet)|ikke finde siden",
    "no": r"\bsiden\b.{0,60}\b(?:finnes (?:dessverre )?ikke|ble ikke funnet|flyttet eller slettet)|ikke finne siden",
    "fi": r"\bsivua\b.{0,60}\bei (?:valitettavasti )?(?:löyt|ole)|\bsivu on (?:poistettu|siirretty)",
    "pl": r"\bstron[ayę]\b.{0,60}\b(?:nie (?:istnieje|została znaleziona)|(?:usunięta|przeniesiona) lub (?:usunięta|przeniesiona))|nie (?:znaleziono|możemy znaleźć) (?:tej |takiej )?strony",
    "cs": r"\bstránk[au]\b.{0,60}\b(?:neexistuje|nebyla nalezena|(?:přesunuta|odstraněna|smazána) nebo (?:přesunuta|odstraněna|smazána))|stránku (?:se nepodařilo najít|jsme nenašli)",
    "sk": r"\bstránk[au]\b.{0,60}\b(?:neexistuje|nebola nájdená|sa nenašla)",
    "hu": r"\boldal\b.{0,40}\bnem (?:található|létezik|elérhető)",
    "ro": r"\bpagina\b.{0,60}\b(?:nu (?:există|a fost găsită|mai este disponibilă)|(?:mutată|ștearsă) sau (?:mutată|ștearsă))",
    "el": r"\bσελίδα\b.{0,60}\bδεν (?:βρέθηκε|υπάρχει)",
    "ru": r"\bстраниц[аыу]\b.{0,60}\b(?:не (?:найдена|существует)|(?:удалена|перемещена) (?:или|либо) (?:удалена|перемещена))|не удалось найти (?:эту )?страницу",
    "uk": r"\bсторінк[аиу]\b.{0,60}\b(?:не (?:знайдено|знайдена|існує)|(?:видалена|переміщена) або (?:видалена|переміщена))",
    "tr": r"\bsayfa\b.{0,60}\b(?:bulunamadı|mevcut değil|(?:taşınmış|silinmiş) (?:veya|ya da) (?:taşınmış|silinmiş))",
    "id": r"\bhalaman\b.{0,60}\b(?:tidak (?:ditemukan|tersedia)|telah dihapus)",
    "vi": r"\btrang\b.{0,60}\b(?:không (?:tồn tại|được tìm thấy)|đã bị xóa)|không tìm thấy trang",
    "ar": r"الصفحة.{0,40}(?:غير موجودة|غير متوفرة|لم يتم العثور)|لم (?:يتم العثور|نعثر) على (?:هذه )?الصفحة",
    "fa": r"صفحه.{0,40}(?:یافت نشد|پیدا نشد|وجود ندارد)",
    "he": r"(?:הדף|העמוד).{0,40}(?:לא נמצא|אינו קיים|לא קיים)",
    "hi": r"(?:पृष्ठ|पेज).{0,40}(?:नहीं मिला|उपलब्ध नहीं|मौजूद नहीं)",
    "th": r"ไม่พบหน้า|ไม่มีหน้านี้",
    "ja": r"ページ.{0,30}(?:見つかりません|見つかりませんでした|存在しません|削除された可能性)|移動または削除",
    "zh": r"(?:页面|頁面|网页|網頁|文章).{0,20}(?:不存在|未找到|找不到|已被?(?:删除|刪除|移除))|(?:找不到|无法找到|無法找到).{0,10}(?:页面|頁面|网页|網頁)",
    "ko": r"페이지.{0,20}(?:찾을 수 없|존재하지 않)|(?:삭제되었거나|삭제된) .{0,12}(?:페이지|기사|변경)",
}
"""That the page or the article does not exist, or no longer. "Deleted" alone may be news."""

REFUSED: Mapping[str, str] = {
    "en": r"""
        \b(?:turn off|disable|pause|switch off|deactivate) (?:your |the |any )?(?:ad|advert\w*)[- ]?block|\byou(?:['’]re| are)? (?:use|using|have) (?:an? )?ad[- ]?block
        \b(?:not |un)available (?:in|from|to) your (?:country|region|location)\b|\bsite is .{0,20}(?:not |un)available (?:in|from|to) (?:most|some|many|certain) .{0,15}(?:countries|regions)\b|\b(?:not |un)available .{0,20}\bto (?:readers|visitors|users) in your
        \benable javascript and cookies\b|\b(?:review|check|verif)\w* .{0,20}\b(?:security of your connection|your connection is secure)
        \b(?:we(?:['’]re| are)|servers? (?:is|are)|site is) (?:currently )?(?:experiencing|having) (?:technical )?(?:difficulties|problems|trouble)\b
    """,
    "de": r"\b(?:werbe|ad)-?blocker\b.{0,40}\b(?:deaktivier|ausschalt|abschalt|auszuschalt)|\b(?:deaktivieren|schalten) sie .{0,30}\b(?:werbe|ad)-?blocker|\bin (?:ihrem|deinem) (?:land|gebiet) .{0,20}nicht verfügbar|nicht in (?:ihrem|deinem) land verfügbar|\bsicherheit ihrer verbindung|\bjavascript und cookies\b",
    "fr": r"\bdésactive[rz] .{0,20}\bbloqueur|disponible dans votre (?:pays|région)|\bvérifi\w+ .{0,30}\bconnexion est (?:sûre|sécurisée)|\bsécurité de votre connexion|\bactive[rz] javascript et les cookies",
    "es": r"\bdesactiv\w+ .{0,20}\bbloqueador|\bno (?:está )?disponible en (?:su|tu) (?:país|región)|\bseguridad de (?:su|tu) conexión|\bjavascript y (?:las )?cookies",
    "it": r"\bdisattiva\w* .{0,20}\b(?:ad[- ]?block|blocco)|\bnon (?:è )?disponibile nel (?:tuo|suo) paese|\bsicurezza della (?:tua |sua )?connessione",
    "pt": r"\bdesativ\w+ .{0,20}\bbloqueador|\bnão (?:está )?disponível (?:no|em) (?:seu|teu) (?:país|território)|\bsegurança da sua (?:conexão|ligação)",
    "nl": r"\b(?:schakel|zet) .{0,20}\badblocker (?:uit|af)|\bniet beschikbaar in (?:uw|jouw) (?:land|regio)|\bbeveiliging van (?:uw|je) verbinding",
    "sv": r"\b(?:stäng av|inaktivera) .{0,20}\b(?:annonsblockerare|adblock)|\binte tillgänglig\w* i ditt land",
    "da": r"\b(?:slå|deaktiver) .{0,20}\badblock\w*|\bikke tilgængelig\w* i dit land",
    "pl": r"\b(?:wyłącz|dezaktywuj)\w* .{0,20}\b(?:ad ?block|blokow)|\bniedostępn\w+ w (?:twoim|państwa) (?:kraju|regionie)",
    "ru": r"\bотключите .{0,20}\bблокировщик|\bнедоступ\w+ в (?:вашем регионе|вашей стране)|\bбезопасност\w+ (?:вашего )?(?:подключения|соединения)",
    "uk": r"\b(?:вимкніть|відключіть) .{0,20}\bблокувальник|\bнедоступ\w+ у (?:вашому регіоні|вашій країні)",
    "tr": r"\breklam engelleyici\w* .{0,20}(?:kapat|devre)|\b(?:ülkenizde|bölgenizde) .{0,12}(?:kullanılamıyor|mevcut değil|erişilemiyor)",
    "ja": r"広告ブロック.{0,20}(?:無効|オフ|解除)|お住まいの(?:国|地域).{0,16}(?:利用|表示|ご覧)",
    "zh": r"(?:关闭|關閉|停用).{0,10}(?:广告拦截|广告屏蔽|廣告攔截)|所在的?(?:国家|國家|地区|地區).{0,12}(?:不可用|无法|無法)",
    "ko": r"광고 ?차단.{0,12}(?:해제|꺼)|(?:귀하의|해당) (?:국가|지역)에서.{0,12}(?:이용|제공)",
}
"""That the site does not send the article: to readers of a country, or with an ad blocker, or because it has failed."""
