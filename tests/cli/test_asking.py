"""A password is asked for on a terminal, and there alone."""

from __future__ import annotations

import io
import sys

import pytest
from sqlalchemy import make_url
from typing_extensions import override

from leftfold.cli.asking import opened
from leftfold.model.errors import PasswordNeeded
from tests.cli.conftest import Leftfold
from tests.servers import GUARDED, PASSWORD, Server

URL = "postgresql://ann@host/shop"


class Terminal(io.StringIO):
    """A stdin that somebody types into."""

    @override
    def isatty(self) -> bool:
        """It is one."""
        return True


def guarded(target: str) -> str:
    """Opens with one password alone."""
    if ":right@" not in target:
        raise PasswordNeeded(f"{URL} wants a password.")
    return target


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is typed at a terminal, question by question."""
    answers: list[str] = []

    def prompt(text: str, *, hide_input: bool, err: bool) -> str:
        assert (text, hide_input, err) == (f"Password for {URL}", True, True)
        return answers.pop(0)

    monkeypatch.setattr("click.prompt", prompt)
    monkeypatch.setattr(sys, "stdin", Terminal())
    return answers


def test_one_who_knows_it_is_asked_once(typed: list[str]) -> None:
    typed += ["right", "never asked"]
    assert opened(guarded, URL) == "postgresql://ann:right@host/shop"
    assert typed == ["never asked"]


def test_a_slip_is_told_and_forgiven(typed: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    typed += ["wrong", "wronger", "right"]
    assert opened(guarded, "postgresql://ann:old@host/shop") == "postgresql://ann:right@host/shop"
    assert capsys.readouterr().err.splitlines() == [f"leftfold: {URL} wants a password."] * 2


def test_one_who_does_not_know_it_is_let_go(typed: list[str]) -> None:
    typed += ["wrong", "wrong", "wrong"]
    with pytest.raises(PasswordNeeded):
        opened(guarded, URL)
    assert typed == []


@pytest.mark.parametrize("stdin", [None, io.StringIO()])
def test_nobody_is_asked_without_a_terminal(stdin: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", stdin)
    with pytest.raises(PasswordNeeded):
        opened(guarded, URL)


def test_a_password_from_the_environment_opens_and_is_not_shown(
    leftfold: Leftfold, postgresql: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PGPASSWORD", raising=False)
    table = "CREATE TABLE shop_events (originator_id uuid, originator_version bigint, topic text, state bytea, "
    keys = "notification_id bigserial unique, PRIMARY KEY (originator_id, originator_version))"
    url = postgresql.new_database(table + keys, f"GRANT SELECT ON shop_events TO {GUARDED}")
    name = str(make_url(url).database)
    wanted = leftfold("info", postgresql.url(name, user=GUARDED))
    assert wanted.code == 2
    assert "does not accept the password of guarded, or wants one; give it, or set LEFTFOLD_PASSWORD" in wanted.err
    wrong = leftfold("info", postgresql.url(name, user=GUARDED, password="wr0ng"))
    assert (wrong.code, "wr0ng" in wrong.err + wrong.out) == (2, False)
    for variable in ("LEFTFOLD_PASSWORD", "PGPASSWORD"):
        with monkeypatch.context() as patch:
            patch.setenv(variable, PASSWORD)
            told = leftfold("info", postgresql.url(name, user=GUARDED))
        assert (told.code, PASSWORD in told.out + told.err) == (0, False)
