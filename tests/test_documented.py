"""The manual names all that there is: commands, actions, layout keys, fields of domains, words of conditions."""

from __future__ import annotations

import ast
import inspect
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import fields
from enum import StrEnum
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import pytest

from leftfold import __version__, api, manual
from leftfold.api import Aggregate, Correction, OpenedStore
from leftfold.batch import values
from leftfold.diagnose import grammar
from leftfold.diagnose.tree import Comparator, Fact, Motion, Root
from leftfold.domain.definition import (
    Command,
    Domain,
    EventType,
    Field,
    Folded,
    Invariant,
    Kind,
    NewEvent,
    Rejection,
    Scope,
    Track,
)
from leftfold.domain.report import Column, Fold, Merged, Report
from leftfold.manual import INDEX, anchor_of, page, pages
from leftfold.model.finding import FindingKind
from leftfold.model.query import Measure, Query, Source, Take
from leftfold.model.rules import Rules
from leftfold.store import layout_files, layout_parts, protocol_parts
from leftfold.store.forms import DocumentForm, IdForm, TimeUnit
from leftfold.store.importing import map_files
from leftfold.store.importing.maps import Cast, Empty, Format, Otherwise
from leftfold.store.protocols import Protocol
from tests.manual_words import all_commands, options_of, section_of

TOP: Final = Path(__file__).parents[1]
HELP: Final = TOP / "resources" / "help"
README: Final = (TOP / "README.md").read_text("utf-8")
COMMANDS: Final = "commands.md"


def test_every_page_is_in_the_contents() -> None:
    listed = [one.name for one in pages()]
    on_disk = {file.name for file in HELP.iterdir()}
    assert sorted(listed) == sorted(on_disk), f"add it to resources/help/{INDEX}, under the heading of its readers"


@pytest.mark.parametrize("name", ["README.md", *(one.name for one in pages())])
def test_every_link_leads_somewhere(name: str) -> None:
    folder = TOP if name == "README.md" else HELP
    text = README if name == "README.md" else page(name).text
    broken = [link.target for link in manual.Page(name, text).links if not _leads(link.target, folder, name)]
    assert broken == [], f"{name} links to what is not there"


def _leads(target: str, folder: Path, name: str) -> bool:
    if "://" in target:
        return True
    file, _sign, anchor = target.partition("#")
    there = folder / (file or name)
    return there.exists() and (not anchor or anchor in {one.anchor for one in manual.Page(file, _text(there)).sections})


def _text(file: Path) -> str:
    return file.read_text("utf-8")


def test_every_command_and_option_is_in_the_manual() -> None:
    told = {section.heading: "\n".join(section.lines) for section in page(COMMANDS).sections}
    missing = []
    for name, command in all_commands():
        if name not in told:
            missing.append(section_of(name, command))
            continue
        lacking = [one.opts[0] for one in options_of(command) if not re.search(rf"`{one.opts[0]}[` ]", told[name])]
        if lacking:
            missing.append(f"{' and '.join(lacking)} of:\n\n{section_of(name, command)}")
    assert missing == [], f"put into resources/help/{COMMANDS}, where it belongs:\n\n" + "\n\n".join(missing)


def test_the_manual_tells_of_no_command_or_option_that_is_not_there() -> None:
    there = {name: {name for one in options_of(command) for name in one.opts} for name, command in all_commands()}
    for section in page(COMMANDS).sections:
        if section.level == 3:
            assert section.heading in there, f"{COMMANDS} tells of {section.heading}, which is no command any more"
            told = set(re.findall(r"`(--[\w-]+)", "\n".join(section.lines)))
            assert told <= there[section.heading], f"{COMMANDS} tells of options that {section.heading} has not"


def test_every_key_of_a_layout_is_in_the_manual() -> None:
    keys = (*_words_of(layout_files), *_words_of(layout_parts), *_words_of(protocol_parts))
    forms: tuple[type[StrEnum], ...] = (DocumentForm, IdForm, TimeUnit, Protocol)
    _check_told("layouts.md", (*keys, *(str(word) for form in forms for word in form)))


def test_every_key_of_an_import_map_is_in_the_manual() -> None:
    forms: tuple[type[StrEnum], ...] = (Format, Cast, Empty, Otherwise)
    said = page("imports.md").text
    words = (*_words_of(map_files), *(str(word) for form in forms for word in form))
    missing = [word for word in words if not re.search(rf"\b{word}\b", said)]
    assert missing == [], "tell of these keys in resources/help/imports.md"


