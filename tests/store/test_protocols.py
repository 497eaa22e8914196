"""The ways in which events are appended, in words, and where each is known."""

from __future__ import annotations

from leftfold.store.protocols import Appending, Protocol


def test_each_way_has_words_of_its_own() -> None:
    words = [protocol.words for protocol in Protocol]
    assert len(set(words)) == len(words)
    assert all(one.startswith(("as ", "by ")) and not one.endswith(".") for one in words)


def test_an_append_is_known_in_the_databases_it_names_or_in_all() -> None:
    assert Appending().known_in("mariadb")
    assert Appending(databases=("sqlite",)).known_in("sqlite")
    assert not Appending(databases=("sqlite",)).known_in("mariadb")
