"""What the commands have in common: their arguments, the store opened for them, and who writes and why."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import click
import pytest

from leftfold.cli import options
from leftfold.cli.options import ordinal_at, with_because, words
from leftfold.model.edits import Because
from leftfold.model.errors import BadRequest, NotFound
from leftfold.privacy import revealed_file
from leftfold.session import Session
from tests.cli.conftest import Leftfold
from tests.domain.external.programs import reducer
from tests.store_builders import make_eventsourcing


def test_words_are_text_that_can_be_stored() -> None:
    assert words("漢 \x1b") == "漢 \x1b"
    with pytest.raises(click.BadParameter, match="is not text"):
        words("\udcff")


@pytest.mark.parametrize(
    ("version", "ordinal"), [(None, 5), (0, 0), (1, 1), (5, 5)], ids=["all", "before the first", "first", "last"]
)
def test_a_version_leads_to_how_many_events_lead_up_to_it(school: Path, version: int | None, ordinal: int) -> None:
    with closing(Session.open(str(school))) as session:
        assert ordinal_at(session.open_stream(session.resolve("3202")), version) == ordinal


@pytest.mark.parametrize("version", [-1, 6])
def test_a_version_that_is_not_there_is_told_with_those_that_are(school: Path, version: int) -> None:
    with closing(Session.open(str(school))) as session:
        replay = session.open_stream(session.resolve("3202"))
        with pytest.raises(NotFound, match=f"^student/3202 has no version {version}; it has 1 to 5\\.$"):
            ordinal_at(replay, version)


def test_a_version_in_a_gap_is_not_there(tmp_path: Path) -> None:
    rows = [("a" * 32, version, "app:Account.Opened", b"{}") for version in (1, 2, 4)]
    with closing(Session.open(str(make_eventsourcing(tmp_path / "bank.sqlite", rows)))) as session:
        replay = session.open_stream(session.resolve("a" * 32))
        assert ordinal_at(replay, 4) == 3
        with pytest.raises(NotFound, match="has no version 3; it has 1 to 4"):
            ordinal_at(replay, 3)


def test_a_store_is_closed_after_the_command(leftfold: Leftfold, school: Path) -> None:
    for arguments in (["info", school], ["state", school, "3202"], ["state", school, "9999"]):
        leftfold(*arguments)
        assert sorted(school.parent.iterdir()) == [school]


def test_negative_versions_are_versions(leftfold: Leftfold, school: Path) -> None:
    told = "student/3202 has no version -1; it has 1 to 5."
    assert leftfold("diff", school, "3202", "-1", "2").refusal == told
    assert leftfold("diff", school, "3202", "2", "-1", "--json").refusal == told
    assert leftfold("state", school, "3202", "--at", "-1").refusal == told
    assert leftfold("events", school, "3202", "--from", "-1").refusal == told


def test_an_option_beside_a_negative_version_must_still_be_known(leftfold: Leftfold, school: Path) -> None:
    said = leftfold("diff", school, "3202", "0", "-1", "--jsn")
    assert said.code == 2
    assert "unexpected extra argument (--jsn)" in said.refusal
    assert "Did you mean '--json'" in leftfold("diff", school, "3202", "0", "1", "--jsn").refusal


def test_a_layout_and_a_domain_can_be_asked_for(leftfold: Leftfold, school: Path) -> None:
    (row,) = leftfold("state", school, "3202", "--layout", "native", "--domain", "generic", "--json").rows
    assert row["state"] == {"lesson": 3, "activity": 1}
    assert "This layout was asked for" in leftfold("info", school, "--layout", "native").out


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ("--layout=nativ", "nativ"),
        ("--layout=FILE", "odd.py"),
        ("--domain=progres", "There is no domain 'progres'; known are"),
        ("--domain=absent.py", "There is no domain file 'absent.py'"),
        ("--domain=FILE", "cannot be loaded"),
    ],
)
def test_what_cannot_be_loaded_is_told(leftfold: Leftfold, school: Path, option: str, told: str) -> None:
    garbage = school.with_name("odd.py")
    garbage.write_bytes(bytes(range(256)))
    said = leftfold("state", school, "3202", option.replace("FILE", str(garbage)))
    assert said.code == 2
    assert told in said.refusal


def _heard(arguments: list[str], *, required: bool = True) -> Because:
    """What a command that is called with the arguments hears of who writes and why."""
    heard: list[Because] = []

    @click.command()
    @with_because(required=required)
    def write(because: Because) -> None:
        heard.append(because)

    write.main(arguments, standalone_mode=False)
    return heard[0]


def test_a_write_is_signed() -> None:
    because = _heard(["--reason", "wrong reset", "--ticket", "SUP-1", "--author", "Mira"])
    assert because == Because("Mira", "wrong reset", "SUP-1")


def test_a_write_needs_a_reason() -> None:
    with pytest.raises(click.MissingParameter):
        _heard([])
    with pytest.raises(BadRequest, match="The reason is empty"):
        _heard(["--reason", " "])


def test_the_author_is_the_user_unless_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(options, "computer_user", lambda: "mira")
    assert _heard([], required=False) == Because("mira", "", "")


def test_a_computer_without_a_user_asks_for_the_author(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(options, "computer_user", lambda: "")
    with pytest.raises(BadRequest, match="add --author NAME"):
        _heard(["--reason", "wrong reset"])


def test_text_that_is_none_is_refused_before_anything_is_opened(leftfold: Leftfold, school: Path) -> None:
    said = leftfold("append", school, "3202", "\udcff", "{}", "--reason", "r")
    assert (said.code, "is not text" in said.refusal) == (2, True)


def test_a_program_folds_where_one_is_named(leftfold: Leftfold, school: Path, tmp_path: Path) -> None:
    command = reducer(tmp_path).command
    row = leftfold("state", school, "3202", "--reducer", command, "--json").rows[0]
    assert (row["state"], row["failed"]) == (0, None)
    said = leftfold("state", school, "3202", "--reducer", command, "--domain", "progress")
    assert said.refusal == "A store is read by one domain; give either --domain or --reducer."
    said = leftfold("state", school, "3202", "--reducer", "nosuchprogram x")
    assert (said.code, said.refusal.startswith("There is no program 'nosuchprogram'")) == (2, True)


def _covered(tmp_path: Path) -> Path:
    """A domain by which the lesson of a payload, and that of the state, is personal."""
    file = tmp_path / "private.py"
    file.write_text(
        "from dataclasses import replace\n"
        "from leftfold.domains import progress\n"
        "COVERED = ('data.lesson', 'state.currentPosition', 'state.highestLesson')\n"
        "PRIVATE = replace(progress.PROGRESS, personal=COVERED)\n",
        "utf-8",
    )
    return file


def test_personal_fields_are_covered_everywhere(leftfold: Leftfold, school: Path, tmp_path: Path) -> None:
    domain = ("--domain", _covered(tmp_path))
    told = leftfold("events", school, "3202", "--json", *domain).rows
    assert [row["data"]["lesson"] for row in told] == ["••••"] * 5
    assert told[-1]["sentence"] == "Progress was reset to lesson ••••, activity 1 (was lesson ••••, activity 1)"
    (state,) = leftfold("state", school, "3202", "--json", *domain).rows
    assert (state["state"]["currentPosition"], state["state"]["currentActivity"]) == ("••••", 1)
    changes = leftfold("diff", school, "3202", 0, 5, "--json", *domain).rows
    assert {row["path"]: row["after"] for row in changes}["currentPosition"] == "••••"
    compared = leftfold("compare", school, "3202@4", "3202", "--json", *domain).rows
    assert {"op": "replace", "path": "currentPosition", "before": "••••", "after": "••••"} in compared
    out = tmp_path / "out.jsonl"
    assert leftfold("export", school, "3202", out, *domain).code == 0
    assert '"lesson":"••••"' in out.read_text("utf-8")
    assert '"lesson":6' not in out.read_text("utf-8")
    assert leftfold("search", school, '"lesson":6', "--json", *domain).rows[0]["data"]["lesson"] == "••••"


def test_a_reason_reveals_them_and_is_recorded(
    leftfold: Leftfold, school: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    domain = ("--domain", _covered(tmp_path))
    (state,) = leftfold("state", school, "3202", "--json", *domain, "--reveal", "Her mother asks").rows
    assert state["state"]["currentPosition"] == 3
    (line,) = map(json.loads, revealed_file().read_text("utf-8").splitlines())
    assert (line["stream"], line["why"]) == ("student/3202", "Her mother asks")
    assert leftfold("state", school, "3202", "--reveal", " ").refusal.startswith("The reason is empty")
