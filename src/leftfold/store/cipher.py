"""The cipher of PyPI `eventsourcing`: AES in Galois/Counter Mode, a nonce and a tag before what is sealed.

Source: `eventsourcing.cipher.AESCipher` and `eventsourcing.cryptography.AESCipher`, 9.5.
"""

from __future__ import annotations

from base64 import b64decode
from binascii import Error
from collections.abc import Callable
from importlib import import_module
from typing import Final

from leftfold.model.errors import CannotOpen
from leftfold.store.codec import Stored

_NONCE: Final = 12
_TAG: Final = 16
_SIZES: Final = (16, 24, 32)
"""Bytes a key may have."""


class Cipher:
    """Opens what was sealed with one key."""

    def __init__(self, key: str) -> None:
        """A key in base64, as the library's `CIPHER_KEY` has it. Raises `CannotOpen` where it is none."""
        try:
            raw = b64decode(key, validate=True)
        except (Error, ValueError):
            raw = b""
        if len(raw) not in _SIZES:
            raise CannotOpen("The key must be 16, 24 or 32 bytes in base64, as the application's CIPHER_KEY is.")
        self._decrypt, self._wrong = _aes(raw)

    def open(self, raw: Stored) -> bytes | None:
        """What was sealed; None where it was sealed with another key, or not at all."""
        if raw is None or len(raw) < _NONCE + _TAG:
            return None
        nonce, tag, sealed = raw[:_NONCE], raw[_NONCE : _NONCE + _TAG], raw[_NONCE + _TAG :]
        try:
            return self._decrypt(nonce, sealed + tag, None)
        except self._wrong:
            return None


def _aes(key: bytes) -> tuple[Callable[[bytes, bytes, None], bytes], type[Exception]]:
    """What decrypts with a key, and what it raises for what was not sealed with it."""
    try:
        ciphers = import_module("cryptography.hazmat.primitives.ciphers.aead")
    except ModuleNotFoundError as error:
        raise CannotOpen("Opening what is encrypted needs a library; run: pip install leftfold[encryption]") from error
    return ciphers.AESGCM(key).decrypt, import_module("cryptography.exceptions").InvalidTag
