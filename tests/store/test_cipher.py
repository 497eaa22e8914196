"""What PyPI `eventsourcing` sealed is opened with its key."""

from __future__ import annotations

from base64 import b64encode
from importlib import import_module

import pytest

from leftfold.model.errors import CannotOpen
from leftfold.store import cipher
from leftfold.store.cipher import Cipher

KEY = b64encode(b"k" * 32).decode()
OTHER = b64encode(b"o" * 16).decode()


def sealed(text: bytes) -> bytes:
    """A text as the library seals it with the key."""
    library = pytest.importorskip("eventsourcing.cryptography", reason="PyPI eventsourcing is not installed")
    utils = import_module("eventsourcing.utils")
    found: bytes = library.AESCipher(utils.Environment(env={"CIPHER_KEY": KEY})).encrypt(text)
    return found


def test_what_the_library_sealed_is_opened() -> None:
    assert Cipher(KEY).open(sealed(b'{"a":1}')) == b'{"a":1}'


def test_what_was_sealed_with_another_key_or_not_at_all_is_none() -> None:
    assert Cipher(OTHER).open(sealed(b"{}")) is None
    assert [
        Cipher(KEY).open(raw) for raw in (None, b"", b"short", b'{"plain": "and longer than a nonce and a tag"}')
    ] == [None] * 4


@pytest.mark.parametrize("key", ["", "no base64!", b64encode(b"short").decode()])
def test_what_is_no_key_is_told(key: str) -> None:
    with pytest.raises(CannotOpen, match="must be 16, 24 or 32 bytes in base64"):
        Cipher(key)


def test_the_library_that_is_needed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        raise ModuleNotFoundError(name=name)

    monkeypatch.setattr(cipher, "import_module", missing)
    with pytest.raises(CannotOpen, match=r"run: pip install leftfold\[encryption\]"):
        Cipher(KEY)
