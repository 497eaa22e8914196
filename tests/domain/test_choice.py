"""What a person means by a name, a path or a command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from leftfold.domain.choice import Choice, DomainFile, Reducer, chosen, command_file, isolated


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("own.py", DomainFile("own.py")),
        (" /a/own.py:OWN ", DomainFile("/a/own.py:OWN")),
        ("python own.py", Reducer("python own.py")),
        ("node reducer.mjs", Reducer("node reducer.mjs")),
        ("./reducer", Reducer("./reducer")),
    ],
)
def test_a_python_file_is_a_domain_and_all_else_a_command_line(text: str, choice: Choice) -> None:
    assert chosen(text) == choice


@pytest.mark.parametrize(
    ("choice", "apart"),
    [("own.py:OWN", DomainFile("own.py:OWN")), ("progress", "progress"), (Reducer("x"), Reducer("x")), (None, None)],
)
def test_what_is_in_a_file_runs_apart(choice: Choice | None, apart: Choice | None) -> None:
    assert isolated(choice) == apart


def test_the_file_that_somebody_may_edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a reducer.mjs").touch()
    assert command_file(DomainFile("own.py:OWN")) == tmp_path / "own.py"
    assert command_file(DomainFile("own.py")) == tmp_path / "own.py"
    assert command_file(Reducer("node --flag 'a reducer.mjs' more")) == tmp_path / "a reducer.mjs"
    for choice in (Reducer("node absent.mjs"), Reducer("'"), "progress", None):
        assert command_file(choice) is None
