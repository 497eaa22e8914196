"""What a store is called, by which names its rules find it, and whether it lies on this computer."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import URL

from leftfold.model.shape import has_shape
from leftfold.store.target import Target

_HERE: Final = ("localhost", "localhost.localdomain", "::1", "0.0.0.0")
_ASKED: Final = {"postgresql": ("PGHOST", "PGHOSTADDR", "PGSERVICE")}
"""The variables that a database's own library takes the server from, where the URL names none."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a store is, as rules ask for it."""

    called: str
    """The file's name, or that of the database on its server: what is typed to confirm that it is meant."""
    names: tuple[str, ...]
    """The path or the URL in each way in which it may be written in a file of rules."""
    is_here: bool
    """Whether it lies on this computer, as far as can be told: a tunnel to another begins here, too."""


def whereabouts_of(target: Target) -> Whereabouts:
    """Where the store of a target is."""
    if target.file is not None:
        paths = (target.file.absolute(), target.file.resolve())
        return Whereabouts(target.name, tuple(dict.fromkeys(map(str, paths))), is_here=True)
    hosts = tuple(_hosts(target.url))
    names = tuple(dict.fromkeys((target.place, *_spelt(target.url, hosts or ("",)))))
    return Whereabouts(target.url.database or target.name, names, is_here=all(map(_is_here, hosts)))


def _hosts(url: URL) -> Iterator[str]:
    """The servers that a URL leads to; none for one that is reached by a socket of this computer."""
    named = [url.host or "", *(_texts(url, key) for key in ("host", "hostaddr", "service"))]
    found = [host for text in named for host in text.split(",") if host]
    if not found and "unix_socket" not in url.query:
        asked = _ASKED.get(url.get_backend_name(), ())
        found = [os.environ[name] for name in asked if os.environ.get(name)]
    yield from (host.lower() for host in found)


def _texts(url: URL, key: str) -> str:
    found = url.query.get(key, "")
    return found if isinstance(found, str) else ",".join(found)


def _spelt(url: URL, hosts: tuple[str, ...]) -> Iterator[str]:
    kind = url.get_backend_name()
    for host in hosts:
        for port in ("", f":{url.port}") if url.port else ("",):
            yield f"{kind}://{url.username or ''}@{host}{port}/{url.database or ''}"


def _is_here(host: str) -> bool:
    # A path is the folder of a socket, and so is one of Linux's that begin with a sign.
    return host in _HERE or host.startswith(("/", "@", "127.")) or host == socket.gethostname().lower()


def is_named(pattern: str, names: tuple[str, ...]) -> bool:
    """Whether a pattern, with `*` for anything, is one of a store's names."""
    return any(has_shape(name, _at_home(pattern)) for name in names)


def _at_home(pattern: str) -> str:
    return str(Path(pattern).expanduser()) if pattern.startswith("~") else pattern
