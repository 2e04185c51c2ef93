"""Results of evaluations in cards: tables and labelled numbers become evaluations with benchmark, metric and value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from conformance.declarations.adapters.card_topics import letters_of, words_of
from conformance.declarations.adapters.node import Node

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft

_NUMBER = re.compile(r"\s*(-?\d{1,6}(?:,\d{3})*(?:\.\d{1,12})?)\s*(%)?\s*(?:\*|↑|↓|†)*\s*")
_METRIC = re.compile(
    r"\b(?:f1|f ?score|em|exact ?match|acc(?:uracy)?|bleu|sacrebleu|chrf\+*|rouge ?[12l]?(?:sum)?|wer|cer|mcc"
    r"|precision|recall|auc|auroc"
    r"|mae|rmse|mse|map|mrr|ndcg|ppl|perplexity|loss|pearson|spearman|kendall|r2|iou|dice|pass ?@ ?\d+"
    r"|hits ?@ ?\d+|bertscore|las|uas"
    r"|meteor|ter|eer|mos|score|comet)\b",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"^(?:#.*|n|shots?|n shots?|num.*|steps?|epochs?|support|samples?|size|count|params.*|parameters|year|rank"
    r"|batch.*)$"
)
_LABEL = re.compile(r"benchmark|dataset|data set|task|test|metric|evaluation|corpus|language", re.IGNORECASE)
_KINDS = (
    (re.compile(r"\bsafety\b|\btoxic|\bharm|\battaq\b|\bsalad\b", re.IGNORECASE), "content-safety"),
    (re.compile(r"\bbias\b|\bbbq\b|\bfairness\b|\bstereotyp|\bbold\b", re.IGNORECASE), "bias"),
    (
        re.compile(
            r"\bloss\b|\bperplexity\b|\bppl\b|\blatency\b|\bthroughput\b|\bspeed\b|\bruntime\b|\bseconds\b", re.IGNORECASE
        ),
        "quality",
    ),
    (re.compile(r"\btruthful|\bfactual|\bhallucinat", re.IGNORECASE), "factuality"),
)
_LEAD = re.compile(r"following results on (?:the )?(?:evaluation|test|validation) set", re.IGNORECASE)
_LISTED = re.compile(
    r"^[ \t]*[-*][ \t]+([A-Za-z][\w .@/()-]{0,60}?):[ \t]*(-?\d{1,6}(?:\.\d{1,12})?)[ \t]*(%?)[ \t]*$", re.MULTILINE
)
_LONGEST_NAME = 200
_MOST_ROWS = 1_000
_MOST_STATEMENTS = 4_000


def number_of(text: str) -> tuple[float, str | None] | None:
    """Return the number that a cell is, with its unit; None when it is anything else, such as a range."""
    match = _NUMBER.fullmatch(text.strip("*_ "))
    return None if match is None else (float(match[1].replace(",", "")), match[2])


def kind_of(*names: str) -> str:
    """Return the kind of evaluation that the names of its benchmark, metric and section tell; *accuracy* when they tell none."""
    text = " ".join(names)
    return next((kind for pattern, kind in _KINDS if pattern.search(text)), "accuracy")


def map_result_table(table: Node, heading: str, model: str, draft: Draft) -> None:
    """Put the results in a table into the draft: those of the card's own model alone.

    Args:
        table: its rows.
        heading: the heading of its section.
        model: the name of the model, for the choice among columns of several models.
        draft: where they go.
    """
    rows = [row for row in table.each() if isinstance(row.data, dict)][:_MOST_ROWS]
    columns = list(rows[0].data) if rows else []
    numeric = [name for name in columns if not _COUNTS.match(words_of(name)) and _is_numeric(rows, name)]
    values = _value_columns(numeric, model)
    labels = [name for name in columns if name not in numeric and not _COUNTS.match(words_of(name))]
    if not values or not labels:
        return
    category, label = (labels[0], _label_column(labels)) if len(labels) > 1 else ("", labels[0])
    above = Node("", None)
    for row in rows:
        if draft.statements > _MOST_STATEMENTS:
            return
        above = row.get(category) or above if category else above
        names = [row.get(name) for name in labels if name != category or name == label]
        name = row.get(label) or next((each for each in names if each), above)
        if _is_model_table(label) and not _same_model(name.text, model):
            continue
        metric = next((row.get(each) for each in labels if each != label and "metric" in each.casefold() and row.get(each)), None)
        for column in values:
            found = number_of(row.get(column).text)
            if found is None or not name:
                continue
            item = _item(name, label, column, metric, above.text, heading)
            item |= {"value": found[0], "unit": found[1]}
            parts = {"value": row.get(column)}
            context = [
                name,
                *([metric] if metric is not None else []),
                *([above] if above and above.pointer != name.pointer else []),
            ]
            draft.add("/assurance/evaluations", item, row.get(column), *context, parts=parts)


def map_results_in_text(text: Node, draft: Draft) -> None:
    """Put the results into the draft that training programs list in the text of a card: ``- Accuracy: 0.91`` below a lead."""
    lead = _LEAD.search(text.lines)
    if lead is None:
        return
    for name, value, percent in _LISTED.findall(text.lines[lead.end() :]):
        if not _COUNTS.match(words_of(name)):
            item = {"kind": kind_of(name), "subject": "model", "metric": name, "value": float(value), "unit": percent}
            draft.add("/assurance/evaluations", item, text, rule="a number of the list of results in the text")


def map_result_labels(labels: Iterator[tuple[str, Node]], heading: str, draft: Draft) -> None:
    """Put labelled numbers such as ``F1: 0.91`` into the draft."""
    for label, node in labels:
        found = None if draft.statements > _MOST_STATEMENTS else number_of(node.text)
        if found is not None and len(label) <= _LONGEST_NAME and not _COUNTS.match(words_of(label)):
            is_metric = _METRIC.search(label) is not None
            item = {
                "kind": kind_of(label, heading), ("metric" if is_metric else "benchmark"): label, "value": found[0],
                "unit": found[1],
            }  # fmt: skip
            draft.add("/assurance/evaluations", item, node)


def _item(name: Node, label: str, column: str, metric: Node | None, category: str, heading: str) -> dict[str, Any]:
    text = name.text[:_LONGEST_NAME]
    item: dict[str, Any] = {"kind": kind_of(text, category, heading), "subject": "model"}
    if "metric" in label.casefold():
        item["metric"] = text
        item["benchmark"] = category[:_LONGEST_NAME] if category and category != name.text else None
    else:
        item["benchmark"] = None if _is_model_table(label) else text
        item["metric"] = metric.text[:_LONGEST_NAME] if metric is not None else column if _METRIC.search(column) else None
        if _is_model_table(label) and item["metric"] is None:
            item["benchmark"] = column
    return item


def _value_columns(numeric: list[str], model: str) -> list[str]:
    """Return the columns that hold results of the card's model; none when they cannot be told from those of others."""
    if len(numeric) == 1:
        return numeric
    own = [name for name in numeric if _same_model(name, model)]
    if len(own) == 1:
        return own
    if numeric and all(_METRIC.search(name) for name in numeric):
        return numeric
    return []


def _label_column(labels: list[str]) -> str:
    named = [name for name in labels if _LABEL.search(name) and "categor" not in name.casefold()]
    benchmarks = [name for name in named if "metric" not in name.casefold()]
    return (benchmarks or named or [labels[-1]])[0]


def _is_model_table(label: str) -> bool:
    return words_of(label) in ("model", "models", "model name", "system", "name")


def _same_model(name: str, model: str) -> bool:
    one, other = letters_of(name), letters_of(model)
    return (
        len(one) >= 3
        and len(other) >= 3
        and (one == other or (len(one) >= 6 and one in other) or (len(other) >= 6 and other in one))
    )


def _is_numeric(rows: list[Node], column: str) -> bool:
    cells = [cell for row in rows if (cell := row.get(column).text) and cell not in ("-", "--", "—", "N/A", "n/a")]
    numbers = sum(number_of(cell) is not None for cell in cells)
    return bool(cells) and numbers * 2 >= len(cells)
