"""XML documents as plain trees: what is in the outermost element, whose name is most often the type of the event."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import ParseError, XMLParser

from leftfold.model.json import MAX_DEPTH, Json

_TEXT: Final = "#text"
"""Under what the text of an element is that has more than text."""
_DECLARED: Final = ("<!DOCTYPE", "<!ENTITY")
"""What could make a short document expand to a long one, or ask for files."""
_ENTRY: Final = "entry"
"""What Java's libraries call each pair of a map."""


def read_xml(raw: bytes) -> Json:
    """The tree of an XML document. Raises `ValueError`, saying what is wrong with it.

    An element with nothing but text is that text. Another is an object of its attributes, each after an `@`, its
    elements by name, those of the same name listed, and its text. A map as Java's libraries write it is an object.
    """
    text = raw.decode()
    if any(sign in text for sign in _DECLARED):
        raise ValueError("is XML with declarations of its own, which Leftfold does not follow")
    parser: XMLParser[Json] = XMLParser(target=_Tree())
    try:
        parser.feed(text)
        tree = parser.close()
    except ParseError as error:
        raise ValueError(f"is not XML: {error}") from error
    return tree


@dataclass(slots=True)
class _Element:
    """An element that is not closed yet."""

    children: list[tuple[str, Json]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


class _Tree:
    """Builds the tree as the parser comes by its parts, so that no depth of it can exhaust the stack."""

    def __init__(self) -> None:
        self._open = [_Element()]

    def start(self, _tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if len(self._open) > MAX_DEPTH:
            raise ValueError(f"nests deeper than {MAX_DEPTH} levels")
        self._open.append(_Element([(f"@{name}", value) for name, value in attributes.items()]))

    def data(self, text: str) -> None:
        """A text, or a part of one."""
        self._open[-1].texts.append(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        value = _value(self._open.pop())
        self._open[-1].children.append((tag, value))

    def close(self) -> Json:
        """The whole tree."""
        ((_root, tree),) = self._open[0].children
        return tree


def _value(element: _Element) -> Json:
    text = "".join(element.texts)
    if not element.children:
        return text
    pairs = [_pair(child) for child in element.children]
    entries = dict(pair for pair in pairs if pair)
    found = entries if len(entries) == len(pairs) else _object(element)
    return found if not text.strip() else {**found, _TEXT: text}


def _pair(child: tuple[str, Json]) -> tuple[str, Json] | None:
    """The key and the value of a map's entry; None for anything else."""
    name, value = child
    if name != _ENTRY or not isinstance(value, dict):
        return None
    match list(value.items()):
        case [("string", [str(key), str(said)])]:
            return key, said
        case [("string", str(key)), (_kind, said)]:
            return key, said
    return None


def _object(element: _Element) -> dict[str, Json]:
    found: dict[str, Json] = {}
    listed: dict[str, list[Json]] = {}
    for name, value in element.children:
        if name in listed:
            listed[name].append(value)
        elif name in found:
            found[name] = listed[name] = [found[name], value]
        else:
            found[name] = value
    return found
