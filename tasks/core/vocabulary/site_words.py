"""Words with which a site speaks of itself and its offers, or directly to its readers, by language.

Regular expressions for lower-case text, matched as whole words except in scripts without spaces.
"""

from collections.abc import Mapping

SITE_WORDS: Mapping[str, str] = {
    "mul": r"""
        facebook|instagram|twitter|whatsapp|telegram|youtube|tiktok|linkedin|threads|bluesky|spotify|google|apple|x
        newsletters?|cookies?|e-?mails?|apps?|podcasts?|javascript|rss|https?|www|login|online|gratis|video|pdf""",
    "en": r"""
        our|us|your|my|here|below|above|this|these|now|today|inbox|comments?|accounts?|pages?|sites?|websites?|channels?
        articles?|stor(?:y|ies)|subscri\w+|members?|free|updates?|coverage|article|reviews?|full|latest""",
    "de": r"""
        uns|unser\w*|ihr\w*|dein\w*|hier|unten|diese[mnrs]?|jetzt|kommentar\w*|konto|kanal|artikel\w*|beitr\w+|abo\w*
        kostenlos\w*|seiten?|thema|themen|ratgeber""",
    "fr": r"""
        nous|notre|nos|ici|ci-dess\w+|votre|vos|cet|cette|maintenant|infolettre|courriel\w*|commentaires?|compte|abonn\w+
        gratuit\w*|cha[iî]ne|articles?|page|site|dossier""",
    "es": r"""
        nos|nuestr\w+|aquí|este|esta|ahora|bolet[ií]n\w*|correo|comentarios?|cuenta|canal|suscri\w+|artículos?
        notas?|noticias?|página|sitio""",
    "it": r"nostr\w+|tuo|tua|tuoi|quest\w+|subito|commenti|canale|articol\w+|pagina|sito|notizie",
    "pt": r"""
        nos|noss\w+|aqui|este|esta|agora|boletim|comentários?|conta|canal|grátis|assinant\w+|assinatura\w*|artigos?
        matérias?|notícias?|página|site""",
    "nl": r"ons|onze|hier|jouw|uw|deze|nieuwsbrief\w*|reacties?|account|kanaal|abonn\w+|artikel\w*|pagina",
    "sv": r"oss|vår\w*|här|denna|detta|nyhetsbrev\w*|kommentar\w*|konto|kanal|artikel\w*|artiklar\w*|sida\w*",
    "no": r"oss|vår\w*|denne|dette|nyhetsbrev\w*|kommentar\w*|konto|kanal|artik\w+|sak|saken|side\w*",
    "da": r"vores|(?:til|på) os|denne|dette|nyhedsbrev\w*|kommentar\w*|konto|kanal|artik\w+|side\w*",
    "fi": r"""
        meitä|meidän|tästä|täältä|täällä|tämä\w*|nyt|uutiskir\w+|komment\w+|kanava\w*|ilmai\w+|artikkel\w+|juttu\w*|sivu\w*""",
    "pl": r"""
        nas|nasz\w*|tutaj|twoj\w*|twój|tego|tej|teraz|newsletter\w*|komentarz\w*|konto|kanał\w*|bezpłatn\w+
        artykuł\w*|stron\w+""",
    "cs": r"nás|naš\w*|náš|zde|tady|váš\w*|tento|nyní|newsletter\w*|komentář\w*|účet|kanál\w*|zdarma|člán\w+|strán\w+",
    "sk": r"nás|naš\w*|náš|váš\w*|tento|teraz|newsletter\w*|komentár\w*|účet|kanál\w*|zadarmo|člán\w+|strán\w+",
    "hu": r"minket|hírlev\w+|komment\w*|fiók\w*|csatorn\w*|ingyen\w*|cikk\w*|oldal\w*|facebook\w*",
    "ro": r"nostr\w+|aici|acum|newsletter\w*|comentari\w+|canal\w*|gratuit\w*|articol\w*|pagin\w+|site\w*",
    "hr": r"nas|naš\w*|ovdje|sada|član\w+|stranic\w+|besplatn\w+|vijest\w*|komentar\w*|newsletter\w*",
    "sl": r"nas|naš\w*|tukaj|zdaj|član\w+|stran\w*|brezplačn\w+|novic\w*|komentar\w*|še",
    "bg": r"нас|наш\w*|тук|сега|бюлетин\w*|коментар\w*|канал\w*|безплатн\w+|стати\w+|страниц\w+|още|приятели",
    "ru": r"""
        нас|наш\w*|здесь|тут|сейчас|рассылк\w+|комментари\w*|канал\w*|бесплатн\w+|стать\w+|страниц\w+|сайт\w*|новост\w+
        обновлени\w+|материал\w*|телеграм\w*""",
    "uk": r"нас|наш\w*|тут|зараз|розсилк\w+|коментар\w*|канал\w*|безкоштовн\w+|статт\w+|сторін\w+|новин\w*|телеграм\w*",
    "tr": r"biz\w*|burada\w*|buraya|şimdi|bülten\w*|yorum\w*|hesa[pb]\w*|kanal\w*|ücretsiz|makale\w*|haber\w*|sayfa\w*",
    "el": r"μας|εδώ|τώρα|ενημερωτικ\w+|σχόλι\w+|κανάλι|δωρεάν|άρθρ\w+|σελίδ\w+|νέα",
    "id": r"kami|di sini|ini|sekarang|buletin|komentar|akun|kanal|saluran|artikel|berita|halaman",
    "vi": r"chúng tôi|tại đây|bình luận|kênh|miễn phí|bài viết|bài|tin tức|trang|báo",
    "ar": r"هنا|الآن|نشرتنا|النشرة|التعليقات|القناة|قناتنا|مجان\w*|المقال\w*|الصفحة|صفحتنا|موقعنا|معنا|أخبار\w*",
    "fa": r"ما|اینجا|خبرنامه|نظرات|کانال|رایگان|مقاله|صفحه|خبر|مطلب",
    "he": r"כאן|עכשיו|שלנו|ניוזלטר|תגובות|כתבה|אחרינו",
    "hi": r"हमारे|हमारी|हमें|यहां|यहाँ|अभी|न्यूज़लेटर|टिप्पणी|चैनल|मुफ्त|लेख|खबर|ख़बर|खबरें|पेज",
    "ja": r"""
        こちら|当サイト|本サイト|この記事|本紙|メール|コメント|無料|チャンネル|アカウント|ニュース
        ください|下さい|お願い|会員|しよう""",
    "zh": r"我们|我們|点击|點擊|此处|本站|本网|本報|本报|公众号|评论|免费|免費|频道|账号|新闻|新聞|文章|请|請",
    "ko": r"저희|우리|여기|이 기사|뉴스레터|댓글|무료|채널|계정|뉴스|하세요|하십시오|주세요|바랍니다",
    "th": r"เรา|ที่นี่|คลิก|ข่าว|ความคิดเห็น|ช่อง|ฟรี|บทความ|เพจ",
}
