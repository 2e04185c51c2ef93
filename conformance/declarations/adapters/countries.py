"""Names of countries as sources write them."""

from __future__ import annotations

import re

_CODE = re.compile(r"[A-Z]{2}")
_NAMES = {
    "united states": "US", "united states of america": "US", "usa": "US", "u.s.a": "US", "u.s": "US", "united kingdom": "GB",
    "uk": "GB", "great britain": "GB", "china": "CN", "people's republic of china": "CN", "germany": "DE", "deutschland": "DE",
    "france": "FR", "netherlands": "NL", "the netherlands": "NL", "belgium": "BE", "italy": "IT", "spain": "ES", "portugal": "PT",
    "ireland": "IE", "austria": "AT", "switzerland": "CH", "sweden": "SE", "norway": "NO", "denmark": "DK", "finland": "FI",
    "poland": "PL", "czechia": "CZ", "czech republic": "CZ", "greece": "GR", "hungary": "HU", "romania": "RO", "bulgaria": "BG",
    "estonia": "EE", "latvia": "LV", "lithuania": "LT", "luxembourg": "LU", "slovakia": "SK", "slovenia": "SI", "croatia": "HR",
    "canada": "CA", "japan": "JP", "south korea": "KR", "republic of korea": "KR", "korea, republic of": "KR", "india": "IN",
    "singapore": "SG", "taiwan": "TW", "hong kong": "HK", "australia": "AU", "new zealand": "NZ", "brazil": "BR", "israel": "IL",
    "united arab emirates": "AE", "uae": "AE", "saudi arabia": "SA", "viet nam": "VN", "vietnam": "VN", "thailand": "TH",
    "indonesia": "ID", "malaysia": "MY", "kazakhstan": "KZ", "south africa": "ZA", "mexico": "MX", "chile": "CL",
    "argentina": "AR",    "turkey": "TR", "türkiye": "TR", "ukraine": "UA", "russia": "RU", "russian federation": "RU",
}  # fmt: skip
_OTHER_CODES = {"UK": "GB", "EL": "GR"}


def country_code(text: str) -> str | None:
    """Return the ISO 3166-1 code that a text is, or whose country's common English name it is; None when it cannot be told."""
    text = text.strip()
    if _CODE.fullmatch(text):
        return _OTHER_CODES.get(text, text)
    return _NAMES.get(text.casefold().strip(" ."))
