"""The domain that was asked for, wherever it runs."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from leftfold.domain.asked import NOT_ASKED, asked_domain
from leftfold.domain.border import Told
from leftfold.domain.registry import Domains
from leftfold.model.errors import CannotOpen
from tests.domain.external.programs import events, reducer

NONE = Domains([])


def test_nothing_asked_for_is_no_domain() -> None:
    with closing(asked_domain(NONE, None)) as asked:
        assert asked is NOT_ASKED
        asked.stop()


def test_a_domain_by_its_name_runs_here() -> None:
    asked = asked_domain(NONE, "generic")
    assert asked.domain is not None
    assert (asked.domain.name, asked.choice, asked.running) == ("generic", "generic", None)
    with pytest.raises(CannotOpen, match="There is no domain 'nope'"):
        asked_domain(NONE, "nope")


def test_a_reducer_runs_until_it_is_closed(tmp_path: Path) -> None:
    choice = reducer(tmp_path)
    with closing(asked_domain(NONE, choice)) as asked:
        domain = asked.domain
        assert domain is not None
        assert asked.choice == choice
        assert domain.show(domain.evolve(domain.initial, events(2)[0])) == 2
        asked.stop()
        with pytest.raises(Told, match="the reducer is not in use any more"):
            domain.evolve(domain.initial, events(2)[0])
