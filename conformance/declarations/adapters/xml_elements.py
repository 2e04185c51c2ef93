"""XML as a tree of elements with their places; nothing is fetched, and no document type or entity is taken."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax import SAXParseException  # its name alone; defusedxml reads
from xml.sax.handler import ContentHandler, feature_namespaces  # takes events, reads nothing

from conformance.declarations.positions import Position

if TYPE_CHECKING:
    from conformance.declarations.adapters.original import Original

_LIBRARY = "pip install 'ai-conformance[convert]', or give the source as JSON"


@dataclass(slots=True)
class Element:
    """An element.

    Attributes:
        space: the address of its namespace; ``""`` for none.
        name: its name without prefix.
        at: where its tag starts.
        attributes: its attributes by name; those of other namespaces are left out.
        children: the elements in it.
        text: the characters directly in it.
    """

    space: str
    name: str
    at: Position
    attributes: dict[str, str]
    children: list[Element] = field(default_factory=list)
    text: str = ""


def read_xml(original: Original) -> Element:
    """Return the root of an XML source.

    Raises:
        UnreadableSource: it is not well-formed, declares a document type or entities, exceeds a limit, or the library that
            reads untrusted XML is not installed.
    """
    try:
        import defusedxml.common
        from defusedxml.expatreader import DefusedExpatParser
    except ImportError:
        raise original.refusal(
            "library-missing", "XML is read by the library defusedxml, which is not installed", _LIBRARY
        ) from None

    with original.open() as stream:
        content = stream.read(original.limits.size + 1)
    if len(content) > original.limits.size:
        raise original.refusal(
            "too-large", f"the file has more than {original.limits.size:,} bytes", "a source of one record is limited in size"
        )
    parser: Any = DefusedExpatParser(forbid_dtd=True)
    parser.setFeature(feature_namespaces, True)
    builder = _Builder(original)
    parser.setContentHandler(builder)
    try:
        parser.parse(BytesIO(content))
    except SAXParseException as error:
        raise original.refusal(
            "xml-syntax", f"the XML cannot be read on: {error.getMessage()}", "check the tags here", error.getLineNumber() or 1
        ) from None
    except (LookupError, UnicodeError, ValueError) as error:
        if isinstance(error, defusedxml.common.DefusedXmlException):
            raise original.refusal(
                "xml-entities", "the XML declares a document type or entities", "remove the declaration", builder.line
            ) from None
        raise original.refusal(
            "undecodable", f"the XML cannot be decoded: {error}", "save the file as UTF-8", builder.line
        ) from None
    if builder.root is None:
        raise original.refusal("xml-syntax", "there is no element in it", "give a whole document")
    return builder.root


class _Builder(ContentHandler):
    def __init__(self, original: Original) -> None:
        super().__init__()
        self.root: Element | None = None
        self._original = original
        self._open: list[Element] = []
        self._text: list[list[str]] = []
        self._locator: Any = None

    @property
    def line(self) -> int:
        """The line that is being read, from 1."""
        return (self._locator.getLineNumber() if self._locator else None) or 1

    def setDocumentLocator(self, locator: Any) -> None:  # noqa: N802  # the parser's name
        self._locator = locator

    def startElementNS(self, name: tuple[str | None, str], _qname: str | None, attributes: Any) -> None:  # noqa: N802
        if len(self._open) >= self._original.limits.depth:
            raise self._original.refusal(
                "too-deep", f"elements are nested deeper than {self._original.limits.depth}", "flatten it", self.line
            )
        space, local = name
        at = Position(self.line, (self._locator.getColumnNumber() or 0) + 1)
        own = {key: value for (place, key), value in attributes.items() if place is None}
        element = Element(space or "", local, at, own)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)
        self._text.append([])

    def endElementNS(self, _name: tuple[str | None, str], _qname: str | None) -> None:  # noqa: N802
        self._open.pop().text = "".join(self._text.pop())

    def characters(self, content: str) -> None:
        if self._text:
            self._text[-1].append(content)
