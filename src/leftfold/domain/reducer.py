"""What tells one reducer from another: a state that another reducer folded is not to be gone on from."""

from __future__ import annotations

from hashlib import sha256
from inspect import getsourcefile, isfunction
from pathlib import Path
from typing import Any

from leftfold import __version__
from leftfold.domain.definition import Domain


def reducer_mark(domain: Domain[Any]) -> str | None:
    """A digest of the source that folds and shows a domain's states; None where that source cannot be told.

    It covers the modules of `evolve`, `show` and `restore`, with those beside them in their package, and this version
    of Leftfold. What they lean on elsewhere is not covered.
    """
    files: set[Path] = set()
    for function in (domain.evolve, domain.show, domain.restore):
        found = sources_of(function)
        if not found:
            return None
        files |= found
    digest = sha256(f"{__version__} {domain.name}".encode())
    for file in sorted(files):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def sources_of(function: object) -> set[Path]:
    """The files that hold a function with those beside them in their package; none where that cannot be told."""
    # What a closure holds, or an object that can be called, is in no file.
    if not isfunction(function) or function.__closure__:
        return set()
    name = getsourcefile(function)
    if name is None or not Path(name).is_file():
        return set()
    file = Path(name)
    return {file, *file.parent.glob("*.py")} if function.__globals__.get("__package__") else {file}
