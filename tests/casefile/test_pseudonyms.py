"""Pseudonyms are the same for the same value, and tell nothing of it."""

from __future__ import annotations

from leftfold.casefile.pseudonyms import Pseudonyms
from leftfold.model.json import Json
from leftfold.model.personal import personal_fields


def test_the_same_value_has_the_same_pseudonym_and_another_key_gives_another() -> None:
    names = Pseudonyms()
    assert names.of("Ada") == names.of("Ada") != names.of("Eve")
    assert Pseudonyms().of("Ada") != names.of("Ada")


def test_ids_personal_fields_and_what_is_known_are_replaced() -> None:
    names = Pseudonyms()
    names.know(["Ada", "3202", " "])
    patterns = personal_fields(("data.name", "data.phones")).data
    document: Json = {
        "name": "Ada",
        "phones": [{"home": "030-123"}, 4711, 1.5, None, True],
        "text": "Ada (3202), Adam",
        "causationId": "c-1",
        "lesson": 3202,
        "3202": {"user_id": 12345},
    }
    made = names.document(document, patterns)
    assert isinstance(made, dict)
    assert made["name"] == names.of("Ada")
    assert made["text"] == f"{names.of('Ada')} ({names.of('3202')}), Adam"
    assert made["causationId"] == names.of("c-1")
    assert made["lesson"] == 3202
    inner = made[names.of("3202")]
    assert isinstance(inner, dict)
    assert inner["user_id"] != 12345
    assert len(str(inner["user_id"])) == 5
    phones = made["phones"]
    assert isinstance(phones, list)
    assert phones[0] == {names.of("home"): names.of("030-123")}
    assert phones[3:] == [None, True]
    assert isinstance(phones[2], float)
    assert phones[1] != 4711
