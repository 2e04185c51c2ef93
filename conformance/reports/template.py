"""A declaration to fill in: every field of the format, explained, all but the required ones commented out."""

from __future__ import annotations

import json
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from conformance.declarations.form import Form, declaration_form
from conformance.verdicts.samples import samples

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

WIDTH = 118
VALUES_SHOWN = 60
HEADER = """\
## A declaration of one AI system or model in one configuration.
## Lines that start with "# " hold fields: take the "# " away and put what is true. Lines with "##" explain. What you leave out is
## judged as not said; an empty list says that there is none. `conformance check FILE` judges it; `conformance explain
## REQUIREMENT FILE` says what is missing for a requirement.
"""
STATED: Mapping[str, Any] = {
    "/declaration/id": "https://example.org/declarations/my-system",
    "/declaration/version": "1.0.0",
    "/declaration/language": "en",
    "/organisation/name": "My organisation",
    "/system/name": "My system",
}


def declaration_template(day: date, roles: tuple[str, ...] = ()) -> str:
    """Return a YAML declaration that reads without error and says next to nothing.

    Args:
        day: its date of issue.
        roles: roles of the organisation toward the system, stated in it; none are stated without.
    """
    form = declaration_form()
    stated: dict[str, Any] = {**STATED, "/declaration/issued_on": day.isoformat()}
    if roles:
        stated["/organisation/roles"] = list(roles)
    lines = [HEADER.rstrip()]
    schema = form.resolve(form.bundle)
    for name, member in schema["properties"].items():
        if not name.startswith("$"):
            lines.append("")
            lines.extend(_section(form, name, form.resolve(member), stated, day, required=name in schema["required"]))
    return "\n".join(lines) + "\n"


def _section(
    form: Form, name: str, schema: Mapping[str, Any], stated: Mapping[str, Any], day: date, *, required: bool
) -> Iterator[str]:
    yield from _comment(schema.get("description", ""), "")
    live = required or any(pointer.startswith(f"/{name}/") for pointer in stated)
    yield f"{'' if live else '# '}{name}:"
    if schema.get("type") == "array":
        yield from _item(form, schema, "  ", day)
        return
    for field, member in schema["properties"].items():
        yield from _field(form, f"/{name}/{field}", form.resolve(member), stated, day)


def _field(form: Form, pointer: str, schema: Mapping[str, Any], stated: Mapping[str, Any], day: date) -> Iterator[str]:
    depth = "  " * (pointer.count("/") - 1)
    name = pointer.rpartition("/")[2]
    yield from _comment(_told(form, schema), depth)
    if pointer in stated:
        yield f"{depth}{name}: {_flow(stated[pointer])}"
    elif schema.get("type") == "array" and "properties" in form.resolve(schema["items"]):
        yield f"# {depth}{name}:"
        yield from _item(form, schema, f"{depth}  ", day)
    elif "properties" in schema:
        yield f"# {depth}{name}:"
        for member, inner in schema["properties"].items():
            yield from _field(form, f"{pointer}/{member}", form.resolve(inner), {}, day)
    else:
        yield f"# {depth}{name}: {_example(form, schema, day)}"


def _item(form: Form, schema: Mapping[str, Any], depth: str, day: date) -> Iterator[str]:
    lead = "- "
    for name, member in form.resolve(schema["items"]).get("properties", {}).items():
        inner = form.resolve(member)
        yield from _comment(_told(form, inner), f"{depth}  ")
        if "items" in inner and "properties" in form.resolve(inner["items"]):
            yield f"# {depth}{lead}{name}:"
            yield from _item(form, inner, f"{depth}    ", day)
        else:
            yield f"# {depth}{lead}{name}: {_example(form, inner, day)}"
        lead = "  "


def _told(form: Form, schema: Mapping[str, Any]) -> str:
    about = form.resolve(schema["items"]) if "items" in schema else schema
    words = schema.get("description", "")
    if "unit" in schema:
        words += f" Unit: {schema['unit']}."
    values = [str(value) for value in about.get("enum", ())]
    if values:
        more = f" and {len(values) - VALUES_SHOWN} more" if len(values) > VALUES_SHOWN else ""
        words += f" {'Any' if 'items' in schema else 'One'} of: {', '.join(values[:VALUES_SHOWN])}{more}."
    return str(words)


def _example(form: Form, schema: Mapping[str, Any], day: date) -> str:
    if "items" in schema:
        item = form.resolve(schema["items"])
        return "[]" if "properties" in item else f"[{_example(form, item, day)}]"
    return _flow(next(iter(samples({}, schema, day)), None))


def _flow(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _comment(text: str, depth: str) -> Iterator[str]:
    yield from (f"{depth}## {line}" for line in wrap(text, WIDTH - len(depth), break_on_hyphens=False, break_long_words=False))
