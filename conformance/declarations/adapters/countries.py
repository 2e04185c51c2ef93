"""Countries by their English names; codes are those of ISO 3166-1, and the one in common use for Kosovo."""

from __future__ import annotations

_NAMES = {
    "AD": "andorra", "AE": "united arab emirates|uae", "AL": "albania", "AM": "armenia", "AR": "argentina", "AT": "austria",
    "AU": "australia", "AZ": "azerbaijan", "BA": "bosnia and herzegovina", "BD": "bangladesh", "BE": "belgium",
    "BG": "bulgaria", "BR": "brazil", "BY": "belarus", "CA": "canada", "CH": "switzerland", "CL": "chile",
    "CN": "china|people's republic of china", "CO": "colombia", "CY": "cyprus", "CZ": "czechia|czech republic",
    "DE": "germany", "DK": "denmark", "EE": "estonia", "EG": "egypt", "ES": "spain", "FI": "finland", "FR": "france",
    "GB": "united kingdom of great britain and northern ireland|united kingdom|uk", "GE": "georgia", "GR": "greece",
    "HK": "hong kong", "HR": "croatia", "HU": "hungary", "ID": "indonesia", "IE": "ireland", "IL": "israel", "IN": "india",
    "IR": "iran (islamic republic of)|iran", "IS": "iceland", "IT": "italy", "JP": "japan", "KE": "kenya",
    "KR": "korea (republic of)|republic of korea|south korea|korea", "KZ": "kazakhstan", "LI": "liechtenstein",
    "LT": "lithuania", "LU": "luxembourg", "LV": "latvia", "MA": "morocco", "MC": "monaco", "MD": "moldova",
    "ME": "montenegro", "MK": "north macedonia", "MO": "macao|macau", "MT": "malta", "MX": "mexico", "MY": "malaysia",
    "NG": "nigeria", "NL": "netherlands|netherlands (kingdom of the)|the netherlands", "NO": "norway", "NZ": "new zealand",
    "PE": "peru", "PH": "philippines", "PK": "pakistan", "PL": "poland", "PT": "portugal", "QA": "qatar", "RO": "romania",
    "RS": "serbia", "RU": "russia|russian federation", "RW": "rwanda", "SA": "saudi arabia", "SE": "sweden",
    "SG": "singapore", "SI": "slovenia", "SK": "slovakia", "SM": "san marino", "TH": "thailand", "TN": "tunisia",
    "TR": "turkey|türkiye", "TW": "taiwan|taiwan, province of china", "UA": "ukraine",
    "US": "united states of america|united states|usa|us", "UY": "uruguay", "UZ": "uzbekistan", "VN": "viet nam|vietnam",
    "XK": "kosovo", "ZA": "south africa",
}  # fmt: skip
_CODES = {name: code for code, names in _NAMES.items() for name in names.split("|")}


def country_code(name: str) -> str | None:
    """Return the code of a country by its name; None when the name is none that can be told."""
    return _CODES.get(" ".join(name.casefold().split()).strip(" ."))
