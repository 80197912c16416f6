"""The variants of a page's URL: trackers, AMP and mobile versions, listed as data.

Parameters that may identify the page (``id``, ``p``, ``story``, ``article_id``) are never listed. Parameters that are
only sometimes trackers (``ref``, ``source``) are dropped only if their value names a way of sharing.
"""

import re
from collections.abc import Iterable, Sequence

_TRACKER_PREFIXES = ("utm_", "mtm_", "matomo_", "hsa_", "itm_", "gad_", "__cf_chl_", "wt.", "gaa_")

_TRACKER_NAMES = """
    fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid li_fat_id igshid igsh epik sccid
    srsltid _openstat irclickid fb_action_ids fb_action_types fb_ref fb_source
    mc_cid mc_eid mkt_tok vero_id vero_conv oly_enc_id oly_anon_id _bta_tid _bta_c nltr _hsenc _hsmi _ke
    __hssc __hstc __hsfp hsctatracking
    at_medium at_campaign at_campaign_type at_custom1 at_custom2 at_custom3 at_custom4 at_link_id at_link_origin
    at_link_type at_format at_ptr_name at_bbc_team ns_campaign ns_source ns_mchannel ns_linkname ns_fee
    pk_campaign pk_kwd pk_keyword pk_source pk_medium pk_content piwik_campaign piwik_kwd wt_mc wt_zmc
    cmp cmpid icid ocid ito s_cid s_kwcid ncid sr_share smid smtyp xtor xtref xtmc xtnp _ga _gl
    ref_src ref_url referrer referer intcmp int_cmp int_source int_medium int_campaign sharetype shareaction
    mbid spm fsrc traffic_source sfnsn guccounter guce_referrer guce_referrer_sig wprov
    ef_id dm_i mibextid __twitter_impression wickedid rb_clickid trk trkcampaign dicbo tblci vgo_ee oborigurl
    sc_campaign sc_channel sc_content sc_medium sc_outcome sc_geo sc_country cx_navsource cx_artpos cx_testid
    cx_testvariant
    phpsessid jsessionid aspsessionid
    amp amp_js_v amp_gsa amp_lite usqp
"""
_TRACKERS = frozenset(_TRACKER_NAMES.split())
"""Parameters of clicks, mailings, campaigns, sharing and sessions, and of the AMP version of a page."""

_SHARING_NAMES = ("ref", "source", "src", "from", "via", "partner", "feed", "share", "emc")
_SHARING_VALUES = """
    rss rss2 atom feed feeds rssfeed rss-feed feedburner twitter facebook fb tw linkedin reddit whatsapp telegram pocket
    flipboard instagram youtube google googlenews news_google newsletter email mail share social app push applenews msn
    yahoo bing
"""
_VIEW_NAMES = ("output", "outputtype", "view", "mode", "type")
_SWITCH = frozenset({"", "0", "1", "true", "false", "yes", "no"})
_TRACKING_VALUES = {
    **dict.fromkeys(_SHARING_NAMES, frozenset(_SHARING_VALUES.split())),
    **dict.fromkeys(_VIEW_NAMES, frozenset({"amp", "mobile"})),
    **dict.fromkeys(("mobile", "rss", "nonamp", "noamp"), _SWITCH | {"mobile"}),
    "m": frozenset({"0", "1"}),
}

_HOST_LABELS = frozenset({"www", "m", "mobile", "mobil", "amp", "touch", "wap"})
_FIRST_SEGMENTS = frozenset({"amp", "mobile"})
_AMP_EXTENSION = re.compile(r"(?i)(?<=[^.])\.amp(\.s?html?)?$")
_AMP_CACHE = ".cdn.ampproject.org"
_AMP_CACHE_KINDS = frozenset({"a", "c", "v", "wp"})
_GOOGLE = re.compile(r"google(?:\.com?)?\.[a-z]{2,3}")
_HAS_DOTS = re.compile(r"(?i)[^?#]*/(?:\.|%2e)")
"""What begins like a URL with a segment that begins with a dot, escaped or not."""
_ADDRESS_AND_PATH = re.compile(r"(?i)(https?://[^/?#]*)([^?#]*)")
_ESCAPED_DOT = re.compile(r"(?i)%2e")


def is_tracker(name: str, value: str) -> bool:
    """Return whether a query parameter only says how the reader came to the page."""
    name, value = name.casefold(), value.casefold()
    return name in _TRACKERS or name.startswith(_TRACKER_PREFIXES) or value in _TRACKING_VALUES.get(name, ())


def is_amp_or_mobile_label(label: str) -> bool:
    """Return whether a label of a host denotes a version of the site (``m``, ``amp``, also ``www``)."""
    return label in _HOST_LABELS


def standard_segments(segments: Sequence[str]) -> list[str]:
    """Return a path's segments without AMP and mobile segments at its ends, AMP extensions and trailing slashes."""
    kept = list(segments)
    while kept:
        last = _AMP_EXTENSION.sub(r"\1", kept[-1]) if "." in kept[-1] else kept[-1]
        if last.casefold() in {"", "amp"}:
            kept.pop()
        elif last == kept[-1]:
            break
        else:
            kept[-1] = last
    while kept and kept[0].casefold() in _FIRST_SEGMENTS:
        kept.pop(0)
    return kept


def wrapped_by_amp_cache(host: str, segments: Sequence[str]) -> str | None:
    """Return the ``host/path`` in the URL of an AMP cache, or None for any other URL.

    The forms are ``<name>.cdn.ampproject.org/c/s/host/path`` and ``google.com/amp/s/host/path``.
    """
    kept = list(segments)
    if host.endswith(_AMP_CACHE):
        kept = standard_segments(kept)
        kinds = _AMP_CACHE_KINDS
    elif _GOOGLE.fullmatch(host):
        kinds = frozenset({"amp"})
    else:
        return None
    if len(kept) < len(("kind", "host")) or kept[0].casefold() not in kinds:
        return None
    rest = kept[2:] if kept[1] == "s" else kept[1:]
    return "/".join(rest) if rest and "." in rest[0].strip(".") else None


def without_dot_segments(url: str) -> str:
    """Return an absolute http or https URL without dot segments, and any other string unchanged.

    Escaped ones count, as in browsers (RFC 3986, section 5.2.4; WHATWG URL, 4.4). The rules of
    robots.txt apply to where a URL leads: ``/news/../private`` is in ``/private``.
    """
    found = _ADDRESS_AND_PATH.match(url)
    if found is None or not _HAS_DOTS.match(url):
        return url
    segments = found[2].split("/")[1:]
    kept = resolved(segments)
    if _plain(segments[-1]) in {".", ".."}:
        kept.append("")
    return f"{found[1]}/{'/'.join(kept)}{url[found.end() :]}"


def resolved(segments: Iterable[str]) -> list[str]:
    """Return a path's segments without dot segments."""
    kept: list[str] = []
    for segment in segments:
        dots = _plain(segment)
        if dots == "..":
            del kept[-1:]
        elif dots != ".":
            kept.append(segment)
    return kept


def _plain(segment: str) -> str:
    return _ESCAPED_DOT.sub(".", segment) if "%" in segment else segment
