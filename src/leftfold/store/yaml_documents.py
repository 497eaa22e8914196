"""YAML as a tree of plain values: no tag makes an object of it, and no alias makes more of it than was written."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Final

import yaml

from leftfold.model.event import Document, Undecodable
from leftfold.model.json import MAX_DEPTH, Json, compact, json_fault

MAX_NODES: Final = 1_000_000
"""Most values to which aliases may multiply one: far above any event, and no hostile one can fill the memory."""

_FAST: Final[type[yaml.SafeLoader]] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader in C where it is there, ten times as fast."""
_PREFIX: Final = "tag:yaml.org,2002:"
_NULL, _BOOLEAN, _WHOLE, _FLOAT = (_PREFIX + name for name in ("null", "bool", "int", "float"))


class _TooMuch(Exception):
    """A document is more than is shown; its text is why, as the end of a sentence about the payload."""


def read_yaml(raw: bytes) -> Document:
    """The tree of a YAML document in UTF-8; of a tagged one, such as an object of Ruby, what is under the tag."""
    try:
        node = yaml.compose(raw, Loader=_FAST)
        return None if node is None else _Tree().value(node, 0)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        return Undecodable(raw, f"is not YAML: {_said(error)}")
    except (_TooMuch, RecursionError) as error:
        return Undecodable(raw, str(error) if isinstance(error, _TooMuch) else _TOO_DEEP)


class _Tree:
    """Makes plain values of nodes, and counts them."""

    def __init__(self) -> None:
        self._made = 0
        self._plain = yaml.SafeLoader("")

    def value(self, node: yaml.Node, depth: int) -> Json:
        self._made += 1
        if self._made > MAX_NODES:
            raise _TooMuch(f"holds more than {MAX_NODES:,} values")
        if depth > MAX_DEPTH:
            raise _TooMuch(_TOO_DEEP)
        match node:
            case yaml.MappingNode():
                pairs = [(self.value(key, depth + 1), self.value(value, depth + 1)) for key, value in node.value]
                return {_key(key): value for key, value in pairs}
            case yaml.SequenceNode():
                return [self.value(one, depth + 1) for one in node.value]
            case _:
                assert isinstance(node, yaml.ScalarNode)
                return self._scalar(node)

    def _scalar(self, node: yaml.ScalarNode) -> Json:
        text: str = node.value
        read = _READERS.get(node.tag)
        if read is None:
            # Ruby writes a symbol with a colon before it.
            return text[1:] if not node.style and text.startswith(":") and text[1:2].strip() else text
        try:
            found: Json = getattr(self._plain, read)(node)
        except ValueError:
            return text
        return text if json_fault(found) or (isinstance(found, float) and not isfinite(found)) else found


_READERS: Final[Mapping[str, str]] = {
    _NULL: "construct_yaml_null",
    _BOOLEAN: "construct_yaml_bool",
    _WHOLE: "construct_yaml_int",
    _FLOAT: "construct_yaml_float",
}
"""What reads the plain values of each tag; a time or an object of a language stays the text it is."""
_TOO_DEEP: Final = f"nests deeper than {MAX_DEPTH} levels"


def _key(key: Json) -> str:
    return key if isinstance(key, str) else compact(key)


def _said(error: yaml.YAMLError | UnicodeDecodeError) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem and error.problem_mark:
        return f"{error.problem} in line {error.problem_mark.line + 1}"
    return str(error).partition("\n")[0]
