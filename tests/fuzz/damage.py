"""Damages files as disks, editors and half-finished copies do, the same each time for the same number."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final


def damaged(content: bytes, number: int) -> bytes:
    """The content, damaged in the way that the number tells."""
    chance = Random(number)
    for _again in range(chance.randint(1, 3)):
        content = chance.choice(_WAYS)(content, chance)
    return content


def _bits(content: bytes, chance: Random) -> bytes:
    found = bytearray(content)
    for _again in range(chance.choice((1, 2, 8, 64)) if found else 0):
        found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)
    return bytes(found)


def _bytes(content: bytes, chance: Random) -> bytes:
    found = bytearray(content)
    for _again in range(chance.choice((1, 4, 32)) if found else 0):
        found[chance.randrange(len(found))] = chance.choice((0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)))
    return bytes(found)


def _cut(content: bytes, chance: Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _blank(content: bytes, chance: Random) -> bytes:
    start = chance.randrange(len(content) + 1)
    length = min(chance.choice((16, 512, 4096)), len(content) - start)
    return content[:start] + bytes(length) + content[start + length :]


def _doubled(content: bytes, chance: Random) -> bytes:
    start = chance.randrange(len(content) + 1)
    return content[:start] + content[start : start + chance.choice((1, 100, 4096))] + content[start:]


_WAYS: Final[tuple[Callable[[bytes, Random], bytes], ...]] = (_bits, _bytes, _cut, _blank, _doubled)
