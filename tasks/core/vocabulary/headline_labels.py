"""Labels before and after headlines (LIVE, VIDEO, UPDATE 2), by the resulting tag and by language.

They are regular expressions, matched against folded text. Only labels for the form or progress of an article count:
"Opinion:" or "Analysis:" are part of its identity, and are kept.
"""

from collections.abc import Mapping

LABELS: Mapping[str, Mapping[str, str]] = {
    "live": {
        "en": "live|live ?blog|live updates?|live-?update|as it happened",
        "de": "live-?ticker|newsticker",
        "es": "en vivo",
        "fr": "en direct|direct",
        "pt": "ao vivo",
        "it": "diretta",
        "tr": "canl[iı]",
        "ru": "прямая трансляция|онлайн",
        "zh": "直播",
        "ja": "速報中",
    },
    "breaking": {
        "en": "breaking|breaking news|just in|developing|developing story|urgent|flash|alert|news alert|newsflash",
        "de": "eilmeldung|eil",
        "es": "última hora|urgente",
        "pt": "urgente",
        "fr": "alerte(?: info)?|urgent",
        "it": "ultim'ora",
        "ru": "срочно|молния",
        "tr": "son dakika",
        "ja": "速報",
        "zh": "突发|快讯",
        "ar": "عاجل",
    },
    "update": {
        "en": r"updat(?:e|ed)(?: ?\d+)?|wrapup(?: ?\d+)?|refile|recast|rpt|corrected|correction",
        "de": "aktualisier(?:t|ung)",
        "es": "actualizado",
        "fr": "mise à jour",
        "ru": "обновлено",
    },
    "video": {
        "en": "watch|video|videos|see video|with video|watch live",
        "de": "video|videos",
        "fr": "vidéo",
        "es": "vídeo",
        "pt": "vídeo",
        "nl": "filmpje",
        "ru": "видео",
        "ja": "動画",
        "zh": "视频",
    },
    "photos": {
        "en": "photos?|pictures?|in pictures|pics?|gallery|photo gallery|graphic(?:s)?",
        "de": "fotos?|fotostrecke|bildergalerie",
        "es": "fotos?",
        "fr": "en images",
        "ru": "фото",
    },
    "audio": {"en": "listen|audio|podcast"},
    "exclusive": {
        "en": "exclusive",
        "de": "exklusiv",
        "fr": "exclusif",
        "es": "exclusiva",
        "it": "esclusiva",
        "ru": "эксклюзив",
        "zh": "独家",
    },
}
