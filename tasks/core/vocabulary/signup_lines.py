# ruff: noqa: E501 - an alternative is read as one line
"""What forms for newsletters and accounts say, and notes on how readers may comment, by language.

Regular expressions, one a line, matched at the beginning of a sentence in lower case. Each speaks of the form's own
terms, so that an article about newsletters does not match.
"""

from collections.abc import Mapping

SIGNUP_LINES: Mapping[str, str] = {
    "en": r"""
        by (?:signing up|subscribing|registering|(?:clicking|pressing|selecting|tapping)\b.{0,40}|(?:submitting|entering|providing|giving)\b.{0,30}\b(?:e-?mail|address|details|information|data|number|form|comment)\b.{0,20}),? (?:you|i) (?:\w+ ){0,3}(?:agree|accept|consent|acknowledge|confirm|understand)
        (?:you (?:can|may)|to) (?:unsubscribe|opt[- ]out)\b.{0,30}\b(?:any ?time|newsletter|emails?)
        (?:unsubscribe|opt[- ]out|cancel) (?:at )?any ?time
        (?:we'll|we will) (?:never|not) (?:share|sell|spam)\b(?: or (?:share|sell|rent))? (?:your\b.{0,20}\b(?:e-?mail|address|information|data|details)|you\b)
        thanks? (?:you )?for (?:signing up|subscribing)|you(?:['’]re| are) (?:now )?(?:signed up|subscribed)
    """,
    "de": r"""
        (?:sie können|du kannst) (?:sich|dich|den newsletter|diese|ihre|deine)\b.{0,40}\b(?:jederzeit|wieder)\b.{0,20}\b(?:abmelden|abbestellen|widerrufen)
        mit (?:der|ihrer|deiner) (?:anmeldung|registrierung|eingabe)\b.{0,60}\b(?:stimm|akzeptier|erklär|willig|bestätig)
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
        (?:bitte )?achten sie (?:bitte )?darauf, dass ihre kommentare|(?:ihr|dein) kommentar wird\b.{0,40}\b(?:geprüft|freigeschaltet|moderiert)
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

OFFER_HINTS: Mapping[str, str] = {
    "en": "subscri|unsubscri|keep reading|continue reading|members|paywall|log in|sign in|regist|signing up|signed up|you agree|i agree|opt out|opt-out|you acc|you cons|you ack|cancel a|we'll n|we will n|comments",
    "de": "weiterlesen|weiterzul|abonn|anmeld|regist|mitglieder|abmeld|abbest|kündbar|kommentar|beiträge|widerruf",
    "fr": "inscri|désinscri|connecte|abonn|désabonn|en cliquant|en valid|reste |commentaires",
    "es": "suscr|regíst|regist|inicia|hazte|socios|al hacer|inscrib|de baja|comentarios",
    "pt": "assin|subscr|regist|cadastr|login|inscr|ao clicar|comentários",
    "it": "abbon|acced|regist|iscri|disiscri|cliccando|cancellarti|commenti",
    "nl": "abonn|regist|log in|leden|uitschrijven|afmelden|akkoord|reactie|stem je",
    "sv": "prenumer|logga in|medlem|genom att",
    "da": "abonn|log ind|medlem|tilmeld|klikke|afmelde",
    "no": "abonn|logg inn|regist|klikke|melde deg",
    "fi": "tilaa|kirjaudu",
    "pl": "wykup|zaloguj|subskr|prenumer|zapisując|klikając|zrezygnować",
    "ru": "подпи|войд|регистр|зарегистр|нажимая|комментарии",
    "tr": "abone ol|kaydolarak|tıklayarak",
    "ja": "会員|続き|登録|いつでも",
    "zh": "订阅|訂閱|登录|登入|注册|註冊|本文|随时|隨時",
}  # fmt: skip
"""Beginnings of words or phrases, one of which a line of `PAYWALLED` or of the mappings above contains: faster to find.

In scripts without spaces, they may stand within a word.
"""
