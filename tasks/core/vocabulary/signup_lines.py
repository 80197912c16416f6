# ruff: noqa: E501 - an alternative is read as one line
"""What forms for newsletters and accounts say, notes on how readers may comment, and headings of comments, by language.

Regular expressions in lower case, one a line. Those of forms and notes are matched at the beginning of a sentence; each
speaks of the form's own terms, so that an article about newsletters does not match.
"""

from collections.abc import Mapping

SIGNUP_LINES: Mapping[str, str] = {
    "en": r"""
        by (?:signing up|subscribing|registering|(?:clicking|pressing|selecting|tapping)\b.{0,40}|(?:submitting|entering|providing|giving)\b.{0,30}\b(?:e-?mail|address|details|information|data|number|form|comment)\b.{0,20}),? (?:you|i) (?:\w+ ){0,3}(?:agree|accept|consent|acknowledge|confirm|understand)
        (?:you (?:can|may)|to) (?:unsubscribe|opt[- ]out)\b.{0,30}\b(?:any ?time|newsletter|emails?)
        (?:unsubscribe|opt[- ]out|cancel) (?:at )?any ?time
        (?:we'll|we will) (?:never|not) (?:share|sell|spam)\b(?: or (?:share|sell|rent))? (?:your\b.{0,20}\b(?:e-?mail|address|information|data|details)|you\b)
        join (?:(?:over|more than) )?[\d,.]+k?\+? (?:(?:other|happy|weekly|daily|fellow|curious) )?(?:readers|subscribers|people|others)\b.{0,60}\b(?:get|receive|who|mail|inbox|newsletter)
        you(?:['’]re| are)? receiv(?:e|ed|ing) this (?:(?:e-?mail|letter|message|newsletter) )?because
        sign up (?:to|for)\b[^.!?]{0,60}$|(?:sign up|subscribe)\b[^.!?]{0,60}\b(?:newsletter|to your inbox|in your inbox)
        get [^.!?]{2,60} delivered (?:to|through|into|straight to|right to|directly to) your (?:door|letter ?box|mail ?box|inbox|e-?mail|home)
        (?:sign up|subscribe) (?:here|now|today)\W*$
        thanks? (?:you )?for (?:signing up|subscribing)|you(?:['’]re| are) (?:now )?(?:signed up|subscribed)
    """,
    "de": r"""
        (?:sie können|du kannst) (?:sich|dich|den newsletter|diese|ihre|deine)\b.{0,40}\b(?:jederzeit|wieder)\b.{0,20}\b(?:abmelden|abbestellen|widerrufen)
        mit (?:der|ihrer|deiner) (?:anmeldung|registrierung|eingabe)\b.{0,60}\b(?:stimm|akzeptier|erklär|willig|bestätig)
        hier geht['’]?s? (?:es )?zur (?:newsletter-?)?(?:anmeldung|registrierung)|meld(?:e dich|en sie sich)\b.{0,60}\bnewsletter
        (?:hier|jetzt)(?: (?:kostenlos|gratis|direkt|gleich))? (?:abonnieren|anmelden|registrieren)\W*$
        abmeldung (?:ist )?jederzeit (?:möglich|über)|jederzeit (?:abbestellbar|kündbar|abbestellen|abmelden)
        (?:vielen dank|danke) für (?:ihre|deine) (?:anmeldung|registrierung)
    """,
    "fr": r"""
        en (?:vous inscrivant|vous abonnant|cliquant|validant (?:votre|ce formulaire|cette inscription)|renseignant)\b.{0,60}\bvous (?:acceptez|consentez|reconnaissez)
        (?:vous pouvez|pour) vous (?:désinscrire|désabonner)|merci (?:de|pour) votre inscription
    """,
    "es": r"""
        al (?:suscribirte|suscribirse|registrarte|registrarse|hacer clic|enviar|inscribirte)\b.{0,60}\b(?:aceptas?|acepta usted|consientes)
        (?:puedes?|podrás?) (?:darte|darse) de baja|gracias por (?:suscribirte|suscribirse|registrarte)
    """,
    "pt": r"""
        ao (?:se )?(?:inscrever|assinar|cadastrar|clicar|enviar|registar)\b.{0,60}\b(?:concorda|aceita|você aceita)
        (?:pode|poderá) cancelar (?:a )?(?:sua )?(?:inscrição|subscrição|assinatura)\b.{0,30}\bmomento
    """,
    "it": r"""
        (?:iscrivendoti|registrandoti|iscrivendomi|cliccando|inviando)\b.{0,60}\b(?:accetti|accetto|acconsenti|dichiar)
        (?:puoi|potrai) (?:cancellarti|disiscriverti|annullare)\b.{0,40}\bmomento|grazie per esserti iscritt
    """,
    "nl": r"""
        door (?:je|u|jezelf|uzelf|op)\b.{0,50}\b(?:ga je|gaat u|ga ik|stem je|stemt u) (?:akkoord|in)
        (?:je kunt je|u kunt zich)\b.{0,30}\b(?:uitschrijven|afmelden)
    """,
    "sv": r"genom att (?:anmäla|registrera|prenumerera|klicka)\b.{0,60}\b(?:godkänner|accepterar|samtycker)|du kan (?:när som helst )?avsluta (?:din )?prenumeration",
    "da": r"ved (?:at )?(?:tilmelde|tilmelding|klikke)\b.{0,60}\b(?:accepterer|samtykker)|du kan (?:altid|til enhver tid) (?:afmelde|framelde)",
    "no": r"ved å (?:melde|registrere|klikke)\b.{0,60}\b(?:godtar|samtykker|aksepterer)|du kan (?:når som helst )?melde deg av",
    "pl": r"(?:zapisując się|klikając|rejestrując się)\b.{0,60}\b(?:akceptujesz|zgadzasz się|wyrażasz)|możesz (?:w każdej chwili )?(?:zrezygnować|wypisać się)",
    "ru": r"(?:подписываясь|нажимая|регистрируясь)\b.{0,60}\b(?:соглашаетесь|принимаете|даёте|даете)",
    "tr": r"(?:kaydolarak|abone olarak|tıklayarak)\b.{0,60}\b(?:kabul|onay)",
    "ja": r"(?:登録すると|会員登録で|登録いただくと)$|(?:いつでも(?:解約|解除|配信停止))",
    "zh": r"(?:订阅|訂閱|注册|註冊)(?:即|表示|后|後).{0,12}同意|随时(?:取消|退订)|隨時(?:取消|退訂)",
}  # fmt: skip

