"""The rules for writing as the command line shows them, sets them and is held to them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Leftfold
from tests.servers import Server
from tests.store_builders import make_eventsourcing, make_native, opened

WHY = ("--reason", "wrong reset", "--author", "mira")
CONFIRMED = ("--confirm", "school.sqlite")
EVENT = ("3202", "resetProgress", '{"lesson": 6}')


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "production.toml"
    file.write_text('environment = "production"\nticket_pattern = "SUP-*"\n', "utf-8")
    return file


@pytest.fixture
def live(leftfold: Leftfold, school: Path, file: Path) -> Path:
    """The school in production."""
    assert leftfold("rules", school, "--set", file, "--reason", "it went live").code == 0
    return school


def test_rules_are_shown_set_and_shown_again(leftfold: Leftfold, school: Path, file: Path) -> None:
    said = leftfold("rules", school)
    assert said.out == "school.sqlite is local.\nIts place on this computer says local: a reason.\n"
    before = school.read_bytes()
    said = leftfold("rules", school, "--set", file, "--reason", "it went live", "--dry-run")
    assert (said.code, school.read_bytes() == before) == (0, True)
    assert said.err.startswith("Dry run: it would be production from then on: its name typed, ")
    said = leftfold("rules", school, "--set", file, "--reason", "it went live")
    words = "its name typed, a reason, a ticket like SUP-*"
    assert (said.code, said.err) == (0, f"school.sqlite is production from now on: {words}.\n")
    assert said.out == f"school.sqlite is production.\nThe store itself says production: {words}.\n"
    (row,) = leftfold("rules", school, "--json").rows
    assert (row["origin"], row["fault"], row["environment"]) == ("the store itself", None, "production")
    assert row["ticket_pattern"] == "SUP-*"
    with opened(school) as store:
        assert store.audit()[-1].because.reason == "it went live"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--set", "production.toml"], "No reason was given; add --reason TEXT."),
        (["--reason", "why"], "Nothing is set; name a file of rules with --set FILE."),
        (["--dry-run"], "Nothing is set; name a file of rules with --set FILE."),
        (["--set", "none.toml", "--reason", "why"], "There is no file none.toml; check the path."),
    ],
)
@pytest.mark.usefixtures("file")
def test_what_is_asked_wrongly_is_said(
    leftfold: Leftfold, school: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], told: str
) -> None:
    monkeypatch.chdir(school.parent)
    said = leftfold("rules", school, *arguments)
    assert (said.code, said.refusal) == (2, told)


def test_a_file_that_is_not_understood_is_said(leftfold: Leftfold, school: Path, file: Path) -> None:
    file.write_text("environment", "utf-8")
    said = leftfold("rules", school, "--set", file, "--reason", "why")
    assert (said.code, "is not valid TOML" in said.refusal) == (2, True)


def test_rules_are_weakened_only_as_they_allow(leftfold: Leftfold, live: Path, file: Path) -> None:
    file.write_text('environment = "local"', "utf-8")
    weaker = ("rules", live, "--set", file, "--reason", "it is over")
    assert leftfold(*weaker).refusal.startswith("Type its name, school.sqlite, before it is written")
    assert leftfold(*weaker, *CONFIRMED).refusal.startswith("Name the ticket that asks for it, one like SUP-*.")
    said = leftfold(*weaker, "--dry-run")
    assert said.code == 0
    assert said.err.count("It would be refused: ") == 2
    assert leftfold(*weaker, *CONFIRMED, "--ticket", "SUP-2").code == 0
    assert leftfold("append", live, *EVENT, *WHY).code == 0


def test_every_writing_command_is_held_to_them(leftfold: Leftfold, live: Path, tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    assert leftfold("export", live, "3202", rows).code == 0
    before = live.read_bytes()
    for command in (
        ("append", live, *EVENT, *WHY),
        ("delete", live, "3202", "5", *WHY),
        ("command", live, "3202", "reset-progress", '{"lesson": 6, "activity": 1}', *WHY),
        ("snapshot", live, *WHY),
        ("import", rows, live, "--map", "leftfold"),
    ):
        for confirmed in ((), CONFIRMED):
            said = leftfold(*command, *confirmed)
            assert said.code == 1
            assert ("Name the ticket that asks for it, one like SUP-*." in said.err) or not confirmed
            assert ("Type its name, school.sqlite," in said.err) is not bool(confirmed)
    assert live.read_bytes() == before
    assert leftfold("delete", live, "3202", "5", *WHY, *CONFIRMED, "--ticket", "SUP-1").code == 0
    assert leftfold("snapshot", live, *WHY, *CONFIRMED, "--ticket", "SUP-1").code == 0
    assert leftfold("import", rows, live, "--map", "leftfold", *CONFIRMED, "--ticket", "SUP-1").code == 0


def test_a_refusal_is_one_sentence_after_the_other_on_one_line_and_shows_no_effect(
    leftfold: Leftfold, live: Path
) -> None:
    assert leftfold("append", live, *EVENT, *WHY).refusal == (
        "Type its name, school.sqlite, before it is written; in a terminal, as --confirm. "
        "Name the ticket that asks for it, one like SUP-*. Nothing was written."
    )


def test_a_dry_run_is_never_refused_and_says_what_stands_against_it(leftfold: Leftfold, live: Path) -> None:
    said = leftfold("append", live, *EVENT, *WHY, *CONFIRMED, "--ticket", "OPS-1", "--dry-run")
    assert said.code == 0
    assert said.out.startswith("Append event 6")
    assert said.err == ("It would be refused: The ticket “OPS-1” is none like SUP-*.\nDry run: nothing was written.\n")


def test_info_tells_them_and_what_keeps_others_from_being_known(
    leftfold: Leftfold, live: Path, rules_of_user: Path
) -> None:
    rules_of_user.write_text("store", "utf-8")
    said = leftfold("info", live)
    assert "The store itself says production: its name typed" in said.out
    assert f"{rules_of_user} is not valid TOML" in said.out
    (row,) = leftfold("info", live, "--json").rows
    assert row["environment"] == "production"
    assert [one["fault"] is None for one in row["rules"]] == [True, False]
    assert len(leftfold("rules", live, "--json").rows) == 2
    assert leftfold("append", live, *EVENT, *WHY, "--dry-run").code == 0
    assert f"{rules_of_user} is not valid TOML" in leftfold("append", live, *EVENT, *WHY, *CONFIRMED).refusal


def test_who_drafts_in_a_terminal_commits_nothing_where_a_second_person_is_wanted(
    leftfold: Leftfold, school: Path, file: Path, at_the_desk: Callable[[str], None]
) -> None:
    at_the_desk("ben")
    file.write_text('environment = "staging"\nsecond_person = true\n', "utf-8")
    assert leftfold("rules", school, "--set", file, "--reason", "four eyes").code == 0
    assert leftfold("append", school, *EVENT, *WHY).refusal == (
        "ben drafted it; another person must commit it, so export it for review. Nothing was written."
    )


def test_a_store_of_another_library_keeps_none_and_says_where_they_go(
    leftfold: Leftfold, tmp_path: Path, file: Path
) -> None:
    bank = make_eventsourcing(tmp_path / "bank.sqlite", [("a" * 32, 1, "app:Account.Opened", b"{}")])
    said = leftfold("rules", bank, "--set", file, "--reason", "why")
    assert (said.code, "keeps rules; give those of others in " in said.refusal) == (1, True)


def test_a_store_on_a_server_keeps_its_own(leftfold: Leftfold, postgresql: Server, file: Path) -> None:
    url = make_native(postgresql.new_database(), {"student/3202": [("placeStudent", {"lesson": 6, "activity": 1})]})
    assert json.loads(leftfold("info", url, "--json").out)["environment"] == "local"
    assert leftfold("rules", url, "--set", file, "--reason", "it went live").code == 0
    name = url.partition("?")[0].rpartition("/")[2]
    refusal = leftfold("append", url, *EVENT, *WHY).refusal
    assert refusal.startswith(f"Type its name, {name}, before it is written")
    assert leftfold("append", url, *EVENT, *WHY, "--confirm", name, "--ticket", "SUP-9").code == 0