def _words_of(module: ModuleType) -> Iterator[str]:
    """The keys of TOML that a module asks for, and the values that it knows: the names that it hands to a function."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        handed: list[ast.expr] = node.args if isinstance(node, ast.Call) else []
        if isinstance(node, ast.comprehension):
            handed = [node.iter]
        for one in handed:
            parts = one.elts if isinstance(one, ast.Tuple) else [one]
            texts = (part.value for part in parts if isinstance(part, ast.Constant))
            yield from (text for text in texts if isinstance(text, str) and re.fullmatch(r"[a-z]+(_[a-z]+)*", text))


@pytest.mark.parametrize(
    ("where", "record"),
    [
        *(("domains.md", one) for one in (Domain, Command, Field, EventType, NewEvent, Rejection, Track)),
        *(("domains.md", one) for one in (Invariant, Folded)),
        *(("reports.md", one) for one in (Report, Column, Fold, Merged, Query, Measure, Source)),
        ("safety.md", Rules),
    ],
)
def test_every_field_of_a_record_is_in_the_manual(where: str, record: type[Any]) -> None:
    said = page(where).text
    missing = [field.name for field in fields(record) if not re.search(rf"`[^`]*\b{field.name}\b[^`]*`", said)]
    assert missing == [], f"tell in resources/help/{where} of these fields of {record.__name__}"


def test_the_words_of_conditions_are_in_the_manual() -> None:
    words = (*Fact, *Root, *Comparator, *(f"{motion}(path)" for motion in Motion), "exists(path)")
    _check_told("conditions.md", (*map(str, words), "in", "contains", "matches", "not", "and", "or"))
    assert grammar.__doc__ is not None
    printed = inspect.cleandoc(grammar.__doc__)
    rules = "\n".join(line[4:] for line in printed.splitlines() if line.startswith("    "))
    assert rules in page("conditions.md").text, "the grammar in conditions.md is not the one of the parser"


def test_what_a_command_of_a_batch_may_ask_is_in_the_manual() -> None:
    said = page("many.md").text
    words = re.findall(r"`=(\w[\w.]*)", inspect.getdoc(values) or "")
    assert [word for word in words if f"={word}" not in said] == []


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("domains.md", [f"Kind.{Kind.TEXT.name}", *(kind.name for kind in Kind), *(f"Scope.{s.name}" for s in Scope)]),
        ("reports.md", [take.name for take in Take]),
        ("findings.md", [f"`{kind}`" for kind in FindingKind]),
        ("scripting.md", ["open_store", "Refused", "Conflict"]),
    ],
)
def test_the_names_of_choices_are_in_the_manual(where: str, words: list[str]) -> None:
    said = page(where).text
    assert [word for word in words if word not in said] == [], f"tell of these in resources/help/{where}"


def test_all_of_the_public_api_is_in_the_manual() -> None:
    said = page("scripting.md").text
    kinds = (OpenedStore, Aggregate, Correction)
    names = {name for kind in kinds for name in vars(kind) if not name.startswith("_")}
    missing = [name for name in sorted(names) if not re.search(rf"\b{name}\b", said)]
    assert missing == [], "tell of these in resources/help/scripting.md"
    assert {kind.__name__ for kind in kinds} <= set(api.__all__)


def test_each_extra_is_told_of() -> None:
    project = tomllib.loads(_text(TOP / "pyproject.toml"))["project"]
    said = README + page("servers.md").text
    extras = set(project["optional-dependencies"]) - {"dev", "test"}
    assert [extra for extra in extras if f"`{extra}`" not in said and f"[{extra}]" not in said] == []
    assert f".[{'test'}]" in said


def test_this_version_is_among_the_changes() -> None:
    headings = [section.heading for section in page("changes.md").sections]
    assert __version__ in headings, "tell in resources/help/changes.md what is new in this version"
    assert anchor_of(__version__) == __version__.replace(".", "")


def _check_told(where: str, words: Iterable[str]) -> None:
    """Each word stands in code somewhere on a page."""
    said = " ".join(re.findall(r"```.*?```|`[^`\n]+`", page(where).text, re.DOTALL))
    missing = [word for word in words if not re.search(rf"(?<![\w.]){re.escape(word)}(?!\w)", said)]
    assert missing == [], f"tell of these in resources/help/{where}"
