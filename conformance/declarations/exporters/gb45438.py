"""The label that a provider writes into the metadata of generated content: GB 45438-2025, Annex E."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from conformance.declarations.exporters.export import Export, NotExportable, Reading

_GENERATED = "1"
_CODE = "gb45438-provider-code"


class Gb45438:
    """Writes the object ``AIGC`` with all seven members; those that the declaration cannot fill are empty."""

    def __call__(self, data: Mapping[str, Any], content_id: str | None) -> Export:
        """Return the label of one content.

        Raises:
            NotExportable: the system generates no content, or the content has no identifier.
        """
        reading = Reading(data)
        functions = reading.look("/system/functions")
        if not (isinstance(functions, list) and {"content-generation", "content-editing"} & set(functions)):
            raise NotExportable(
                "/system/functions", "only generated or edited content is labelled", "state content-generation if it is so"
            )
        if not content_id:
            raise NotExportable("ProduceID", "each content has an identifier of its own", "give it with --content-id")
        producer = reading.get("/organisation/name")
        for pointer, identifier in reading.items("/organisation/identifiers"):
            if identifier["scheme"] == _CODE:
                producer = reading.get(pointer)["value"]
        label = {
            "Label": _GENERATED,
            "ContentProducer": producer,
            "ProduceID": content_id,
            "ReservedCode1": "",
            "ContentPropagator": "",
            "PropagateID": "",
            "ReservedCode2": "",
        }
        return Export(json.dumps({"AIGC": label}, ensure_ascii=False) + "\n", reading.lost())


EXPORTER = Gb45438()