"""Lines of forms for newsletters and accounts."""

COMMENT_RULES: Mapping[str, str] = {
    "en": r"""
        (?:please|kindly) (?:keep|note that|be|ensure|make sure)\b.{0,40}\bcomments?\b.{0,60}\b(?:civil|respectful|polite|relevant|on[- ]topic|moderated|deleted|removed)
        comments? (?:are|will be|may be) (?:(?:pre-)?moderated|reviewed (?:before|prior|by (?:our|the) (?:moderator|editor))|subject to (?:moderation|approval|our)|(?<=be )(?:deleted|removed))\b
        (?:we|the editors?) reserves? the right to\b.{0,40}\b(?:delete|remove|edit|reject)\b.{0,30}\bcomments?
    """,
    "de": r"""
        (?:bitte )?achten sie (?:bitte )?darauf, dass (?:ihre|die) kommentare|(?:ihr|dein) kommentar wird\b.{0,40}\b(?:geprüft|freigeschaltet|moderiert)
        kommentare (?:werden|können)\b.{0,40}\b(?:gelöscht|moderiert|freigeschaltet|gekürzt)|beiträge werden\b.{0,40}\b(?:moderiert|freigeschaltet)
    """,
    "fr": r"les commentaires (?:sont|seront|peuvent être)\b.{0,30}\b(?:modérés|supprimés)|merci de (?:rester|respecter)\b.{0,40}\bcommentaires?",
    "es": r"(?:los|tus|sus) comentarios (?:son|serán|pueden ser)\b.{0,30}\b(?:moderados|eliminados|revisados)|nos reservamos el derecho\b.{0,40}\bcomentarios",
    "pt": r"(?:atenção\W+)?comentários\b.{0,70}\bnão serão (?:aprovados|publicados|aceitos|aceites)|os comentários (?:são|serão)\b.{0,30}\b(?:moderados|removidos)",
    "it": r"i commenti (?:sono|saranno|possono essere)\b.{0,30}\b(?:moderati|rimossi|cancellati)",
    "nl": r"(?:reacties|je reactie|uw reactie) (?:worden|wordt|kunnen|kan)\b.{0,30}\b(?:gemodereerd|verwijderd)",
    "ru": r"комментарии\b.{0,40}\b(?:модерируются|удаляются|будут удал|проходят (?:пред\w*)?модерац)",
}  # fmt: skip

