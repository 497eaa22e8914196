"""The rules that this computer and its user have for stores, of any library: TOML files named `stores.toml`.

In a file the first table `[[store]]` whose pattern fits a store tells its rules. A file that is not understood tells
none, and then nothing is written: it may be just the one that guards the store.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from platformdirs import site_config_path, user_config_path

from leftfold.model.errors import CannotOpen
from leftfold.model.rules import Rules
from leftfold.store.rule_documents import read_rules
from leftfold.store.section import Section
from leftfold.store.whereabouts import is_named

NAME: Final = "stores.toml"


@dataclass(frozen=True, slots=True)
class StoreRules:
    """The rules for the stores that a pattern fits."""

    pattern: str
    rules: Rules


def machine_file() -> Path:
    """The file of whoever looks after this computer."""
    return site_config_path("leftfold", appauthor=False) / NAME


def user_file() -> Path:
    """The file of the current user."""
    return user_config_path("leftfold", appauthor=False) / NAME


def rules_in(file: Path, names: tuple[str, ...]) -> Rules | None:
    """The rules that a file has for a store of these names; None where it has none, or is not there.

    Raises `CannotOpen` where the file cannot be read or understood.
    """
    found = (one.rules for one in stores_in(text_of(file), str(file)) if is_named(one.pattern, names))
    return next(found, None)


def text_of(file: Path) -> str:
    """What a file of rules says; nothing where it is not there. Raises `CannotOpen`."""
    try:
        return file.read_bytes().decode()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        raise CannotOpen(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CannotOpen(f"{file} is not UTF-8 text.") from error


def stores_in(content: str, file: str) -> tuple[StoreRules, ...]:
    """The rules in the text of a file, which `file` names in messages. Raises `CannotOpen`."""
    root = parsed(content, file)
    found = tuple(_store(section) for section in root.sections("store"))
    root.finish()
    return found


def rules_file(file: Path) -> Rules:
    """The rules in a file that has those of one store. Raises `CannotOpen`."""
    if not file.exists():
        raise CannotOpen(f"There is no file {file}; check the path.")
    root = parsed(text_of(file), str(file))
    rules = read_rules(root)
    root.finish()
    return rules


def parsed(content: str, file: str) -> Section:
    """The whole of a TOML text. Raises `CannotOpen`."""
    try:
        return Section(file, tomllib.loads(content))
    except tomllib.TOMLDecodeError as error:
        raise CannotOpen(f"{file} is not valid TOML: {error}.") from error


def _store(section: Section) -> StoreRules:
    found = StoreRules(section.text("match"), read_rules(section))
    section.finish()
    return found
