"""What the versions of the publication standard call their fields, and one name for each.

Versions 0.1, 0.2, 0.3, 0.4 and 1.0 as the register stores them, the names of the schema of 1.0.0, the first English drafts, the
Dutch headings of the register's spreadsheet, and the short list of ten fields.
"""

from __future__ import annotations

from collections.abc import Mapping

SECTIONS = ("algemene_informatie", "inzet", "toepassing", "toezicht", "juridisch", "metadata")
"""The parts in which version 0.2 stored an entry."""
_NAMES: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "title", "naam"),
    "organization": ("organization", "organisatie", "preferred_name"),
    "org_id": ("org_id",),
    "department": ("department", "afdeling"),
    "competent_authority": ("competent_authority", "bevoegde authoriteit", "bevoegde autoriteit"),
    "description_short": ("description_short", "korte omschrijving"),
    "description": ("description", "omschrijving"),
    "type": ("type", "type algoritme", "(zelf)lerend"),
    "category": ("category", "theme", "domain", "beleidsterrein", "thema"),
    "website": ("website", "link", "link naar publiekspagina"),
    "documentation": ("documentation", "link naar projectpagina"),
    "application_url": ("application_url", "link naar ontwikkelaar", "link naar leverancier"),
    "application_version": ("application_version",),
    "status": ("status",),
    "begin_date": ("begin_date", "start_date", "begindatum"),
    "end_date": ("end_date", "einddatum"),
    "goal": ("goal", "purpose_and_impact", "doel", "doel en impact"),
    "impact": ("impact",),
    "functions": ("functions",),
    "proportionality": (
        "proportionality", "considerations", "alternatives_considered", "proportionaliteit", "afwegingen",
    ),
    "decision_making_process": ("decision_making_process", "proces"),
    "monitoring": ("monitoring", "risk_monitoring"),
    "human_intervention": ("human_intervention", "human_intervention_description", "menselijke tussenkomst"),
    "risks": ("risks", "risk_management", "risico's", "risicobeheer"),
    "performance_standard": ("performance_standard", "performance_standards", "prestatienormen"),
    "lawful_basis": ("lawful_basis", "legal_basis", "juridische_basis", "wettelijke grondslag", "wettelijke basis"),
    "lawful_basis_link": ("lawful_basis_link", "legal_basis_link", "link naar wettelijke basis"),
    "lawful_basis_title": ("legal_basis_title", "titel van wettelijke basis"),
    "lawful_basis_grouping": ("lawful_basis_grouping", "verwijzingen wettelijke basis"),
    "process_index_url": ("process_index_url", "processing_register_link", "link naar verwerkingsregister"),
    "dpia": ("dpia", "data protection impact assessment (dpia)"),
    "dpia_description": ("dpia_description", "omschrijving van de dpia"),
    "dpia_url": ("dpia_url",),
    "iama": ("iama", "impact assessment mensenrechten en algoritmes (iama)", "mensenrechtentoets"),
    "iama_description": (
        "iama_description", "impact_assessment_link", "omschrijving van de iama", "link naar mensenrechtentoets",
        "link naar impacttoetsen", "link naar impacttoets",
    ),
    "impacttoetsen": ("impacttoetsen",),
    "impacttoetsen_grouping": ("impacttoetsen_grouping", "impact_assessments"),
    "impacttoetsen_explanation": ("impact_assessment_explanation", "toelichting op impacttoetsen"),
    "impactassessment": ("impactassessment",),
    "objection_procedure": ("objection_procedure", "bezwaarprocedure"),
    "source_data": ("source_data", "data", "databronnen", "gegevens"),
    "source_data_link": ("source_data_link", "data_source_link", "link naar gegevensbronnen"),
    "source_data_title": ("data_source_title", "titel van gegevensbron"),
    "source_data_grouping": ("source_data_grouping", "verwijzingen gegevensbronnen"),
    "training_data": ("training_data",),
    "personal_data": ("personal_data",),
    "base_registers": ("mprd", "connections_to_base_registers", "koppeling met basisregistraties"),
    "methods_and_models": ("methods_and_models", "technical_operation", "methoden en modellen", "technische werking"),
    "provider": ("provider", "supplier", "leverancier"),
    "publiccode": ("publiccode", "source_code_link", "link naar broncode"),
    "publication_category": ("publication_category", "publicatiecategorie"),
    "contact": ("contact_email", "contact", "contact_person_email", "contactgegevens", "e-mailadres van de contactpersoon"),
    "area": ("area", "geografisch gebied"),
    "lang": ("lang", "language", "taal"),
    "revision_date": ("revision_date", "herzieningsdatum"),
    "standard_version": ("standard_version", "schema", "versie publicatiestandaard"),
    "url": ("url", "source_link", "link naar bronregistratie"),
    "number": ("lars", "algorithm_id", "algoritme-id"),
    "uuid": ("uuid", "landelijk-id"),
    "id": ("id",),
    "source_id": ("source_id", "bron-id"),
    "tags": ("tags", "search_terms", "zoektermen"),
    "registered": ("geregistreerd", "publication_dt", "publicatie datum"),
    "created": ("create_dt",),
    "internal": (
        "toegevoegd", "algoritme_id", "owner", "code", "state", "published", "preview_active", "current_version_released",
        "current_version_published", "last_update_by", "last_update_dt", "operation", "archive_dt", "user_id", "released",
    ),
}  # fmt: skip
CANONICAL: Mapping[str, str] = {name: field for field, names in _NAMES.items() for name in names}
"""The one name of a field by any of its names, in lower case."""
