"""No write to a store passes by its rules, whichever it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from leftfold.model.edits import Append, Because, ChangeSet, SoftDelete
from leftfold.model.errors import CannotOpen, Refused
from leftfold.model.rules import LOCAL, PRODUCTION, Rules
from leftfold.model.snapshot import Snapshot
from leftfold.store.bulk import NewRow
from leftfold.store.opening import create_store, open_store
from leftfold.store.store import Store
from tests.store_builders import START, make_eventsourcing, make_native, opened, stream_id

STREAM = stream_id("student/1")
WHY = Because("mira", "a wrong reset")
TICKET = Because("mira", "a wrong reset", "SUP-1")
WRITES: dict[str, Callable[[Store, Because], object]] = {
    "commit": lambda store, why: store.commit(ChangeSet(STREAM, 1, (Append("lessonCompleted", {}, START),), why)),
    "import": lambda store, why: store.append_many([NewRow(STREAM, "lessonCompleted", "{}", START)], why),
    "snapshot": lambda store, why: store.keep_snapshots([], why),
    "rules": lambda store, why: store.guard.set_rules(LOCAL, why),
}
Person = Callable[[str], None]


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return make_native(tmp_path / "school.sqlite", {"student/1": [("placeStudent", {"lesson": 1})]})


def _rows(school: Path) -> list[object]:
    with closing(sqlite3.connect(school)) as connection:
        return [row for name in ("events", "audit", "snapshots") for row in connection.execute(f"SELECT * FROM {name}")]


def _confirmed(school: Path) -> Store:
    return open_store(str(school), write=True, confirmed="school.sqlite")


@pytest.mark.parametrize("kind", WRITES)
def test_each_kind_of_write_is_held_to_the_rules_before_the_store_is_touched(
    school: Path, rules_of_user: Path, at_the_desk: Person, kind: str
) -> None:
    rules_of_user.write_text('[[store]]\nmatch = "*"\nenvironment = "production"\nwriters = ["mira"]\n', "utf-8")
    before, write = _rows(school), WRITES[kind]
    at_the_desk("mira")
    with opened(school, write=True) as store, pytest.raises(Refused, match=r"^Type its name, school\.sqlite, "):
        write(store, TICKET)
    with closing(_confirmed(school)) as store:
        with pytest.raises(Refused, match=r"^Name the ticket that asks for it\. Nothing was written\.$"):
            write(store, WHY)
        at_the_desk("ben")
        with pytest.raises(Refused, match=r"^ben may not write here; mira may\. "):
            write(store, TICKET)
        assert _rows(school) == before
        at_the_desk("mira")
        write(store, TICKET)
    assert kind == "snapshot" or _rows(school) != before


def test_a_file_that_is_not_understood_keeps_every_store_from_being_written(school: Path, rules_of_user: Path) -> None:
    rules_of_user.write_text("store", "utf-8")
    with opened(school, write=True) as store:
        rulings = store.guard.rulings()
        assert rulings.environment == "production"
        assert len(rulings.faults) == 1
        for write in WRITES.values():
            with pytest.raises(Refused, match=r"stores\.toml is not valid TOML.*as long as that is not mended"):
                write(store, TICKET)
        assert store.counts().events == 1
        rules_of_user.write_text("", "utf-8")
        WRITES["commit"](store, WHY)


def test_a_soft_deletion_that_is_not_wanted(school: Path, rules_of_user: Path) -> None:
    rules_of_user.write_text('[[store]]\nmatch = "*"\nenvironment = "local"\nsoft_delete = false\n', "utf-8")
    with opened(school, write=True) as store, pytest.raises(Refused, match="propose a compensating event"):
        store.commit(ChangeSet(STREAM, 1, (SoftDelete(1),), WHY))


def test_a_second_person_is_another_than_who_drafted_whatever_author_was_typed(
    school: Path, rules_of_user: Path, at_the_desk: Person
) -> None:
    rules_of_user.write_text('[[store]]\nmatch = "*"\nenvironment = "local"\nsecond_person = true\n', "utf-8")
    changes = ChangeSet(STREAM, 1, (Append("lessonCompleted", {}, START),), WHY)
    with opened(school, write=True) as store:
        for user in ("mira", "ben"):
            at_the_desk(user)
            for author in ("mira", "somebody else"):
                with pytest.raises(Refused, match=f"^{user} drafted it; another person must commit it"):
                    store.commit(replace(changes, because=replace(WHY, author=author)))
        with pytest.raises(Refused, match="another person must commit it"):
            store.commit(replace(changes, because=Because("ben", "hers", committer="ben")))
        assert store.commit(replace(changes, because=Because("mira", "hers", committer="ben"))).last_version == 2


def test_rules_are_weakened_only_as_they_allow(school: Path, at_the_desk: Person) -> None:
    strict = Rules(environment="production", reason=10, second_person=True)
    at_the_desk("mira")
    with opened(school, write=True) as store:
        store.guard.set_rules(strict, Because("mira", "x"))
        with pytest.raises(Refused, match="Say why in 10 characters or more"):
            store.guard.set_rules(PRODUCTION, Because("mira", "x"))
        with pytest.raises(Refused, match="another person must commit it"):
            store.guard.set_rules(PRODUCTION, Because("mira", "it is not needed"))
        # A second person is wanted to weaken them, and not for more of the same.
        store.guard.set_rules(Rules(environment="production", reason=11, second_person=True), WHY)
        at_the_desk("ben")
        store.guard.set_rules(LOCAL, Because("ben", "it is not needed"))
        assert store.guard.rulings().environment == "local"


def test_rules_by_which_nobody_could_ever_write_are_not_set(school: Path) -> None:
    with opened(school, write=True) as store, pytest.raises(Refused, match="nobody could ever write"):
        store.guard.set_rules(Rules(environment="local", writers=()), WHY)


def test_a_store_of_another_library_has_only_the_rules_of_computer_and_user(
    tmp_path: Path, rules_of_user: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bank = make_eventsourcing(tmp_path / "bank.sqlite", [("a" * 32, 1, "app:Account.Opened", b"{}")])
    rules_of_user.write_text(f'[[store]]\nmatch = "{bank}"\nenvironment = "staging"\n', "utf-8")
    machine = tmp_path / "etc" / "leftfold" / "stores.toml"
    machine.parent.mkdir(parents=True)
    machine.write_text('[[store]]\nmatch = "*/bank.sqlite"\nenvironment = "production"\n', "utf-8")
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(machine.parents[1]))
    with opened(bank) as store:
        rulings = store.guard.rulings()
        assert [one.origin for one in rulings.held] == [str(machine), str(rules_of_user)]
        assert rulings.environment == "production"
        with pytest.raises(Refused, match="Only a store of Leftfold's own layout keeps rules"):
            store.guard.set_rules(LOCAL, WHY)
    event = Append("app:Account.Opened", {}, START)
    with opened(bank, write=True) as store, pytest.raises(Refused, match=r"^Type its name, bank\.sqlite, "):
        store.commit(ChangeSet(store.resolve("a" * 32), 1, (event,), TICKET))


def test_a_store_is_local_on_this_computer_unless_somebody_says_otherwise(school: Path) -> None:
    with opened(school) as store:
        (usual,) = store.guard.rulings().held
        assert (usual.origin, usual.rules) == ("its place on this computer", LOCAL)


def test_a_new_store_is_filled_by_whoever_makes_it(tmp_path: Path, rules_of_user: Path) -> None:
    rules_of_user.write_text('[[store]]\nmatch = "*"\nenvironment = "production"\n', "utf-8")
    with closing(create_store(str(tmp_path / "new.sqlite"))) as store:
        assert store.append_many([NewRow(STREAM, "placeStudent", "{}", START)], WHY).events == 1
    with opened(tmp_path / "new.sqlite", write=True) as store, pytest.raises(Refused):
        store.append_many([NewRow(STREAM, "placeStudent", "{}", START)], WHY)


def test_snapshots_are_none_of_a_second_persons_business(school: Path, rules_of_user: Path) -> None:
    rules_of_user.write_text('[[store]]\nmatch = "*"\nenvironment = "local"\nsecond_person = true\n', "utf-8")
    with opened(school, write=True) as store:
        assert store.keep_snapshots(list[Snapshot](), WHY) == 0


def test_what_is_wrong_with_stored_rules_is_told_when_others_are_set(school: Path) -> None:
    with opened(school, write=True) as store:
        store.guard.set_rules(LOCAL, WHY)
        with closing(sqlite3.connect(school)) as connection, connection:
            connection.execute("INSERT INTO rules (at, author, reason, rules) VALUES ('2024', 'me', 'why', '{}')")
        with pytest.raises(CannotOpen, match="lacks the key environment"):
            store.guard.set_rules(LOCAL, WHY)
