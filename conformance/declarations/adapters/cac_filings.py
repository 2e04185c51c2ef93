"""Lists of filings that the Cyberspace Administration of China publishes: generative AI, algorithms, deep synthesis.

Sources of the rules: Interim Measures for Generative AI Services, Art. 17; Provisions on Algorithm Recommendation, Art. 24;
Provisions on Deep Synthesis, Art. 19. They bind services with public-opinion attributes or the capacity to mobilise society.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from conformance.declarations.adapters.adapter import Authority
from conformance.declarations.adapters.dates import read_date
from conformance.declarations.adapters.state import State
from conformance.declarations.adapters.tables import header_of, read_table
from conformance.declarations.adapters.trees import below, read_json_records
from conformance.declarations.adapters.words import state_of
from conformance.declarations.refusals import Refusal

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.node import Node
    from conformance.declarations.adapters.original import Original
    from conformance.declarations.adapters.record import Record

_NAMES = ("模型名称", "大模型名称", "算法名称", "应用名称", "产品名称", "服务名称")
_ENTITIES = ("备案单位", "主体名称", "登记单位", "单位名称", "企业名称")
_NUMBERS = ("备案号", "备案编号", "登记号", "登记编号", "上线编号")
_DAYS = ("备案时间", "登记时间", "备案日期", "发布时间")
_CLASSES: Mapping[str, str] = {
    "个性化推送": "personalised-recommendation",
    "检索过滤": "search-filtering",
    "排序精选": "ranking",
    "调度决策": "scheduling-dispatch",
    "生成合成": "content-generation",
}
"""The five classes of the Provisions on Algorithm Recommendation, Art. 2."""
_ROLES = {"服务提供者": ("provider", "service-provider"), "服务技术支持者": ("component-supplier", "technical-supporter")}
_MODALITIES = {
    "文本": "text",
    "文字": "text",
    "图像": "image",
    "图片": "image",
    "视频": "video",
    "语音": "audio",
    "音频": "audio",
    "声音": "audio",
}
_PRODUCES = re.compile(
    r"(文本|文字|图像|图片|视频|语音|音频|声音)(?:内容)?(?:的)?(?:生成|合成|创作)|(?:生成|合成)(?:对应的|相应的)?(文本|文字|图像|图片|视频|语音|音频|声音)"
)
_FUNCTIONS = {
    "对话": "dialogue",
    "数字人": "digital-human",
    "虚拟人": "digital-human",
    "人脸": "face-editing",
    "换脸": "face-editing",
}
_NOTE = re.compile(r"\s*(?:注[：:]|[（(]注[：:])(.*?)[)）]?$")
_LATE = re.compile(r"[（(]\s*补登\s*[)）]")
_KINDS_OF_PRODUCT = re.compile(
    r"[（(](?:APP|网站|小程序|、|,|，|\s|公众号|H5|平台|应用|软件|客户端|等|PC|端|web|api)+[)）]", re.IGNORECASE
)
_GENERATIVE_NUMBER = re.compile(r"[A-Za-z]+-.+-(\d{8})(S?\d{3,5})?")
_ALGORITHM_NUMBER = re.compile(r"网信算备\d{15,27}号?")
_HEAD_KEYS = re.compile(r'"(?:备案号|备案编号|登记编号|登记号|上线编号)"\s*:')
_CANCELLED = "注销"
_CENTRAL = "国资委"
_PUBLIC = (
    "the filing binds services with public-opinion attributes or the capacity to mobilise society; who files says that it is one"
)
_FILED = "who files is who answers for the service"


class CacFilings:
    """Reads the lists as JSON (a list of rows under their Chinese headings) or CSV."""

    name = "cac-filings"
    title = "Filing lists of generative AI, algorithms and deep synthesis (Cyberspace Administration of China)"
    suffixes = (".json", ".csv", ".jsonl")
    authority = Authority.REGULATOR
    language = "zh"

    def detects(self, original: Original) -> bool:
        """Tell by the headings of the lists."""
        if original.suffix == ".csv":
            header = header_of(original.head_text)
            return any(name in header for name in _NUMBERS) and any(name in header for name in _ENTITIES)
        head = original.head_text[:4000]
        return _HEAD_KEYS.search(head) is not None and any(f'"{name}"' in head for name in _ENTITIES)

    def read(self, original: Original) -> Iterator[Record | Refusal]:
        """Yield the rows; a list that is wrapped in a document is taken out of it."""
        if original.suffix == ".csv":
            yield from read_table(original, lambda cells: any(name in cells for name in _NUMBERS))
            return
        for found in read_json_records(original):
            lists = (
                [] if isinstance(found, Refusal) else [name for name, node in found.root.members() if isinstance(node.data, list)]
            )
            if not isinstance(found, Refusal) and lists and not _first(found, _NUMBERS):
                yield from below(found, lists[0])
            else:
                yield found

    def map(self, record: Record, draft: Draft) -> None:
        """Map one filing."""
        number, entity = _first(record, _NUMBERS), _first(record, _ENTITIES)
        for name in ("序号", "编号"):
            draft.ignore(record.get(name), "the running number of the list")
        self._name(_first(record, _NAMES), draft)
        draft.put("/organisation/name", entity.text, entity)
        draft.put("/organisation/country", "CN", entity, rule="the lists are of entities in China")
        self._place(record.get("属地"), draft)
        if edition := record.get("期次"):
            draft.put("/declaration/version", edition.text, edition, rule="the edition of the list")
        if number:
            draft.put(
                "/declaration/id", draft.import_address(number.text.replace(" ", "")), number, rule="the number of the filing"
            )
        self._filing(record, number, draft)
        purpose = record.get("主要用途")
        draft.text("/use/intended_purpose", purpose)
        self._purpose(purpose, draft)
        self._products(record.get("应用产品"), draft)

    def _name(self, node: Node, draft: Draft) -> None:
        plain = _NOTE.sub("", node.text)
        rule = "without the note that is glued to the name" if plain != node.text else ""
        draft.put("/system/name", plain or node.text, node, rule=rule)

    def _place(self, node: Node, draft: Draft) -> None:
        if node.word == _CENTRAL:
            draft.ignore(node, "stands for central enterprises instead of a province")
        elif node:
            draft.put("/organisation/address", node.text, node, rule="the province of the filing")

    def _filing(self, record: Record, number: Node, draft: Draft) -> None:
        kind = record.get("_kind")
        role, category, remark = record.get("角色"), record.get("算法类别"), record.get("备注")
        filing: dict[str, str | None] = {
            "jurisdiction": "CN",
            "number": number.text,
            "authority": "Cyberspace Administration of China",
        }
        filing["status"] = "cancelled" if _CANCELLED in remark.text else "filed"
        if filing["status"] == "filed":
            filing["event"] = "start"  # changes and endings are told in the remarks of the entry
        algorithm = bool(_ALGORITHM_NUMBER.fullmatch(number.text)) or bool(category) or bool(role)
        if algorithm:
            filing["kind"] = "algorithm-filing"
        else:
            registered = kind.word == "登记" or bool(
                (match := _GENERATIVE_NUMBER.fullmatch(number.text)) and (match[2] or "").startswith("S")
            )
            filing["kind"] = "generative-service-registration" if registered else "generative-service-filing"
            draft.extend("/system/functions", ["content-generation"], number, rule="the list is of generative AI services")
            draft.extend("/system/techniques", ["generative"], number, rule="the list is of generative AI services")
        if number and not (_ALGORITHM_NUMBER if algorithm else _GENERATIVE_NUMBER).fullmatch(number.text):
            draft.doubt(number, "has not the form of a filing number")
        roles, party = self._roles(role, algorithm, number, draft)
        filing["as"] = party
        day = self._day(record, draft)
        filing["date"] = day[0]
        draft.add(
            "/records/filings", filing, number, *[node for node in (kind, remark) if node], parts={"date": day[1], "as": role}
        )
        if function := next((value for name, value in _CLASSES.items() if name in category.text), None):
            draft.extend("/system/functions", [function], category)
            if function == "content-generation":
                draft.extend("/system/techniques", ["generative"], category)
        elif category:
            draft.doubt(category, "is none of the five classes of algorithms")
        cancelled = filing["status"] == "cancelled"
        if cancelled:
            draft.put("/system/lifecycle_stage", "retired", remark, rule="the filing was cancelled")
        market: dict[str, object] = {"jurisdiction": "CN", "basis": ["placed"]}
        if "provider" in roles and not cancelled:
            draft.extend("/use/circumstances", ["public-facing", "shapes-public-opinion"], number, rule=_PUBLIC)
            market["public_opinion"] = True
        draft.add("/markets", market, number, rule=_PUBLIC)

    def _roles(self, role: Node, algorithm: bool, number: Node, draft: Draft) -> tuple[list[str], str | None]:
        if role.word in _ROLES:
            name, party = _ROLES[role.word]
            draft.extend("/organisation/roles", [name], role)
            return [name], party
        if role:
            draft.doubt(role, "is no role of the lists")
            return [], None
        draft.extend("/organisation/roles", ["provider"], number, rule=_FILED)
        return ["provider"], "service-provider" if algorithm else None

    def _day(self, record: Record, draft: Draft) -> tuple[str | None, Node]:
        node = _first(record, _DAYS)
        if not node:
            return None, node
        written = read_date(_LATE.sub("", node.text))
        if written is None or written.iso is None:
            draft.leave_open("/records/filings", State.UNREADABLE, node)
            return None, node
        if _LATE.search(node.text):
            draft.doubt(node, "was put on the list later than its date")
        return written.iso, node

    def _purpose(self, node: Node, draft: Draft) -> None:
        text = node.text
        modalities = [_MODALITIES[match[1] or match[2]] for match in _PRODUCES.finditer(text)]
        draft.extend("/system/output_modalities", modalities, node, rule="the purpose says that it is generated")
        functions = [function for word, function in _FUNCTIONS.items() if word in text]
        draft.extend("/system/functions", functions, node, rule="the purpose names it")
        if "API" in text.upper():
            draft.extend("/system/distribution", ["api"], node, rule="the purpose says that it is offered through an API")

    def _products(self, node: Node, draft: Draft) -> None:
        if not node:
            return
        if state_of(node) is not State.STATED:
            draft.leave_open("/system/distribution", State.ABSENT, node)
        elif _KINDS_OF_PRODUCT.search(node.text):
            draft.extend("/system/distribution", ["web-service"], node, rule="an app, a site or a mini program")


def _first(record: Record, names: tuple[str, ...]) -> Node:
    """Return the cell under the first of the headings that has something in it."""
    cells = [record.get(name) for name in names]
    return next((cell for cell in cells if cell), cells[0])


ADAPTER = CacFilings()
