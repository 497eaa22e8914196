"""The faults of servers in words for a person: PostgreSQL names them by five signs, MySQL and MariaDB by a number.

Where a connection is not made PostgreSQL's driver gives its words alone, and so they are looked into.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_PASSWORD: Final = "does not accept the password of {user}, or wants one; give it, or set LEFTFOLD_PASSWORD"
_NO_DATABASE: Final = "is not there: {said}; check the name of the database"
_NOT_LET_IN: Final = "does not let {user} in: {said}; ask its keeper"
_UNREACHABLE: Final = "cannot be reached: {said}; see whether it runs, and whether its address is right"
_GONE: Final = "went away while it was asked; try again once it is back"
_STARTING: Final = "is about to start or to stop; try again in a moment"
_FULL_HOUSE: Final = "has no connection left for Leftfold; try again later"
_POOLER: Final = (
    "is behind a pooler that cannot keep Leftfold's sessions read-only ({said}); give the address of the server itself"
)
_RIGHTS: Final = "does not let {user} do that: {said}; ask its keeper for the right to it"
_SLOW: Final = "took too long to answer and was stopped; ask for less, or try again when it has less to do"
_LOCKED: Final = "is locked by another program; try again when it is done"
_AGAIN: Final = "was changed by another program at the same moment, and nothing was written; try again"
_DISK_FULL: Final = "cannot grow because the disk is full; make room and try again"
_MEMORY: Final = "has no memory left ({said}); try again when it has less to do"
_READ_ONLY: Final = "may only be read; unlock it to write, or connect to the server that takes writes"
_CHANGED: Final = "is not as it was when it was opened ({said}); open it again"
_FUNCTION: Final = "lacks the function that its library appends by ({said}); append through the application instead"
_REFUSED: Final = "refused what was to be written: {said}; nothing was changed"
_VALUE: Final = "holds a value that is not what its column should have ({said}); have it corrected in the database"
_SIZE: Final = "can take no value of that size ({said}); make it smaller"
_NO_NUL: Final = "keeps no text with a NUL sign in it; leave that sign out"
_DAMAGED: Final = "is damaged, or its disk fails ({said}); see the server's own log"

_POSTGRESQL: Final[Mapping[str, str]] = {
    "08": _GONE,
    "22": _VALUE,
    "23": _REFUSED,
    "25006": _READ_ONLY,
    "28": _NOT_LET_IN,
    "28P01": _PASSWORD,
    "3D000": _NO_DATABASE,
    "3F000": _CHANGED,
    "40": _AGAIN,
    "42501": _RIGHTS,
    "42703": _CHANGED,
    "42704": _FUNCTION,
    "42883": _FUNCTION,
    "42P01": _CHANGED,
    "53100": _DISK_FULL,
    "53200": _MEMORY,
    "53300": _FULL_HOUSE,
    "54": _SIZE,
    "55P03": _LOCKED,
    "57014": _SLOW,
    "57P": _GONE,
    "57P03": _STARTING,
    "58": _DAMAGED,
    "P0001": _REFUSED,
    "XX": _DAMAGED,
}
"""By the five signs of a fault, or by those that a kind of faults begins with."""

_UNCONNECTED: Final[Mapping[str, str]] = {
    r"password authentication failed|no password supplied": _PASSWORD,
    r"database .* does not exist": _NO_DATABASE,
    r"too many (clients|connections)|connection slots": _FULL_HOUSE,
    r"database system is": _STARTING,
    r"unsupported startup parameter": _POOLER,
    r"FATAL:": _NOT_LET_IN,
    r"closed the connection|connection .*(closed|lost)|terminating|Connection reset": _GONE,
    r"": _UNREACHABLE,
}
"""By what PostgreSQL's driver says where there is no connection, the first that it has in it."""