"""Notes on how readers may comment."""

COMMENT_HEADINGS: Mapping[str, str] = {
    "en": r"""
        (?:# |no |view |show |post |join the |reader |readers['’] |user )?comments?(?: #)?
        # (?:comments?|thoughts?|responses?|repl(?:y|ies)) (?:on|to|so far)\b.*|# (?:responses?|repl(?:y|ies))
        (?:leave|post|add|write|submit) (?:a|your) (?:comment|reply)|join the (?:conversation|discussion)""",
    "de": r"""
        (?:# |alle |leser-?)?kommentare?(?: #)?|# (?:kommentare?|gedanken|antworten?|meinungen?) (?:zu|auf)\b.*
        (?:schreib|hinterlass|verfass)\w* (?:uns )?(?:einen|deinen|ihren) kommentar
        (?:einen )?kommentar (?:schreiben|verfassen|hinterlassen|abgeben)|# antworten?""",
    "fr": r"""
        (?:# |vos |les )?commentaires?(?: #)?|# (?:réflexions?|réponses?|commentaires?|avis) (?:sur|à|au)\b.*
        (?:laisser?|laissez|poster|ajouter|écrire|déposer) (?:un|votre) commentaire|# réponses?""",
    "es": r"""
        (?:# |los )?comentarios?(?: #)?|# (?:respuestas?|comentarios?|pensamientos?|ideas?) (?:a|en|sobre)\b.*
        (?:deja|dejar|deje|escribe|escribir|añade|añadir|publica) (?:un|tu|su) (?:comentario|respuesta)""",
    "ca": r"(?:# )?comentaris?(?: #)?|# (?:respostes?|comentaris?) (?:a|en|sobre)\b.*|(?:deixa|escriu) un (?:comentari|resposta)",
    "pt": r"""
        (?:# |os )?comentários?(?: #)?|# (?:respostas?|comentários?|pensamentos?) (?:para|a|em|sobre)\b.*
        (?:deixe|deixar|escreva|adicionar|faça) (?:um|uma|o seu|seu|sua) (?:comentário|resposta)""",
    "it": r"""
        (?:# |i )?comment[oi](?: #)?|# (?:commenti|commento|risposte|risposta|pensieri) (?:su|a|per)\b.*
        (?:lascia|scrivi|aggiungi|inserisci) (?:un|il tuo) commento""",
    "nl": r"""
        (?:# |alle )?reacties?(?: #)?|# (?:reacties?|gedachten?) (?:op|over|aan)\b.*
        (?:geef|plaats|laat|schrijf) een (?:reactie|antwoord)(?: achter)?""",
    "sv": r"(?:# )?kommentar(?:er)?(?: #)?|# (?:svar|tankar|kommentar(?:er)?) (?:på|om|till)\b.*|(?:lämna|skriv) (?:ett svar|en kommentar)",
    "no": r"(?:# )?kommentar(?:er)?(?: #)?|# (?:svar|tanker|kommentar(?:er)?) (?:på|om|til)\b.*|legg igjen (?:en kommentar|et svar)",
    "da": r"(?:# )?kommentar(?:er)?(?: #)?|# (?:svar|tanker|kommentar(?:er)?) (?:på|om|til)\b.*|skriv (?:en kommentar|et svar)",
    "fi": r"(?:# )?komment(?:it|ti|tia)(?: #)?|# (?:vastausta|ajatusta) .*|(?:jätä|lisää|kirjoita) (?:kommentti|vastaus)",
    "et": r"(?:# )?kommentaar(?:id|i)?(?: #)?|lisa kommentaar",
    "lv": r"(?:# )?komentār[si](?: #)?|(?:pievienot|atstāt) komentāru",
    "lt": r"(?:# )?komentar(?:ai|as|ų)(?: #)?|(?:parašykite|palikti) komentarą",
    "pl": r"(?:# )?komentarz(?:e|y)?(?: #)?|# (?:odpowiedzi|myśli|komentarz\w*) (?:na|do|o)\b.*|(?:dodaj|zostaw|napisz) (?:komentarz|odpowiedź)",
    "cs": r"(?:# )?komentář(?:e|ů)?(?: #)?|(?:napsat|přidat|přidej|vložit) komentář|diskuze k článku",
    "sk": r"(?:# )?komentár(?:e|ov)?(?: #)?|(?:pridaj|pridať|napísať) komentár|diskusia k článku",
    "sl": r"(?:# )?komentar(?:ji|jev)?(?: #)?|(?:dodaj|oddaj) komentar",
    "hr": r"(?:# )?komentar(?:i|a)?(?: #)?|(?:ostavi|dodaj|napiši) (?:komentar|odgovor)",
    "hu": r"(?:# )?hozzászólás(?:ok)?(?: #)?|# (?:hozzászólás|gondolat) .*|szólj hozzá|vélemény, hozzászólás",
    "ro": r"(?:# )?comentari[iu](?: #)?|# (?:răspunsuri|gânduri|comentarii) (?:la|despre|pentru)\b.*|lasă un (?:comentariu|răspuns)",
    "bg": r"(?:# )?коментар(?:и|а)?(?: #)?|(?:напишете|добави|оставете) коментар",
    "sr": r"(?:# )?коментар(?:и|а)?(?: #)?|(?:остави|додај) (?:коментар|одговор)",
    "ru": r"(?:# )?комментари(?:и|й|ев|я)(?: #)?|# (?:комментари\w+|ответ\w*|мысл\w+) (?:к|на|о|для)\b.*|(?:оставить|добавить|написать) (?:комментарий|ответ)",
    "uk": r"(?:# )?коментар(?:і|ів|)(?: #)?|(?:залишити|додати|написати) (?:коментар|відповідь)",
    "tr": r"(?:# )?yorum(?:lar)?(?: #)?|(?:bir )?(?:yorum|cevap|yanıt) (?:yap|yaz|bırak|gönder|ekle)\w*",
    "el": r"(?:# )?σχόλι[αο](?: #)?|αφήστε (?:μια απάντηση|ένα σχόλιο)",
    "id": r"(?:# )?komentar(?: #)?|# (?:komentar|tanggapan|pemikiran) (?:pada|untuk|tentang)\b.*|tinggalkan (?:balasan|komentar)",
    "vi": r"(?:# )?bình luận(?: #)?|để lại (?:một )?(?:bình luận|phản hồi)",
    "ar": r"(?:# )?(?:ال)?تعليق(?:ات)?(?: #)?|(?:اترك|أضف|اكتب) (?:تعليق\w*|رد\w*)",
    "fa": r"(?:# )?(?:نظرات|دیدگاه‌?ها|دیدگاه)(?: #)?|(?:دیدگاهتان را بنویسید|نظر بدهید)",
    "he": r"(?:# )?תגובות(?: #)?|(?:כתיבת|השארת|הוספת) תגובה",
    "hi": r"(?:# )?टिप्पणियाँ|(?:# )?टिप्पणियां|टिप्पणी (?:करें|जोड़ें)|एक उत्तर छोड़ें",
    "th": r"(?:# )?ความ(?:คิด)?เห็น(?: #)?|แสดงความ(?:คิด)?เห็น",
    "zh": r"(?:# ?条|# ?則|全部|网友|最新|发表|發表|留下)?(?:评论|評論|留言)(?: ?#)?",
    "ja": r"(?:# ?件の)?コメント(?: ?#)?(?: ?件)?|コメントを(?:残す|書く|投稿|する)",
    "ko": r"(?:# ?개의 )?댓글(?: ?#)?(?: ?개)?|(?:댓글|답글) ?(?:쓰기|남기기|달기)",
}
"""Headings above the comments of readers: regular expressions for whole lines, with ``#`` for counts."""
