"""The names of the months as written on news pages, by language.

They follow the Unicode CLDR (nominative, the form used beside a day, abbreviations), with variants seen in use.
"""

from collections.abc import Mapping

MONTHS: Mapping[str, str] = {
    "en": (
        "january jan, february feb, march mar, april apr, may, june jun, july jul, august aug, september sep "
        "sept, october oct, november nov, december dec"
    ),
    "de": (
        "januar jan jänner jaenner jän, februar feb feber, märz mär maerz, april apr, mai, juni jun, juli jul, "
        "august aug, september sept sep, oktober okt, november nov, dezember dez"
    ),
    "fr": (
        "janvier janv jan, février févr fev, mars, avril avr, mai, juin, juillet juil jui, août, septembre "
        "sept sep, octobre oct octo, novembre nov, décembre déc"
    ),
    "es": (
        "enero ene, febrero feb, marzo mar, abril abr, mayo may, junio jun, julio jul, agosto ago, septiembre "
        "sept setiembre set sep, octubre oct, noviembre nov, diciembre dic"
    ),
    "pt": (
        "janeiro jan, fevereiro fev, março mar marco, abril abr, maio mai, junho jun, julho jul, agosto ago, "
        "setembro set, outubro out, novembro nov, dezembro dez"
    ),
    "it": (
        "gennaio gen, febbraio feb, marzo mar, aprile apr, maggio mag, giugno giu, luglio lug, agosto ago, "
        "settembre set sett, ottobre ott, novembre nov, dicembre dic"
    ),
    "nl": (
        "januari jan, februari feb, maart mrt, april apr, mei, juni jun, juli jul, augustus aug, september "
        "sep, oktober okt, november nov, december dec"
    ),
    "ca": (
        "gener gen, febrer febr, març, abril abr, maig, juny, juliol jul, agost ag, setembre set, octubre "
        "oct, novembre nov, desembre des"
    ),
    "gl": (
        "xaneiro xan, febreiro feb, marzo mar, abril abr, maio, xuño, xullo xul, agosto ago, setembro set, "
        "outubro out, novembro nov, decembro dec"
    ),
    "eu": (
        "urtarrila urt urtarrilaren urtarrilak, otsaila ots otsailaren otsailak, martxoa mar martxoaren "
        "martxoak, apirila api apirilaren apirilak, maiatza mai maiatzaren maiatzak, ekaina eka ekainaren "
        "ekainak, uztaila uzt uztailaren uztailak, abuztua abu abuztuaren abuztuak, iraila ira irailaren "
        "irailak, urria urr urriaren urriak, azaroa aza azaroaren azaroak, abendua abe abenduaren abenduak"
    ),
    "ro": (
        "ianuarie ian, februarie feb, martie mar, aprilie apr, mai, iunie iun, iulie iul, august aug, "
        "septembrie sept sep, octombrie oct, noiembrie nov noi, decembrie dec"
    ),
    "sv": (
        "januari jan, februari feb, mars, april apr, maj, juni, juli, augusti aug, september sep sept, "
        "oktober okt, november nov, december dec"
    ),
    "da": (
        "januar jan, februar feb, marts mar, april apr, maj, juni jun, juli jul, august aug, september sep, "
        "oktober okt, november nov, december dec"
    ),
    "no": (
        "januar jan, februar feb, mars mar, april apr, mai, juni jun, juli jul, august aug, september sep, "
        "oktober okt, november nov, desember des"
    ),
    "is": (
        "janúar jan, febrúar feb, mars mar, apríl apr, maí, júní jún, júlí júl, ágúst ágú, september sep, "
        "október okt, nóvember nóv, desember des"
    ),
    "fo": (
        "januar jan, februar feb, mars mar, apríl apr, mai, juni jun, juli jul, august aug, september sep, "
        "oktober okt, november nov, desember des"
    ),
    "fi": (
        "tammikuuta tammikuun tammi tammikuu, helmikuuta helmikuun helmi helmikuu, maaliskuuta maaliskuun "
        "maalis maaliskuu, huhtikuuta huhtikuun huhti huhtikuu, toukokuuta toukokuun touko toukokuu, "
        "kesäkuuta kesäkuun kesä kesäkuu, heinäkuuta heinäkuun heinä heinäkuu, elokuuta elokuun elo "
        "elokuu, syyskuuta syyskuun syys syyskuu, lokakuuta lokakuun loka lokakuu, marraskuuta marraskuun "
        "marras marraskuu, joulukuuta joulukuun joulu joulukuu"
    ),
    "et": (
        "jaanuar jaan jaanuaril, veebruar veebr veebruaril, märts märtsil, aprill apr aprillil, mai mail, "
        "juuni juunil, juuli juulil, august aug augustil, september sept septembril, oktoober okt oktoobril, "
        "november nov novembril, detsember dets detsembril"
    ),
    "lv": (
        "janvāris janv janvārī, februāris febr februārī, marts martā, aprīlis apr aprīlī, maijs maijā, jūnijs "
        "jūn jūnijā, jūlijs jūl jūlijā, augusts aug augustā, septembris sept septembrī, oktobris okt oktobrī, "
        "novembris nov novembrī, decembris dec decembrī"
    ),
    "lt": (
        "sausio saus sausis, vasario vas vasaris, kovo kov kovas, balandžio bal balandis, gegužės geg gegužė, "
        "birželio birž birželis, liepos liep liepa, rugpjūčio rugp rugpjūtis, rugsėjo rugs rugsėjis, spalio "
        "spal spalis, lapkričio lapkr lapkritis, gruodžio gruod gruodis"
    ),
    "pl": (
        "stycznia sty styczeń styczen, lutego lut luty, marca mar marzec, kwietnia kwi kwiecień, maja maj, "
        "czerwca cze czerwiec, lipca lip lipiec, sierpnia sie sierpień sier, września wrz wrzesień wrzesnia, "
        "października paź październik pazdziernika paz, listopada lis listopad, grudnia gru grudzień"
    ),
    "cs": (
        "ledna led leden, února úno únor, března bře březen, dubna dub duben, května kvě květen, června čvn "
        "červen, července čvc červenec, srpna srp srpen, září zář, října říj říjen, listopadu lis listopad, "
        "prosince pro prosinec"
    ),
    "sk": (
        "januára jan január, februára feb február, marca mar marec, apríla apr apríl, mája máj, júna jún, "
        "júla júl, augusta aug august, septembra sep september, októbra okt október, novembra nov november, "
        "decembra dec december"
    ),
    "sl": (
        "januar jan januarja, februar feb februarja, marec mar marca, april apr aprila, maj maja, junij jun "
        "junija, julij jul julija, avgust avg avgusta, september sep septembra, oktober okt oktobra, november "
        "nov novembra, december dec decembra"
    ),
    "hr": (
        "siječnja sij siječanj, veljače velj veljača, ožujka ožu ožujak, travnja tra travanj, svibnja svi "
        "svibanj, lipnja lip lipanj, srpnja srp srpanj, kolovoza kol kolovoz, rujna ruj rujan, listopada lis "
        "listopad, studenoga stu studeni studenog, prosinca pro prosinac"
    ),
    "sr": (
        "јануар јануара јан, фебруар фебруара феб, март марта мар, април априла апр, мај маја, јун јуна, "
        "јул јула, август августа авг, септембар септембра сеп, октобар октобра окт, новембар новембра нов, "
        "децембар децембра дец"
    ),
    "bs": (
        "januar jan januara, februar feb februara, mart mar marta, april apr aprila, maj maja, juni jun juna, "
        "juli jul jula, august aug avgusta avgust avg, septembar sep septembra, oktobar okt oktobra, novembar "
        "nov novembra, decembar dec decembra"
    ),
    "mk": (
        "јануари јан, февруари фев, март мар, април апр, мај, јуни јун, јули јул, август авг, септември сеп, "
        "октомври окт, ноември ное, декември дек"
    ),
    "bg": (
        "януари яну, февруари фев, март, април апр, май, юни, юли, август авг, септември сеп, октомври окт, "
        "ноември ное, декември дек"
    ),
    "ru": (
        "января янв январь, февраля февр февраль фев, марта мар март, апреля апр апрель, мая май, июня июн "
        "июнь, июля июл июль, августа авг август, сентября сент сентябрь сен, октября окт октябрь, ноября "
        "нояб ноябрь ноя, декабря дек декабрь"
    ),
    "uk": (
        "січня січ січень, лютого лют лютий, березня бер березень, квітня квіт квітень, травня трав травень, "
        "червня черв червень, липня лип липень, серпня серп серпень, вересня вер вересень, жовтня жовт "
        "жовтень, листопада лист листопад, грудня груд грудень"
    ),
    "be": (
        "студзеня сту студзень, лютага лют люты, сакавіка сак сакавік, красавіка кра красавік, мая май, "
        "чэрвеня чэр чэрвень, ліпеня ліп ліпень, жніўня жні жнівень, верасня вер верасень, кастрычніка кас "
        "кастрычнік, лістапада ліс лістапад, снежня сне снежань"
    ),
    "el": (
        "ιανουαρίου ιαν ιανουάριος ιανουαριου, φεβρουαρίου φεβ φεβρουάριος, μαρτίου μαρ μάρτιος μάρ, απριλίου "
        "απρ απρίλιος, μαΐου μαΐ μάιος μάι μαιου, ιουνίου ιουν ιούνιος ιούν, ιουλίου ιουλ ιούλιος ιούλ, "
        "αυγούστου αυγ αύγουστος αύγ, σεπτεμβρίου σεπ σεπτέμβριος, οκτωβρίου οκτ οκτώβριος, νοεμβρίου νοε "
        "νοέμβριος νοέ, δεκεμβρίου δεκ δεκέμβριος"
    ),
    "tr": (
        "ocak oca, şubat şub, mart mar, nisan nis, mayıs may, haziran haz, temmuz tem, ağustos ağu, eylül "
        "eyl, ekim eki, kasım kas, aralık ara"
    ),
    "az": (
        "yanvar yan, fevral fev, mart mar, aprel apr, may, iyun iyn, iyul iyl, avqust avq, sentyabr sen, "
        "oktyabr okt, noyabr noy, dekabr dek"
    ),
    "uz": (
        "yanvar yan, fevral fev, mart mar, aprel apr, may, iyun iyn, iyul iyl, avgust avg, sentabr sen "
        "sentyabr, oktabr okt oktyabr, noyabr noy, dekabr dek"
    ),
    "kk": (
        "қаңтар қаң, ақпан ақп, наурыз нау, сәуір сәу, мамыр мам, маусым мау, шілде шіл, тамыз там, қыркүйек "
        "қыр, қазан қаз, қараша қар, желтоқсан жел"
    ),
    "ky": (
        "январь янв, февраль фев, март мар, апрель апр, май, июнь июн, июль июл, август авг, сентябрь сен, "
        "октябрь окт, ноябрь ноя, декабрь дек"
    ),
    "tg": (
        "январ янв январи, феврал фев феврали, март мар марти, апрел апр апрели, май майи, июн июни, июл июли, "
        "август авг августи, сентябр сен сентябри, октябр окт октябри, ноябр ноя ноябри, декабр дек декабри"
    ),
    "tk": (
        "ýanwar ýan, fewral few, mart mar, aprel apr, maý, iýun, iýul, awgust awg, sentýabr sen, oktýabr okt, "
        "noýabr noý, dekabr dek"
    ),
    "hu": (
        "január jan januári, február febr feb februári, március márc márciusi, április ápr áprilisi, május "
        "máj májusi, június jún júniusi, július júl júliusi, augusztus aug augusztusi, szeptember szept "
        "szeptemberi, október okt októberi, november nov novemberi, december dec decemberi"
    ),
    "sq": (
        "janar jan, shkurt shk, mars mar, prill pri, maj, qershor qer, korrik korr, gusht gush, shtator sht, "
        "tetor tet, nëntor nën, dhjetor dhj"
    ),
    "ga": (
        "eanáir ean, feabhra feabh, márta, aibreán aib, bealtaine beal, meitheamh meith, iúil, lúnasa lún, "
        "mfómh meán_fómhair, dfómh deireadh_fómhair, samhain samh, nollaig noll"
    ),
    "cy": (
        "ionawr ion, chwefror chwef chw, mawrth maw, ebrill ebr, mai, mehefin meh, gorffennaf gorff gor, "
        "awst, medi, hydref hyd, tachwedd tach, rhagfyr rhag"
    ),
    "mt": (
        "jannar jan, frar fra, marzu mar, april apr, mejju mej, ġunju ġun, lulju lul, awwissu aww, settembru "
        "set, ottubru ott, novembru nov, diċembru diċ"
    ),
    "id": (
        "januari jan, februari feb peb pebruari, maret mar, april apr, mei, juni jun, juli jul, agustus agu "
        "agt ags, september sep, oktober okt, november nov nop nopember, desember des"
    ),
    "ms": (
        "januari jan, februari feb, mac, april apr, mei, jun, julai jul, ogos ogo ogs, september sep, oktober "
        "okt, november nov, disember dis"
    ),
    "fil": (
        "enero ene, pebrero peb, marso mar, abril abr, mayo may, hunyo hun, hulyo hul, agosto ago, setyembre "
        "set, oktubre okt, nobyembre nob, disyembre dis"
    ),
    "sw": (
        "januari jan, februari feb, machi mac, aprili apr, mei, juni jun, julai jul, agosti ago, septemba "
        "sep, oktoba okt, novemba nov, desemba des"
    ),
    "af": (
        "januarie jan, februarie feb, maart mrt, april apr, mei, junie jun, julie jul, augustus aug, "
        "september sep, oktober okt, november nov, desember des"
    ),
    "zu": (
        "januwari jan, februwari feb, mashi mas, ephreli eph, meyi mey, juni jun, julayi jul, agasti aga, "
        "septhemba sep, okthoba okt, novemba nov, disemba dis"
    ),
    "xh": (
        "janyuwari jan, februwari feb, matshi mat, epreli epr, meyi mey, juni jun, julayi jul, agasti aga, "
        "septemba sept sep, okthobha okt okthoba, novemba nov, disemba dis"
    ),
    "so": (
        "janaayo jan jannaayo, febraayo feb, maarso mar, abriil abr, maayo may, juun jun, luulyo lul, agosto "
        "ogs ogosto, sebtembar seb sebteembar, oktoobar okt, noofeembar nof, diseembar dis"
    ),
    "ha": (
        "janairu jan, faburairu fab, maris mar, afirilu afi, mayu may, yuni yun, yuli yul, agusta agu, "
        "satumba sat, oktoba okt, nuwamba nuw, disamba dis"
    ),
    "th": (
        "มกราคม มค, กุมภาพันธ์ กพ, มีนาคม มีค, เมษายน เมย, พฤษภาคม พค, มิถุนายน มิย, กรกฎาคม กค, สิงหาคม สค, "
        "กันยายน กย, ตุลาคม ตค, พฤศจิกายน พย, ธันวาคม ธค"
    ),
    "hi": (
        "जनवरी जन, फ़रवरी फ़र फरवरी फर, मार्च, अप्रैल, मई, जून, जुलाई जुल, अगस्त अग, सितंबर सित सितम्बर, "
        "अक्टूबर अक्टू अक्तूबर, नवंबर नव नवम्बर, दिसंबर दिस दिसम्बर"
    ),
    "mr": (
        "जानेवारी जाने, फेब्रुवारी फेब्रु, मार्च, एप्रिल एप्रि, मे, जून, जुलै, ऑगस्ट ऑग, सप्टेंबर सप्टें, ऑक्टोबर ऑक्टो, नोव्हेंबर नोव्हें, डिसेंबर डिसें"
    ),
    "ne": "जनवरी, फेब्रुअरी, मार्च, अप्रिल, मे, जुन, जुलाई, अगस्ट, सेप्टेम्बर, अक्टोबर, नोभेम्बर, डिसेम्बर",
    "bn": (
        "জানুয়ারী জানু জানুয়ারি, ফেব্রুয়ারী ফেব ফেব্রুয়ারি, মার্চ, এপ্রিল এপ্রি, মে, জুন, জুলাই জুল, "
        "আগস্ট আগ, সেপ্টেম্বর সেপ, অক্টোবর অক্টো, নভেম্বর নভে, ডিসেম্বর ডিসে"
    ),
    "pa": ("ਜਨਵਰੀ ਜਨ, ਫ਼ਰਵਰੀ ਫ਼ਰ, ਮਾਰਚ, ਅਪ੍ਰੈਲ ਅਪ੍ਰੈ, ਮਈ, ਜੂਨ, ਜੁਲਾਈ ਜੁਲਾ, ਅਗਸਤ ਅਗ, ਸਤੰਬਰ ਸਤੰ, ਅਕਤੂਬਰ ਅਕਤੂ, ਨਵੰਬਰ ਨਵੰ, ਦਸੰਬਰ ਦਸੰ"),
    "gu": ("જાન્યુઆરી જાન્યુ, ફેબ્રુઆરી ફેબ્રુ, માર્ચ, એપ્રિલ, મે, જૂન, જુલાઈ, ઑગસ્ટ, સપ્ટેમ્બર સપ્ટે, ઑક્ટોબર ઑક્ટો, નવેમ્બર નવે, ડિસેમ્બર ડિસે"),
    "ta": (
        "ஜனவரி ஜன, பிப்ரவரி பிப், மார்ச் மார், ஏப்ரல் ஏப், மே, ஜூன், ஜூலை, ஆகஸ்ட் ஆக, செப்டம்பர் செப், அக்டோபர் அக், நவம்பர் நவ, டிசம்பர் டிச"
    ),
    "te": ("జనవరి జన, ఫిబ్రవరి ఫిబ్ర, మార్చి, ఏప్రిల్ ఏప్రి, మే, జూన్, జులై, ఆగస్టు ఆగ, సెప్టెంబర్ సెప్టెం, అక్టోబర్ అక్టో, నవంబర్ నవం, డిసెంబర్ డిసెం"),
    "kn": ("ಜನವರಿ ಜನ, ಫೆಬ್ರವರಿ ಫೆಬ್ರ, ಮಾರ್ಚ್, ಏಪ್ರಿಲ್ ಏಪ್ರಿ, ಮೇ, ಜೂನ್, ಜುಲೈ, ಆಗಸ್ಟ್ ಆಗ, ಸೆಪ್ಟೆಂಬರ್ ಸೆಪ್ಟೆಂ, ಅಕ್ಟೋಬರ್ ಅಕ್ಟೋ, ನವೆಂಬರ್ ನವೆಂ, ಡಿಸೆಂಬರ್ ಡಿಸೆಂ"),
    "ml": (
        "ജനുവരി ജനു, ഫെബ്രുവരി ഫെബ്രു, മാർച്ച് മാർ, ഏപ്രിൽ ഏപ്രി, മേയ് മെയ്, ജൂൺ, ജൂലൈ, ഓഗസ്റ്റ് ഓഗ, സെപ്റ്റംബർ "
        "സെപ്റ്റം, ഒക്‌ടോബർ ഒക്ടോ, നവംബർ നവം, ഡിസംബർ ഡിസം"
    ),
    "si": (
        "ජනවාරි ජන, පෙබරවාරි පෙබ, මාර්තු මාර්, අප්‍රේල්, මැයි, ජූනි, ජූලි, අගෝස්තු අගෝ, සැප්තැම්බර් සැප්, "
        "ඔක්තෝබර් ඔක්, නොවැම්බර් නොවැ, දෙසැම්බර් දෙසැ"
    ),
    "ur": "جنوری, فروری, مارچ, اپریل, مئی, جون, جولائی, اگست, ستمبر, اکتوبر, نومبر, دسمبر",
    "fa": (
        "ژانویهٔ ژانویه, فوریهٔ فوریه, مارس, آوریل, مهٔ مه, ژوئن جون, ژوئیهٔ ژوئیه جولای, اوت آگوست, سپتامبر, "
        "اکتبر, نوامبر, دسامبر"
    ),
    "ar": (
        "يناير جانفي كانون_الثاني, فبراير فيفري شباط, مارس آذار, أبريل أفريل نيسان ابريل, مايو ماي أيار, "
        "يونيو جوان حزيران يونية يونيه, يوليو جويلية تموز يوليوز يوليه, أغسطس أوت آب غشت اغسطس, سبتمبر أيلول "
        "شتنبر, أكتوبر تشرين_الأول اكتوبر, نوفمبر تشرين_الثاني نونبر, ديسمبر كانون_الأول دجنبر"
    ),
    "he": (
        "ינואר ינו, פברואר פבר, מרץ מרס, אפריל אפר, מאי, יוני, יולי, אוגוסט אוג, ספטמבר ספט, אוקטובר אוק, "
        "נובמבר נוב, דצמבר דצמ"
    ),
    "ka": (
        "იანვარი იან, თებერვალი თებ, მარტი მარ, აპრილი აპრ, მაისი მაი, ივნისი ივნ, ივლისი ივლ, აგვისტო აგვ, "
        "სექტემბერი სექ, ოქტომბერი ოქტ, ნოემბერი ნოე, დეკემბერი დეკ"
    ),
    "hy": (
        "հունվարի հնվ հունվար, փետրվարի փտվ փետրվար, մարտի մրտ մարտ, ապրիլի ապր ապրիլ, մայիսի մյս մայիս, "
        "հունիսի հնս հունիս, հուլիսի հլս հուլիս, օգոստոսի օգս օգոստոս, սեպտեմբերի սեպ սեպտեմբեր, հոկտեմբերի "
        "հոկ հոկտեմբեր, նոյեմբերի նոյ նոյեմբեր, դեկտեմբերի դեկ դեկտեմբեր"
    ),
    "my": (
        "ဇန်နဝါရီ ဇန်နဝါရီလ ဇန်, ဖေဖော်ဝါရီ ဖေဖော်ဝါရီလ ဖေ, မတ် မတ်လ, ဧပြီ ဧပြီလ, မေ မေလ, ဇွန် ဇွန်လ, "
        "ဇူလိုင် ဇူလိုင်လ ဇူ, ဩဂုတ် ဩဂုတ်လ, စက်တင်ဘာ စက်တင်ဘာလ စက်, အောက်တိုဘာ အောက်တိုဘာလ အောက်, နိုဝင်ဘာ နိုဝင်ဘာလ နို, ဒီဇင်ဘာ ဒီဇင်ဘာလ ဒီ"
    ),
    "km": (
        "មករា ខែមករា, កុម្ភៈ ខែកុម្ភៈ, មីនា ខែមីនា, មេសា ខែមេសា, ឧសភា ខែឧសភា, មិថុនា ខែមិថុនា, "
        "កក្កដា ខែកក្កដា, សីហា ខែសីហា, កញ្ញា ខែកញ្ញា, តុលា ខែតុលា, វិច្ឆិកា ខែវិច្ឆិកា, ធ្នូ ខែធ្នូ"
    ),
    "lo": (
        "ມັງກອນ ມກ, ກຸມພາ ກພ, ມີນາ ມນ, ເມສາ ມສ, ພຶດສະພາ ພພ, ມິຖຸນາ ມິຖ, ກໍລະກົດ ກລ, ສິງຫາ ສຫ, ກັນຍາ ກຍ, ຕຸລາ ຕລ, ພະຈິກ ພຈ, ທັນວາ ທວ"
    ),
    "am": "ጃንዋሪ ጃን, ፌብሩዋሪ ፌብ, ማርች, ኤፕሪል ኤፕሪ, ሜይ, ጁን, ጁላይ, ኦገስት ኦገስ, ሴፕቴምበር ሴፕቴ, ኦክቶበር ኦክቶ, ኖቬምበር ኖቬም, ዲሴምበር ዲሴም",
    "ku": (
        "rêbendan rbn, sibat sbt, adar adr, nîsan nsn, gulan gln, hezîran hzr, tîrmeh trm, tebax tbx, îlon "
        "îln, cotmeh cot, mijdar mjd, berfanbar brf"
    ),
    "ps": "جنوري, فبروري فېبروري, مارچ, اپریل, مۍ, جون, جولای, اګست, سېپتمبر سپتمبر, اکتوبر, نومبر, دسمبر",
    "eo": (
        "januaro jan, februaro feb, marto mar, aprilo apr, majo maj, junio jun, julio jul, aŭgusto aŭg, "
        "septembro sep, oktobro okt, novembro nov, decembro dec"
    ),
    "lb": (
        "januar jan, februar feb, mäerz mäe, abrëll abr, mee, juni jun, juli jul, august aug, september sep, "
        "oktober okt, november nov, dezember dez"
    ),
}
"""By language (ISO 639): twelve comma-separated blocks, each with the forms of a month. ``_`` stands for a space."""

ENGLISH: tuple[str, ...] = tuple(forms.split()[0] for forms in MONTHS["en"].split(","))
"""The English names in order."""
