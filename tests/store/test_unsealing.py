"""A store whose events are encrypted is read with the application's key, and without it says so."""

from __future__ import annotations

from base64 import b64encode
from importlib import import_module
from pathlib import Path

import pytest

from leftfold.model.event import Event, Undecodable
from tests.store_builders import make_eventsourcing, opened

KEY = b64encode(b"k" * 32).decode()
OTHER = b64encode(b"o" * 32).decode()
ID = "a" * 32
STATE = b'{"timestamp":{"_type_":"datetime_iso","_data_":"2024-05-01T08:00:00+00:00"},"name":"Fido"}'


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    library = pytest.importorskip("eventsourcing.cryptography", reason="PyPI eventsourcing is not installed")
    compressor = import_module("eventsourcing.compressor").ZlibCompressor()
    cipher = library.AESCipher(import_module("eventsourcing.utils").Environment(env={"CIPHER_KEY": KEY}))
    states = (cipher.encrypt(STATE), cipher.encrypt(compressor.compress(STATE)), STATE)
    rows = [(ID, version, "m:Dog.Named", state) for version, state in enumerate(states, 1)]
    return make_eventsourcing(tmp_path / "s.db", rows)


def events(path: Path) -> list[Event]:
    with opened(path) as store:
        index = store.index(store.aggregates()[0].stream)
        return list(store.events(index).read(1, len(index)))


def test_what_is_encrypted_is_read_with_the_key(sealed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIPHER_KEY", KEY)
    found = events(sealed)
    assert [event.data for event in found] == [{"timestamp": "2024-05-01T08:00:00+00:00", "name": "Fido"}] * 3
    assert {str(event.recorded_at) for event in found} == {"2024-05-01 08:00:00+00:00"}


@pytest.mark.parametrize(
    ("key", "said"), [("", "give the application's CIPHER_KEY"), (OTHER, "with another key than the one given")]
)
def test_without_the_key_it_says_so_and_hides_nothing_else(
    sealed: Path, monkeypatch: pytest.MonkeyPatch, key: str, said: str
) -> None:
    monkeypatch.setenv("CIPHER_KEY", key)
    first, second, plain = events(sealed)
    for event in (first, second):
        assert isinstance(event.data, Undecodable)
        assert said in event.data.reason
    assert plain.data == {"timestamp": "2024-05-01T08:00:00+00:00", "name": "Fido"}
