"""What the values of the register's closed lists mean in the declaration format."""

from __future__ import annotations

from collections.abc import Mapping

SECTORS: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "organisatie en bedrijfsvoering", "dienstverlening", "bestuur", "financiën", "overheidsfinanciën",
            "sociale zekerheid", "belastingen", "overheid, bestuur en koninkrijk", "subsidies, uitkeringen en toeslagen",
        ),
        "public-administration",
    ),
    **dict.fromkeys(("huisvesting", "wonen", "bouwen, wonen en leefomgeving"), "housing"),
    **dict.fromkeys(("landbouw", "landbouw, natuur en voedsel"), "agriculture"),
    **dict.fromkeys(("migratie en integratie", "immigratie, integratie en inburgering"), "migration"),
    **dict.fromkeys(("natuur en milieu", "milieu, ruimte en water"), "environment"),
    **dict.fromkeys(("onderwijs en wetenschap", "onderwijs"), "education"),
    **dict.fromkeys(("recht", "rechtspraak"), "justice"),
    **dict.fromkeys(("verkeer", "verkeer en vervoer"), "transport"),
    **dict.fromkeys(("werk", "werk en loopbaan"), "employment"),
    **dict.fromkeys(("zorg en gezondheid", "gezondheid en zorg"), "health"),
    **dict.fromkeys(
        (
            "cultuur en recreatie", "economie", "economie en ondernemen", "internationaal", "ruimte en infrastructuur",
            "infrastructuur", "toerisme", "cultuur, sport en vrije tijd", "generiek",
        ),
        "other",
    ),
}  # fmt: skip
"""Sector by theme. Public order and safety is none: it takes in fire brigades and crowds, while law enforcement does not."""
NO_SECTOR = frozenset({"openbare orde en veiligheid", "veiligheid en handhaving", "veiligheid"})
TECHNIQUES: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(
        ("zelflerend", "self learning", "self-learning", "lerend"),
        ("machine-learning", "the register calls what learned from data self-learning"),
    ),
    "ja": ("machine-learning", "asked whether it is self-learning"),
    **dict.fromkeys(("regelgebaseerd", "rule based", "rule-based", "op regels gebaseerd"), ("rule-based", "")),
    "nee": ("rule-based", "what is not self-learning follows rules that people wrote, in the words of the standard"),
}
CATEGORIES: Mapping[str, str] = {
    "hoog-risico ai-systeem": "high",
    "impactvolle algoritmes": "medium",
    "overige algoritmes": "low",
}
"""Tier in the register's own scheme by category of publication: A, B, C."""
