"""How events are appended is read from TOML, and what is not understood is refused."""

from __future__ import annotations

import tomllib

import pytest

from leftfold.model.errors import CannotOpen
from leftfold.store.protocol_parts import read_appending
from leftfold.store.protocols import Appending, Step
from leftfold.store.section import Section


def read(content: str) -> Appending:
    return read_appending(Section("a.toml", tomllib.loads(content), key="append"))


def test_how_events_are_appended_is_read() -> None:
    content = """
    databases = ["postgresql"]
    begins = false
    conflicts = ["moved"]
    lock = [{ sql = "LOCK", databases = ["postgresql"] }]
    steps = [
        { sql = "INSERT", for_stream = "new", rows = 1, keep = ["id"] },
        { sql = "UPDATE", for_stream = "known", metadata = false },
    ]
    """
    assert read(content) == Appending(
        databases=("postgresql",),
        begins=False,
        lock=(Step(sql="LOCK", databases=("postgresql",)),),
        steps=(
            Step(sql="INSERT", for_stream="new", rows=1, keep=("id",)),
            Step(sql="UPDATE", for_stream="known", metadata=False),
        ),
        conflicts=("moved",),
    )
    assert read('steps = [{ sql = "INSERT" }]') == Appending(steps=(Step(sql="INSERT"),))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", r"must have a statement under append\.steps\."),
        (
            'steps = [{ sql = "a", for_stream = "old" }]',
            r'"old" under append\.steps\[1\]\.for_stream, which is none of new',
        ),
        ('steps = [{ sql = "a", x = 1 }]', r"the unknown key append\.steps\[1\]\.x\."),
        ('steps = [{ sql = "a" }]\nx = 1', r"the unknown key append\.x\."),
    ],
)
def test_an_append_that_is_not_understood_is_refused(content: str, said: str) -> None:
    with pytest.raises(CannotOpen, match=said):
        read(content)
