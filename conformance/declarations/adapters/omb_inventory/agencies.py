"""Abbreviations of agencies, for inventories that name the agency by its abbreviation only.

Source: the columns of abbreviations and names in OMB's consolidated inventories of 2024 and 2025.
"""

from __future__ import annotations

from collections.abc import Mapping

AGENCIES: Mapping[str, str] = {
    "CFPB": "Consumer Financial Protection Bureau",
    "CFTC": "Commodity Futures Trading Commission",
    "DHS": "Department of Homeland Security",
    "DOC": "Department of Commerce",
    "DOE": "Department of Energy",
    "DOI": "Department of the Interior",
    "DOJ": "Department of Justice",
    "DOL": "Department of Labor",
    "DOT": "Department of Transportation",
    "EAC": "Election Assistance Commission",
    "ED": "Department of Education",
    "EEOC": "Equal Employment Opportunity Commission",
    "EPA": "Environmental Protection Agency",
    "FCA": "Farm Credit Administration",
    "FCC": "Federal Communications Commission",
    "FDIC": "Federal Deposit Insurance Corporation",
    "FERC": "Federal Energy Regulatory Commission",
    "FHFA": "Federal Housing Finance Agency",
    "FRB": "Federal Reserve Board",
    "FTC": "Federal Trade Commission",
    "GSA": "General Services Administration",
    "HHS": "Department of Health and Human Services",
    "HUD": "Department of Housing and Urban Development",
    "NARA": "National Archives and Records Administration",
    "NASA": "National Aeronautics and Space Administration",
    "NCUA": "National Credit Union Administration",
    "NEA": "National Endowment for the Arts",
    "NIGC": "National Indian Gaming Commission",
    "NSF": "National Science Foundation",
    "NTSB": "National Transportation Safety Board",
    "OSC": "Office of Special Counsel",
    "OSHRC": "Occupational Safety and Health Review Commission",
    "PBGC": "Pension Benefit Guaranty Corporation",
    "PRC": "Postal Regulatory Commission",
    "PT": "Presidio Trust",
    "SBA": "Small Business Administration",
    "SEC": "Securities and Exchange Commission",
    "SSA": "Social Security Administration",
    "STATE": "Department of State",
    "TREAS": "Department of the Treasury",
    "TVA": "Tennessee Valley Authority",
    "USAGM": "United States Agency for Global Media",
    "USAID": "United States Agency for International Development",
    "USCCR": "United States Commission on Civil Rights",
    "USDA": "Department of Agriculture",
    "USTDA": "United States Trade and Development Agency",
    "VA": "Department of Veterans Affairs",
}
