"""The commands over a draft's file."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from leftfold.draft.correction import Correction
from leftfold.draft.draft import Draft
from leftfold.draft.draft_file import Saved, write_draft
from leftfold.model.edits import Append, Because, ChangeSet, SoftDelete
from leftfold.model.event import Event
from leftfold.session import computer_user
from tests.cli.conftest import TALK, Leftfold
from tests.store.scripts import run_script
from tests.store_builders import make_eventsourcing, make_native, opened, stream_id

AT = datetime(2026, 3, 3, 10, tzinfo=UTC)
WHY = Because("Mira", "a bulk job", "SUP-1")
ONE, TWO = stream_id("student/3202"), stream_id("student/7")
DONE = Append("activityCompleted", {"lesson": 6, "activity": 1}, AT)
DRAFTS = (
    Draft(ONE, 5, frozenset(), WHY, (SoftDelete(5),)),
    Draft(TWO, 2, frozenset(), WHY, (DONE, SoftDelete(1))),
)


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return make_native(tmp_path / "school.sqlite", {"student/3202": TALK, "student/7": TALK[:2]})


@pytest.fixture
def save(tmp_path: Path, school: Path) -> Callable[..., Path]:
    def save(*drafts: Draft, because: Because = WHY, place: Path = school, layout: str = "native") -> Path:
        path = tmp_path / "resets.leftfold-draft.json"
        correction = Correction("Resets", because, drafts or DRAFTS)
        write_draft(path, Saved(correction, str(place), layout, AT), {})
        return path

    return save


@pytest.fixture
def file(save: Callable[..., Path]) -> Path:
    return save()


def events(school: Path, stream: str) -> list[Event]:
    with opened(school) as store:
        index = store.index(stream_id(stream))
        return list(store.events(index).read(1, len(index)))


def meanwhile(school: Path) -> None:
    with opened(school, write=True) as store:
        store.commit(ChangeSet(TWO, 2, (DONE,), Because("app", "its own")))


def test_it_shows_what_each_aggregate_would_become(leftfold: Leftfold, school: Path, file: Path) -> None:
    before = [events(school, "student/3202"), events(school, "student/7")]
    said = leftfold("draft", "show", file, school)
    assert said.code == 0, said.err
    assert said.out.splitlines()[0] == "“Resets”: 3 edits of 2 aggregates, drafted by Mira."
    assert "student/3202:\nSoft-delete event 5: Progress was reset to lesson 3" in said.out
    assert "currentPosition  3 → 7" in said.out
    assert "student/7:\nAppend event 3: " in said.out
    assert [events(school, "student/3202"), events(school, "student/7")] == before


def test_it_shows_json(leftfold: Leftfold, school: Path, file: Path) -> None:
    one, two = leftfold("draft", "show", file, school, "--json").rows
    assert (one["type"], one["id"], one["version"], one["against"]) == ("student", "3202", 5, "")
    assert (one["author"], one["reason"]) == ("Mira", "a bulk job")
    assert {"op": "replace", "path": "currentPosition", "before": 3, "after": 7} in one["changes"]
    assert len(two["edits"]) == 2


def test_it_writes_a_page(leftfold: Leftfold, school: Path, file: Path, tmp_path: Path) -> None:
    page = tmp_path / "review.html"
    assert leftfold("draft", "show", file, school, "--html", page).code == 0
    assert "Progress was reset to lesson 3" in page.read_text("utf-8")
    assert "cannot be written" in leftfold("draft", "show", file, school, "--html", tmp_path / "no" / "x").err


def test_all_of_it_is_committed_at_once_with_both_names(leftfold: Leftfold, school: Path, file: Path) -> None:
    said = leftfold("draft", "commit", file, school)
    assert said.code == 0, said.err
    assert f"Written by {computer_user()}: 3 edits of 2 aggregates, all at once." in said.err
    assert [event.deleted for event in events(school, "student/3202")] == [False] * 4 + [True]
    *_known, new = events(school, "student/7")
    note = {"author": "Mira", "reason": "a bulk job", "ticket": "SUP-1", "committer": computer_user()}
    assert new.metadata == {"leftfold": note}
    with opened(school) as store:
        assert [entry.because for entry in store.audit()[1:]] == [replace(WHY, committer=computer_user())] * 2


def test_one_aggregate_is_committed_alone(leftfold: Leftfold, school: Path, save: Callable[..., Path]) -> None:
    said = leftfold("draft", "commit", save(DRAFTS[0]), school)
    assert said.code == 0
    assert "event 5 soft-deleted. student/3202 is at version 5 now." in said.err


def test_a_dry_run_writes_nothing(leftfold: Leftfold, school: Path, file: Path) -> None:
    before = school.read_bytes()
    said = leftfold("draft", "commit", file, school, "--dry-run")
    assert (said.code, said.err) == (0, "Dry run: nothing was written.\n")
    assert school.read_bytes() == before


def test_where_one_aggregate_went_on_nothing_is_written_to_any(leftfold: Leftfold, school: Path, file: Path) -> None:
    meanwhile(school)
    for command in (("show",), ("commit",)):
        said = leftfold("draft", *command, file, school)
        assert said.code == 1
        assert "student/7 changed since the draft was made: 1 event arrived, activityCompleted (version 3)" in said.err
    assert not any(event.deleted for event in events(school, "student/3202"))


def test_a_new_event_that_fails_is_not_written(leftfold: Leftfold, school: Path, save: Callable[..., Path]) -> None:
    wrong = replace(DRAFTS[1], edits=(Append("activityCompleted", {"lesson": "x"}, AT),))
    said = leftfold("draft", "commit", save(DRAFTS[0], wrong), school)
    assert said.code == 1
    assert "student/7: The proposed event 3 could not be applied" in said.err
    assert not any(event.deleted for event in events(school, "student/3202"))


def test_a_reason_is_demanded_and_can_be_given(leftfold: Leftfold, school: Path, save: Callable[..., Path]) -> None:
    blank = Because("", "")
    file = save(replace(DRAFTS[0], because=blank), because=blank)
    said = leftfold("draft", "commit", file, school)
    assert (said.code, said.refusal) == (2, "The draft does not say why; add --reason TEXT.")
    assert leftfold("draft", "commit", file, school, "--reason", "told later", "--ticket", "T").code == 0
    with opened(school) as store:
        assert store.audit()[-1].because == Because(computer_user(), "told later", "T")


def test_another_store_is_refused_unless_asked_for(
    leftfold: Leftfold, school: Path, file: Path, save: Callable[..., Path], tmp_path: Path
) -> None:
    other = make_native(tmp_path / "other.sqlite", {"student/3202": TALK})
    said = leftfold("draft", "show", file, other)
    assert said.code == 1
    assert said.refusal.startswith(f"This draft was made on {school}, and not on {other}. Add --elsewhere")
    said = leftfold("draft", "show", file, other, "--elsewhere")
    assert said.code == 1
    assert "has no aggregate student/7" in said.err
    assert leftfold("draft", "show", save(DRAFTS[0]), other, "--elsewhere").code == 0
    shop = make_eventsourcing(tmp_path / "shop.db", [])
    assert "made on a store of the layout native" in leftfold("draft", "show", file, shop).err


def test_a_file_that_is_no_draft_is_told(leftfold: Leftfold, school: Path) -> None:
    said = leftfold("draft", "show", school, school)
    assert said.code == 2
    assert "school.sqlite is no draft" in said.refusal


def test_the_script_of_sql_writes_what_the_commit_would(leftfold: Leftfold, school: Path, file: Path) -> None:
    said = leftfold("draft", "script", file, school, "--as", "sql")
    assert said.code == 0
    assert run_script(str(school), said.out) == ""
    assert events(school, "student/3202")[4].deleted
    assert len(events(school, "student/7")) == 3
    assert "changed since the draft was made" in run_script(str(school), said.out)


def test_the_script_of_lines_runs_in_a_shell(
    leftfold: Leftfold, school: Path, file: Path, tmp_path: Path, save: Callable[..., Path]
) -> None:
    path = tmp_path / "lines.sh"
    assert leftfold("draft", "script", file, school, "--as", "cli", "--output", path).code == 0
    lines = path.read_text("utf-8")
    run = f'leftfold() {{ {shlex.quote(sys.executable)} -m leftfold "$@"; }}\n{lines}'
    done = subprocess.run(["sh"], input=run, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert events(school, "student/3202")[4].deleted
    assert [event.deleted for event in events(school, "student/7")] == [True, False, False]
    again = subprocess.run(["sh"], input=run, capture_output=True, text=True, check=False)
    assert again.returncode == 1
    with_metadata = save(replace(DRAFTS[1], edits=(replace(DONE, metadata={"own": 1}),)))
    assert "metadata of its own" in leftfold("draft", "script", with_metadata, school, "--as", "cli").err


def test_where_a_second_person_is_demanded_another_than_who_drafted_commits(
    leftfold: Leftfold, school: Path, save: Callable[..., Path], rules_of_user: Path, at_the_desk: Callable[[str], None]
) -> None:
    rules_of_user.write_text(
        '[[store]]\nmatch = "*"\nenvironment = "production"\nsecond_person = true\n', encoding="utf-8"
    )
    file = save(*(replace(draft, because=replace(WHY, author="mira")) for draft in DRAFTS))
    at_the_desk("mira")
    dry = leftfold("draft", "commit", file, school, "--dry-run", "--confirm", school.name)
    assert "It would be refused: mira drafted it; another person must commit it" in dry.err
    refused = leftfold("draft", "commit", file, school, "--confirm", school.name)
    assert refused.code == 1
    assert "mira drafted it; another person must commit it" in refused.err
    at_the_desk("ben")
    assert "as --confirm" in leftfold("draft", "commit", file, school).err
    assert not events(school, "student/3202")[4].deleted
    assert leftfold("draft", "commit", file, school, "--confirm", school.name).code == 0
    with opened(school) as store:
        assert {(one.because.author, one.because.committer) for one in store.audit(ONE)} == {("mira", "ben")}


def test_it_is_corrected_only_where_the_stream_is_as_expected(leftfold: Leftfold, school: Path) -> None:
    why = ("--reason", "wrong", "--author", "mira")
    for command in ("delete", "restore"):
        said = leftfold(command, school, "3202", "5", *why, "--expect", "4")
        assert (said.code, said.refusal) == (1, "student/3202 is at version 5, not 4; nothing was written.")
    assert leftfold("delete", school, "3202", "5", *why, "--expect", "5").code == 0
