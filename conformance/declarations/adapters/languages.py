"""Languages as cards name them: codes, and the English and own names of widely written languages."""

from __future__ import annotations

import re

_NAMES = {
    "af": "afrikaans", "am": "amharic", "ar": "arabic", "az": "azerbaijani", "be": "belarusian", "bg": "bulgarian",
    "bn": "bengali bangla", "bs": "bosnian", "ca": "catalan", "cs": "czech", "cy": "welsh", "da": "danish",
    "de": "german deutsch", "el": "greek", "en": "english", "eo": "esperanto", "es": "spanish español", "et": "estonian",
    "eu": "basque", "fa": "persian farsi", "fi": "finnish", "fr": "french français", "ga": "irish", "gl": "galician",
    "gu": "gujarati", "ha": "hausa", "he": "hebrew", "hi": "hindi", "hr": "croatian", "ht": "haitian", "hu": "hungarian",
    "hy": "armenian", "id": "indonesian", "ig": "igbo", "is": "icelandic", "it": "italian italiano", "ja": "japanese 日本語",
    "jv": "javanese", "ka": "georgian", "kk": "kazakh", "km": "khmer", "kn": "kannada", "ko": "korean 한국어", "ku": "kurdish",
    "ky": "kyrgyz", "la": "latin", "lb": "luxembourgish", "lo": "lao", "lt": "lithuanian", "lv": "latvian", "mg": "malagasy",
    "mi": "maori", "mk": "macedonian", "ml": "malayalam", "mn": "mongolian", "mr": "marathi", "ms": "malay", "mt": "maltese",
    "my": "burmese myanmar", "nb": "bokmål bokmal", "ne": "nepali", "nl": "dutch nederlands", "nn": "nynorsk",
    "no": "norwegian", "oc": "occitan", "or": "odia oriya", "pa": "punjabi", "pl": "polish polski", "ps": "pashto",
    "pt": "portuguese português", "qu": "quechua", "ro": "romanian", "ru": "russian русский", "rw": "kinyarwanda",
    "sa": "sanskrit", "sd": "sindhi", "si": "sinhala", "sk": "slovak", "sl": "slovenian slovene", "so": "somali",
    "sq": "albanian", "sr": "serbian", "su": "sundanese", "sv": "swedish svenska", "sw": "swahili", "ta": "tamil",
    "te": "telugu", "tg": "tajik", "th": "thai", "tk": "turkmen", "tl": "tagalog filipino", "tr": "turkish türkçe",
    "tt": "tatar", "uk": "ukrainian", "ur": "urdu", "uz": "uzbek", "vi": "vietnamese", "wo": "wolof", "xh": "xhosa",
    "yi": "yiddish", "yo": "yoruba", "zh": "chinese mandarin 中文", "zu": "zulu",
}  # fmt: skip
_CODES = {name: code for code, names in _NAMES.items() for name in names.split()} | {
    "simplified chinese": "zh-Hans", "traditional chinese": "zh-Hant", "chinese (simplified)": "zh-Hans",
    "chinese (traditional)": "zh-Hant", "chinese simplified": "zh-Hans", "chinese traditional": "zh-Hant",
    "mandarin chinese": "zh", "brazilian portuguese": "pt-BR", "portuguese (brazil)": "pt-BR", "haitian creole": "ht",
    "scottish gaelic": "gd", "norwegian bokmål": "nb", "norwegian nynorsk": "nn",
}  # fmt: skip
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_NOT_CODES = frozenset({"unk", "und", "mul", "mis", "zxx", "all", "any", "etc", "and", "the", "not", "yes", "see", "n-a"})
_REGION_OR_LANGUAGE = re.compile(r"([a-z]{2,3})-([a-z]{2})")
_WRITTEN_SMALL = frozenset({"zh-tw", "zh-hk", "pt-br", "es-ar", "es-mx", "fr-ca", "fr-be", "nl-be", "de-at", "de-ch", "fr-ch"})
_LISTED = re.compile(r"[,;/\u3001\uff0c\n]|\s+and\s+|\s*&\s*")
_REMARK = re.compile(r"\s*[(\uff08][^)\uff09]*[)\uff09]")
_LEAD = re.compile(r"^(?:and|or|including|mainly|primarily)\s+", re.IGNORECASE)


def language_code(text: str) -> str | None:
    """Return the tag (BCP 47) of one language, by its code or name; None when the text is no language that can be told.

    ``en-de`` is a pair of languages in the card of a translation model and no English of Germany: None.
    """
    word = text.strip().strip(".:*").casefold().replace("_", "-")
    if code := _CODES.get(word):
        return code
    if not _TAG.fullmatch(word) or word in _NOT_CODES:
        return None
    if (pair := _REGION_OR_LANGUAGE.fullmatch(word)) and pair[2] in _NAMES and pair[1] != pair[2] and word not in _WRITTEN_SMALL:
        return None
    first, *rest = word.split("-")
    return "-".join([first, *(part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part for part in rest)])


def listed_languages(text: str) -> list[str] | None:
    """Return the tags of the languages that a text lists and nothing else; None when something in it is no language.

    Remarks in brackets are passed over: ``English, German (extensible by tuning)``.
    """
    found = []
    for part in _LISTED.split(_REMARK.sub("", text)):
        name = _LEAD.sub("", part.strip(" .:*-"))
        if not name:
            continue
        # Names and codes of two letters alone: a short word of a sentence is no language.
        code = _CODES.get(name.casefold()) or (language_code(name) if len(name) == 2 or "-" in name else None)
        if code is None:
            return None
        if code not in found:
            found.append(code)
    return found or None