_MYSQL: Final[Mapping[int, str]] = {
    **dict.fromkeys((1045, 1698), _PASSWORD),
    1049: _NO_DATABASE,
    **dict.fromkeys((1044, 1130, 1251, 1862), _NOT_LET_IN),
    **dict.fromkeys((2001, 2002, 2003, 2005), _UNREACHABLE),
    **dict.fromkeys((0, 1053, 1077, 1079, 1152, 1158, 1159, 1160, 1161, 1927, 2006, 2013, 4031), _GONE),
    **dict.fromkeys((1040, 1129, 1203, 1226), _FULL_HOUSE),
    **dict.fromkeys((1142, 1143, 1227, 1370), _RIGHTS),
    **dict.fromkeys((1317, 1969, 3024), _SLOW),
    1205: _LOCKED,
    **dict.fromkeys((1020, 1213), _AGAIN),
    **dict.fromkeys((1021, 1114), _DISK_FULL),
    **dict.fromkeys((1037, 1038, 1041), _MEMORY),
    **dict.fromkeys((1290, 1792, 1836), _READ_ONLY),
    **dict.fromkeys((1054, 1146, 1356), _CHANGED),
    **dict.fromkeys((1048, 1062, 1169, 1216, 1217, 1364, 1451, 1452, 1586, 1644, 3819, 4025), _REFUSED),
    **dict.fromkeys((1153, 1301, 1406), _SIZE),
    **dict.fromkeys((1030, 1033, 1034, 1194), _DAMAGED),
}
"""By the number of a fault."""

_LACKING: Final = frozenset({"42P01", "42703", "3F000", 1054, 1146, 1356})
_ANOTHER: Final = frozenset({"23505", "40001", "40P01", 1020, 1062, 1213})
_NUL: Final = "NUL (0x00)"
"""What PostgreSQL's driver calls the sign that it does not even send."""
_UNKNOWN_FEATURE: Final = frozenset({"0A000", "42601", "42704", "42809", "42883"})
"""What it is to a server that has no such thing: no feature, no words, nothing of that name, no use with that."""
_IN_FRONT: Final = re.compile(
    r".*\b(?:FATAL|ERROR):\s+|.* failed: |.*Can't connect to MySQL server on .*\((?=\[)", re.S
)
"""What stands before the server's own words, or the system's."""


def is_of_server(cause: BaseException | None) -> bool:
    """Whether an error is that of a server's driver."""
    return type(cause).__module__.partition(".")[0] in ("psycopg", "pymysql")


def server_fault(cause: BaseException, user: str) -> str | None:
    """What is wrong, as the end of a sentence about the database; None where the error is our bug."""
    sentence = _sentence(cause)
    return None if sentence is None else sentence.format(user=user or "you", said=_said(cause))


def wants_password(cause: BaseException | None) -> bool:
    """Whether the server wants a password, or another one."""
    return cause is not None and is_of_server(cause) and _sentence(cause) == _PASSWORD


def server_lacks(cause: BaseException | None) -> bool:
    """Whether a table or column that was asked for is not there."""
    return is_of_server(cause) and _code(cause) in _LACKING


def server_lacks_feature(cause: BaseException | None) -> bool:
    """Whether a kind of server has nothing of what was to be made."""
    return is_of_server(cause) and _code(cause) in _UNKNOWN_FEATURE


def server_had_another(cause: BaseException | None) -> bool:
    """Whether another writer was first with what was to be written."""
    return is_of_server(cause) and _code(cause) in _ANOTHER


def _sentence(cause: BaseException) -> str | None:
    code = _code(cause)
    if isinstance(code, int):
        return _MYSQL.get(code)
    if code:
        return next((_POSTGRESQL[code[:signs]] for signs in (5, 3, 2) if code[:signs] in _POSTGRESQL), None)
    if _NUL in str(cause):
        return _NO_NUL
    # Without a code it is a connection that failed; of the driver's own faults others are our bugs.
    if type(cause).__name__ not in ("OperationalError", "ConnectionTimeout"):
        return None
    text = str(cause)
    return next(sentence for part, sentence in _UNCONNECTED.items() if re.search(part, text))


def _code(cause: BaseException | None) -> str | int:
    """The code of a fault; empty where it has none."""
    first = cause.args[0] if cause is not None and cause.args else ""
    # MySQL's faults have signs, too, but few say as much as their numbers.
    if isinstance(first, int):
        return first
    state = getattr(cause, "sqlstate", None)
    return state if isinstance(state, str) else ""


def _said(cause: BaseException) -> str:
    """The server's own words, in one line."""
    words = str(cause.args[-1] if cause.args else cause).strip()
    text = _IN_FRONT.sub("", words.partition("\n")[0])
    return text.strip().rstrip(".") or type(cause).__name__
