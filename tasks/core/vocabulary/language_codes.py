"""The codes of languages: ISO 639-1, and the three-letter and older ones that stand for the same languages."""

_TWO_LETTERS = """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es
    et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki
    kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no
    nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te
    tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
TWO_LETTERS = frozenset(_TWO_LETTERS.split())
"""Every language of ISO 639-1. Two letters that are not among them, such as ``xx`` or ``jp``, name no language."""

NO_LANGUAGE = frozenset({"und", "zxx", "mul", "mis", "xxx"})
"""Three-letter codes that say that the language is unknown, missing, mixed or without a code."""

_OTHER_CODES = """
    nb:no nn:no nob:no nno:no nor:no iw:he in:id ji:yi mo:ro sh:sr
    ara:ar ben:bn bul:bg cat:ca ces:cs cze:cs cmn:zh chi:zh zho:zh dan:da deu:de ger:de dut:nl nld:nl ell:el gre:el
    eng:en est:et fas:fa per:fa fin:fi fra:fr fre:fr heb:he hin:hi hrv:hr hun:hu ind:id ita:it jpn:ja kor:ko lav:lv
    lit:lt may:ms msa:ms pol:pl por:pt ron:ro rum:ro rus:ru slk:sk slo:sk slv:sl spa:es srp:sr swa:sw swe:sv tam:ta
    tel:te tha:th tur:tr ukr:uk urd:ur vie:vi
"""
CURRENT = {other: code for other, _, code in (pair.partition(":") for pair in _OTHER_CODES.split())}
"""The code that a language has here, by another one that pages name it by."""
