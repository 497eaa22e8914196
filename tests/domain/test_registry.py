"""Domains found by their entry points and in files."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from leftfold.domain import plugins, registry
from leftfold.domain.definition import Domain, Scope
from leftfold.domain.generic import generic_domain
from leftfold.domain.plugins import Entry
from leftfold.domain.registry import Domains
from leftfold.domains.cart import CART
from leftfold.domains.progress import PROGRESS
from leftfold.domains.sales import SALES
from leftfold.model.errors import CannotOpen


def _entry(name: str, load: Callable[[], object]) -> Entry:
    return Entry(name, "shop 1.0", load)


SHIPPED = Domains(_entry(domain.name, lambda domain=domain: domain) for domain in (PROGRESS, CART, SALES))  # type: ignore[misc]


def _broken() -> object:
    raise ImportError("no module named shop")


def test_the_shipped_domains_are_installed_as_a_strangers_would_be() -> None:
    domains = Domains.installed()
    assert {"progress", "cart", "sales", "generic"} <= set(domains.names)
    assert domains.load("cart") == CART
    assert domains.load("cart").origin == "leftfold"


def test_nothing_is_imported_before_it_is_asked_for() -> None:
    domains = Domains([_entry("broken", _broken)])
    assert domains.names == ("broken", "generic")
    assert domains.load("generic").name == "generic"
    with pytest.raises(CannotOpen, match=r"The domain 'broken' of shop 1\.0 cannot be loaded: ImportError"):
        domains.load("broken")


def test_a_domain_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(CannotOpen, match="There is no domain 'shop'; known are progress, cart, sales, generic, or"):
        SHIPPED.load("shop")


def test_what_is_no_domain_is_told() -> None:
    with pytest.raises(CannotOpen, match=r"'odd' of shop 1\.0 is a int, not a leftfold Domain"):
        Domains([_entry("odd", lambda: 3)]).load("odd")


def test_a_domain_is_found_by_the_type_it_reads() -> None:
    assert SHIPPED.for_type("student") == PROGRESS
    assert SHIPPED.for_type("cart", ["whatever"]) == CART
    assert SHIPPED.for_type("account").name == "generic"


def test_a_domain_that_knows_none_of_the_events_is_anothers_where_the_type_is_not_sure() -> None:
    assert SHIPPED.for_type("cart", ["whatever"], sure=False).name == "generic"
    assert SHIPPED.for_type("cart", ["itemAdded", "whatever"], sure=False) == CART
    assert SHIPPED.for_type("cart", sure=False) == CART


def test_where_there_is_no_type_a_domain_is_found_by_its_events() -> None:
    assert SHIPPED.for_type("", ["itemAdded", "cartEmptied"]) == CART
    assert SHIPPED.for_type("", ["itemAdded", "other"]).name == "generic"
    assert SHIPPED.for_type("").name == "generic"


def test_projections_are_found_by_the_types_they_read() -> None:
    assert SHIPPED.projections_over(["student", "cart"]) == (SALES,)
    assert SHIPPED.projections_over(["student"]) == ()
    assert SALES.scope is Scope.STORE


def test_a_domain_that_does_not_load_is_warned_of_and_left_out(caplog: pytest.LogCaptureFixture) -> None:
    domains = Domains([_entry("broken", _broken), _entry("cart", lambda: CART)])
    assert domains.found == (CART,)
    assert "The domain 'broken' of shop 1.0 cannot be loaded" in caplog.text


def test_an_entry_point_of_no_distribution_is_of_unknown_origin(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("cart", "leftfold.domains.cart:CART", registry.GROUP)
    monkeypatch.setattr(plugins, "entry_points", lambda group: [point] if group == registry.GROUP else [])
    assert Domains.installed().load("cart").origin == "unknown"


OWN = """
from __future__ import annotations
from dataclasses import dataclass
from leftfold.domain.definition import Domain

@dataclass(frozen=True, slots=True)
class State:
    count: int = 0

def own(name: str) -> Domain[State]:
    return Domain(name=name, title=name, aggregate_types=(), initial=State(), evolve=lambda state, _event:
        State(state.count + 1), show=lambda state: state.count, sentence=lambda event, _b, _a: event.type)

OWN = own("own")
"""


@pytest.fixture
def own_file(tmp_path: Path) -> Path:
    path = tmp_path / "own.py"
    path.write_text(OWN, "utf-8")
    return path


def _load(name: object) -> Domain[object]:
    return Domains([]).load(str(name))


def test_a_domain_is_read_from_a_file(own_file: Path) -> None:
    for name in (own_file, f"{own_file}:OWN"):
        domain = _load(name)
        assert (domain.name, domain.origin) == ("own", str(own_file))
        assert domain.show(domain.initial) == 0


def test_a_file_with_several_domains_asks_for_a_name(own_file: Path) -> None:
    own_file.write_text(f"{OWN}\nOTHER = own('other')\n", "utf-8")
    assert _load(f"{own_file}:OTHER").name == "other"
    with pytest.raises(CannotOpen, match="has 2 domains; name one as"):
        _load(own_file)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("own.py:MISSING", "has no 'MISSING'"),
        ("own.py:State", "'State' of .* is a type, not a leftfold Domain"),
        ("absent.py", "There is no domain file .*; give the path of a Python file"),
        ("own.python", "is not a Python file"),
        ("bare.py", "has 0 domains; name one as"),
        ("broken.py", "cannot be loaded: line 2: ZeroDivisionError: integer"),
        ("unparsable.py", "cannot be loaded: line 1: SyntaxError: invalid syntax"),
    ],
)
def test_a_file_without_the_domain_is_told(own_file: Path, name: str, sentence: str) -> None:
    folder = own_file.parent
    (folder / "own.python").touch()
    (folder / "bare.py").touch()
    (folder / "broken.py").write_text("\n1 // 0", "utf-8")
    (folder / "unparsable.py").write_text("def", "utf-8")
    with pytest.raises(CannotOpen, match=sentence):
        _load(folder / name)
    assert "leftfold_domain_broken" not in sys.modules


def test_origins_are_told_apart() -> None:
    assert replace(generic_domain(), origin="a").origin == "a"
