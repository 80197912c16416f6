"""The beginnings of titles of bot walls, consent pages and missing pages, by language; regular expressions."""

from collections.abc import Mapping

WALL: Mapping[str, str] = {
    "en": r"""access (?:to this page has been )?denied
        are you (?:a )?(?:human|robot)
        attention required
        bot (?:verification|detection)
        captcha
        checking (?:your browser|(?:that |if )?you are not a (?:ro)?bot)
        ddos protection
        human verification
        (?:http )?(?:error )?50[0-4]\W*(?:$|[|–-]|internal|bad|service|gateway)
        (?:internal )?server error\W*(?:$|[|–-])
        just a moment
        making sure (?:that )?you(?: a|')re not a (?:ro)?bot
        one more step
        one moment,? please\W*$
        pardon our interruption
        please (?:wait\W*$|verify (?:that )?you are)
        request (?:blocked|rejected|unsuccessful)
        robot check
        security (?:check(?:point)?|verification)
        service (?:temporarily |is )*unavailable
        something (?:has )?(?:went|gone) wrong\W*(?:$|[|–-])
        unusual traffic
        verify(?:ing)? (?:that )?you are (?:a )?human
        verifying your (?:browser|connection)
        we(?:['’]ll| will| shall) be (?:right )?back (?:soon|shortly)
        (?:site |website |scheduled |under )?maintenance(?: mode)?\s*(?:$|[|–-])
        you have been blocked
        your access to this (?:site|page|website) has been (?:limited|blocked|denied)""",
    "de": r"""zugriff verweigert|sicherheitsüberprüfung|stelle sicher, dass du kein bot bist|ihr browser wird überprüft
        wartungs(?:arbeiten|modus)\s*(?:$|[|–-])""",
    "fr": r"""accès refusé|vérification (?:de sécurité|du navigateur|de votre navigateur)
        (?:site )?en maintenance\s*(?:$|[|–-])""",
    "es": r"""acceso denegado|(?:comprobando|verificando) (?:su|tu) navegador|verificación de seguridad
        (?:sitio )?en mantenimiento\s*(?:$|[|–-])""",
    "it": r"accesso negato|verifica (?:di sicurezza|del browser)|(?:sito )?in manutenzione\s*(?:$|[|–-])",
    "pt": r"""acesso negado|verificando (?:o )?seu navegador|verificação de segurança
        (?:site )?em manutenção\s*(?:$|[|–-])""",
    "nl": "toegang geweigerd|je browser wordt gecontroleerd|beveiligingscontrole",
    "pl": "odmowa dostępu|sprawdzanie przeglądarki",
    "tr": "erişim (?:engellendi|reddedildi)|güvenlik (?:doğrulaması|kontrolü)",
    "ru": "доступ (?:запрещ[её]н|ограничен)|проверка (?:браузера|безопасности)",
    "uk": "доступ (?:заборонено|обмежено)|перевірка (?:браузера|безпеки)",
    "zh": "访问被拒绝|安全[验驗][证證]|人机验证|存取遭拒",
    "ja": "アクセスが拒否されました|セキュリティ(?:確認|チェック)",
    "ko": "접근이 거부|보안 확인",
}
HUMAN: Mapping[str, str] = {
    "en": r"""(?:confirm|verif(?:y|ies)|prove|make sure|checking|ensure)(?: that| if)? you(?: a|['’])re not a (?:ro)?bot
        (?:confirm|verify|prove|make sure|checking|ensure)(?: that| if)? you(?: a|['’])re (?:a )?human
        press (?:and|&) hold (?:the button )?to confirm
        (?:detected )?unusual (?:traffic|activity) from your (?:computer network|network|ip|device|connection)
        checking your browser
        (?:make sure|verify|confirm|know|prove)(?: that)? you(?: a|['’])re (?:a )?(?:real (?:person|human)|human)
        enable (?:javascript and )?cookies and (?:reload|refresh|try)
        your access to this (?:site|page|website) has been (?:limited|blocked|denied) by
        complete the (?:captcha|security check) (?:below )?to (?:continue|proceed|access)""",
    "de": r"""(?:bestätigen|beweisen) sie,? dass sie (?:kein roboter|ein mensch)|dass du kein (?:ro)?bot bist
        dass sie (?:kein (?:ro)?bot(?:er)?|kein automat|keine maschine) sind""",
    "fr": "(?:confirme[rz]|vérifie[rz]|prouve[rz]) que vous (?:n['’]êtes pas un robot|êtes (?:bien )?(?:un )?humain)",
    "es": "(?:confirm|verifi|comprueb|demuestr)\\w* que (?:(?:no )?eres|(?:no )?es) (?:un )?(?:robot|humano)",
    "it": "(?:conferma|verifica|dimostra)\\w* (?:di|che) (?:non )?essere (?:un )?(?:robot|umano)",
    "pt": "(?:confirm|verifi|prov)\\w* que (?:(?:não )?é|você (?:não )?é) (?:um )?(?:robô|humano)",
    "nl": "(?:bevestig|controleer|bewijs) dat (?:je|u) (?:geen robot|een mens)",
    "pl": "(?:potwierdź|sprawd[źz]\\w*|udowodnij),? że nie jesteś robotem",
    "ru": "подтвердите,? что вы (?:не робот|человек)",
    "uk": "підтвердьте,? що ви (?:не робот|людина)",
    "tr": "robot olmadığınızı (?:doğrulayın|onaylayın|kanıtlayın)",
    "zh": "[确確][认認]您?(?:不是(?:机器人|機器人)|是真人)|完成(?:人机|安全)验证",
    "ja": "ロボットではないこと(?:を確認|を証明)|人間であることを確認",
    "ko": "로봇이 아닙니다|사람인지 확인",
}
"""What a bot wall asks of its readers. It stands anywhere in a short text."""
LOGIN: Mapping[str, str] = {
    "en": "(?:log|sign) ?in(?: to|\\W|$)|please (?:log|sign) in",
    "de": "(?:bitte )?(?:anmelden|einloggen)|anmeldung|login(?:\\W|$)",
    "fr": "connexion(?:\\W|$)|se connecter|connectez-vous|identifiez-vous",
    "es": "inici(?:ar|a) sesión|acceder(?:\\W|$)",
    "it": "accedi(?:\\W|$)|accesso(?: utenti)?\\W*$",
    "pt": "(?:iniciar|entrar na) sessão|entrar(?:\\W|$)|fazer login",
    "nl": "inloggen|log in(?:\\W|$)",
    "sv": "logga in",
    "da": "log ind",
    "no": "logg inn",
    "fi": "kirjaudu",
    "pl": "zaloguj|logowanie",
    "cs": "přihlá(?:sit|šení)",
    "tr": "giriş yap",
    "ru": "вход(?:\\W|$)|войти|авторизация",
    "uk": "вхід(?:\\W|$)|увійти",
    "zh": "登[录錄入]",
    "ja": "ログイン",
    "ko": "로그인",
}
"""The beginnings of titles of pages that ask for a login. They count if there is a field for a password."""
CONSENT: Mapping[str, str] = {
    "en": r"""before you continue
        cookie (?:consent|settings|wall)
        we value your privacy
        your privacy (?:choices|matters|is important)
        consent\W*$
        privacy gate""",
    "de": "bevor (?:sie|du) fortf[aä]h|datenschutzeinstellungen|mit werbung weiterlesen",
    "fr": "avant de continuer|votre vie privée",
    "es": "antes de continuar",
    "pt": "antes de continuar",
    "it": "prima di continuare",
    "nl": "voordat je verdergaat|(?:uw|je) privacy",
}
MISSING: Mapping[str, str] = {
    "en": r"""(?:error|http)?\W*(?:404|410)\W*(?:$|[-|–:]|error|not found|page)
        (?:the |this )?(?:page|article|story|content) (?:you .{1,40} )?(?:was |is |has |could |can)?"""
    r"""(?:not |no longer |n.t )(?:be |been )?(?:found|available|exist)
        not found\W*$
        nothing (?:was )?found
        oops\b""",
    "de": r"""fehler\W*(?:404|410)\W*(?:$|[-|–:]|error|not found|page)
        (?:diese |die )?seite (?:wurde |konnte |existiert )?(?:leider )?nicht""",
    "fr": r"erreur\W*(?:404|410)\W*(?:$|[-|–:]|error|not found|page)|page (?:introuvable|non trouvée)",
    "es": "página no encontrada",
    "it": "pagina non trovata",
    "pt": "página não encontrada",
    "nl": "pagina niet gevonden",
    "sv": "sidan (?:kunde )?(?:inte )?hitta",
    "da": "siden (?:blev |ble )?ikke (?:fundet|funnet)",
    "no": "siden (?:blev |ble )?ikke (?:fundet|funnet)",
    "fi": "sivua ei löyt",
    "pl": "strona nie (?:została )?znaleziona",
    "cs": "stránka nenalezena",
    "ru": "страница не найдена",
    "uk": "сторінку не знайдено",
    "tr": "sayfa bulunamadı",
    "id": "halaman tidak ditemukan",
    "ja": "ページが見つかりません",
    "zh": "页面不存在",
    "ko": "페이지를 찾을 수 없",
}
SITE_PAGES: Mapping[str, str] = {
    "en": r"""(?:our )?(?:privacy|cookies?)(?: and cookies?)? (?:policy|notice|statement)
        terms (?:of|and) (?:use|service|conditions)|terms (?:&|and) conditions|legal (?:notice|information)
        contact(?: us)?|about(?: us)?|imprint|disclaimer|accessibility statement|(?:faqs?|frequently asked questions)
        (?:our )?opening (?:hours|times)(?: (?:and|&) (?:prices|admission|location))?
        help cent(?:er|re)|(?:meet )?(?:our|the) team|(?:the )?editorial (?:team|staff|board|policy)|site ?map
        advertise(?: with us)?|(?:log|sign) ?in|sign ?up|register|my account|search(?: results)?|archives?
        how we (?:use|process|handle|protect) (?:your )?(?:personal )?(?:data|information)|who we are
        plan (?:your|a) visit|visit us|how to (?:find|get to|reach) us|getting here|find us
        what our (?:customers|clients|guests|patients) say|(?:customer )?testimonials|our (?:story|mission|history)
        (?:subscribe|subscriptions?|newsletters?|careers?|staff|masthead|corrections policy|press releases)""",
    "de": r"""(?:unsere )?öffnungszeiten(?: und preise)?
        impressum|datenschutz(?:erklärung|hinweise)?|kontakt|nutzungsbedingungen|allgemeine geschäftsbedingungen
        agb|über uns|häufig(?: gestellte|e) fragen|fragen (?:und|&) antworten|(?:unsere |die )?redaktion|anfahrt
        ihr besuch|so finden sie uns|unser team|mediadaten|anmelden|anmeldung
        registrieren|mein konto|barrierefreiheit|suche|suchergebnisse?|sitemap|archiv|stellenangebote
        pressemitteilungen""",
    "fr": r"""horaires(?: et tarifs| d['’]ouverture)?
        mentions légales|politique de confidentialité|conditions (?:générales )?d['’]utilisation|nous contacter
        contact|qui sommes[- ]nous\W*|à propos|questions fréquentes|foire aux questions|(?:la |notre )?rédaction
        notre équipe|plan du site|connexion|s['’]abonner|mon compte|résultats? de (?:la )?recherche|archives""",
    "es": r"""horarios?(?: y (?:precios|tarifas))?
        aviso legal|política de (?:privacidad|cookies)|condiciones de uso|contacto|quiénes somos|(?:sobre )?nosotros
        visítanos|cómo llegar
        preguntas frecuentes|nuestro equipo|mapa del sitio|iniciar sesión|suscríbete|resultados de (?:la )?búsqueda""",
    "pt": r"""política de (?:privacidade|cookies)|termos de uso|fale conosco|quem somos|sobre nós|expediente
        perguntas frequentes|ficha técnica|mapa do site|contactos|resultados da (?:busca|pesquisa)""",
    "it": r"""orari(?: (?:di apertura|e prezzi|e tariffe))?
        note legali|(?:informativa sulla|politica di) privacy|privacy policy|contatti|chi siamo|dove siamo
        come raggiungerci
        domande frequenti|la redazione|mappa del sito|accedi|abbonamenti|risultati della ricerca""",
    "nl": r"""openingstijden
        privacy(?:verklaring|beleid)|cookiebeleid|algemene voorwaarden|contact|over ons|veelgestelde vragen
        (?:de |onze )?redactie|colofon|inloggen|zoekresultaten""",
    "sv": r"integritetspolicy|kontakta oss|om oss|vanliga frågor|redaktionen|logga in|sökresultat",
    "da": r"privatlivspolitik|kontakt os|om os|ofte stillede spørgsmål|redaktionen|log ind|søgeresultater",
    "no": r"personvern(?:erklæring)?|kontakt oss|om oss|ofte stilte spørsmål|redaksjonen|logg inn|søkeresultater",
    "fi": r"tietosuoja(?:seloste)?|yhteystiedot|tietoa meistä|usein kysyt(?:yt|tyä)|toimitus|kirjaudu|hakutulokset",
    "et": r"privaatsuspoliitika|kontakt(?:id)?|meist|korduma kippuvad küsimused|toimetus",
    "lv": r"privātuma politika|kontakti|par mums|redakcija",
    "lt": r"privatumo politika|kontaktai|apie mus|redakcija",
    "pl": r"polityka prywatności|regulamin|kontakt|o nas|redakcja|najczęściej zadawane pytania|wyniki wyszukiwania",
    "cs": r"ochrana osobních údajů|kontakty?|o nás|časté (?:dotazy|otázky)|redakce|výsledky vyhledávání",
    "sk": r"ochrana osobných údajov|kontakty?|o nás|časté otázky|redakcia|výsledky vyhľadávania",
    "sl": r"varstvo osebnih podatkov|politika zasebnosti|kontakt|o nas|pogosta vprašanja|uredništvo",
    "hr": r"(?:pravila|politika) privatnosti|impressum|kontakt|o nama|česta pitanja|uvjeti korištenja",
    "sr": r"политика приватности|контакт|о нама|импресум|politika privatnosti|kontakt|o nama|impresum",
    "bg": r"политика за поверителност|общи условия|контакти|за нас|често задавани въпроси",
    "ro": r"politica de (?:confidențialitate|cookies?)|termeni și condiții|contact|despre noi|întrebări frecvente",
    "hu": r"adatvédelmi (?:tájékoztató|nyilatkozat)|impresszum|kapcsolat|rólunk|gyakori kérdések|szerkesztőség",
    "el": r"πολιτική απορρήτου|όροι χρήσης|επικοινωνία|ποιοι είμαστε|σχετικά με εμάς|συχνές ερωτήσεις|ταυτότητα",
    "ru": r"""политика конфиденциальности|пользовательское соглашение|контакты|о нас|о редакции|редакция|реклама
        часто задаваемые вопросы|результаты поиска|карта сайта""",
    "uk": r"політика конфіденційності|контакти|про нас|редакція|поширені запитання|результати пошуку",
    "tr": r"gizlilik politikası|kullanım koşulları|iletişim|künye|hakkımızda|sıkça sorulan sorular|arama sonuçları",
    "id": r"kebijakan privasi|pedoman media siber|tentang kami|redaksi|hubungi kami|hasil pencarian",
    "vi": r"chính sách (?:bảo mật|quyền riêng tư)|liên hệ|giới thiệu|điều khoản sử dụng|kết quả tìm kiếm",
    "th": "นโยบายความเป็นส่วนตัว|ติดต่อเรา|เกี่ยวกับเรา|ข้อกำหนดการใช้งาน|ผลการค้นหา",
    "ar": "سياسة الخصوصية|اتصل بنا|من نحن|شروط الاستخدام|الأسئلة الشائعة|هيئة التحرير|نتائج البحث",
    "fa": "تماس با ما|درباره ما|حریم خصوصی|قوانین و مقررات|نتایج جستجو",
    "he": "מדיניות פרטיות|צור קשר|אודות(?:ינו)?|תנאי שימוש|שאלות נפוצות|תוצאות חיפוש",
    "hi": "गोपनीयता नीति|संपर्क करें|हमारे बारे में|नियम और शर्तें",
    "ja": """プライバシーポリシー|ご?利用規約|ご利用にあたって|個人情報保護方針|お問い合わせ|会社概要
        運営会社|よくある質問|サイトマップ|検索結果""",
    "zh": """隐私政策|隱私權政策|服务条款|服務條款|联系我们|聯絡我們|关于我们|關於我們|常见问题|常見問題
        网站地图|網站導覽|搜索结果|搜尋結果""",
    "ko": "개인정보 ?처리방침|이용약관|회사소개|자주 묻는 질문|청소년보호정책|검색 ?결과|찾아오시는 길",
}
"""Whole headlines of pages about the site itself: regular expressions, matched ignoring case."""
