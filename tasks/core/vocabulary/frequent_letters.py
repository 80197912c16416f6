"""The most frequent letters of languages that are not written in Latin letters, to recognise their old encodings."""

_HAN = """
    的一是不了在人有我他中上大和地到以要就出可也你生能而子那得於下自之年作用道行所然家事成方多去法如都同
    面起看定天分好小部其些主理心她本前但因只想日者意力它把十民第公此已工使情明性知全三又正外高由很最重物手
    向文政美相被利二等新己制身果加西斯月合回特代內内信表化老世位次度任常先海通教原提立及比水名真走各入口平
    活更別打女四神何安少才反受目太量再感建做接必件管期市直德命山金指克保至形社便空治展科司五基眼非白界光放
    即像且思王象完式色路南品住告求程北死交取拉格望共清今切院候帶港船夜
"""
_SIMPLIFIED = """
    这个们来为国说时会对过发后里种经么学现当没动还进样实军无与长机关点业将两间问战头体见产话门儿东声员论处义几
    认条系气题尔变总电数报结务场计资许统区队决马书则听却达强难权设记类据边张该规万觉术领确传师观导争运从给让识于
"""
_TRADITIONAL = """
    這個們來為國說時會對過發後裡種經麼學現當沒動還進樣實軍無與長機關點業將兩間問戰頭體見產話門兒東聲員論處義幾
    認條系氣題爾變總電數報結務場計資許統區隊決馬書則聽卻達強難權設記類據邊張該規萬覺術領確傳師觀導爭運從給讓識並
"""
_HANGUL = """
    이다는을에의가고하은한지로를기도사자리서시나인대어정아수있들라그으해일전부제보만상원장조주과구스게여유성안관
    동국공경오신했니면것습금방화위진치까우와명세중무비미연당생학회마
"""
SIMPLIFIED_CHINESE = frozenset("".join((_HAN + _SIMPLIFIED).split()))
TRADITIONAL_CHINESE = frozenset("".join((_HAN + _TRADITIONAL).split()))
KOREAN = frozenset("".join(_HANGUL.split()))
JAPANESE = frozenset(map(chr, (*range(0x3041, 0x3097), *range(0x30A1, 0x30FB))))
"""All of hiragana and katakana: no other language has them."""

CYRILLIC = frozenset("оеаинтсрвлкмдпу")
GREEK = frozenset("αοιετσνηυρπκμλςίάόέή")
HEBREW = frozenset("יוהלארתבמשנ")
ARABIC = frozenset("اليمنرتبوةدعف")
THAI = frozenset("านรอกเงยลมวสทต่้ัี")
"""Lower case only: read in the wrong Cyrillic encoding, small letters become capitals."""
