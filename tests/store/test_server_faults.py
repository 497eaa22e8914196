"""What is wrong with a server is told in words for a person; our own mistakes stay visible."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import DBAPIError

from leftfold.model.errors import CannotOpen, LeftfoldError, PasswordNeeded, StoreFailed
from leftfold.store.faults import came_second, fault, lacks, told_as

psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed")
err = pytest.importorskip("pymysql.err", reason="PyMySQL is not installed")

SOCKET = 'connection failed: connection to server on socket "/run/.s.PGSQL.5432" failed: FATAL:  '
HOST = 'connection failed: connection to server at "db", port 5432 failed: '


def of_postgresql(state: str, said: str = "in its own words") -> Exception:
    found: Exception = psycopg.errors.lookup(state)(said)
    return found


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("57014", "took too long to answer and was stopped"),
        ("57P01", "went away while it was asked"),
        ("57P03", "is about to start or to stop"),
        ("08006", "went away while it was asked"),
        ("55P03", "is locked by another program"),
        ("40001", "was changed by another program at the same moment, and nothing was written; try again"),
        ("40P01", "was changed by another program at the same moment, and nothing was written; try again"),
        ("53100", "cannot grow because the disk is full"),
        ("53200", "has no memory left (in its own words)"),
        ("53300", "has no connection left for Leftfold"),
        ("25006", "may only be read; unlock it to write"),
        ("42501", "does not let ann do that: in its own words"),
        ("42P01", "is not as it was when it was opened (in its own words); open it again"),
        ("42704", "lacks the function that its library appends by (in its own words)"),
        ("42883", "lacks the function that its library appends by (in its own words)"),
        ("23505", "refused what was to be written: in its own words; nothing was changed"),
        ("P0001", "refused what was to be written: in its own words; nothing was changed"),
        ("22P02", "holds a value that is not what its column should have (in its own words)"),
        ("54000", "can take no value of that size"),
        ("XX001", "is damaged, or its disk fails"),
        ("28P01", "does not accept the password of ann"),
        ("28000", "does not let ann in: in its own words"),
        ("3D000", "is not there: in its own words; check the name of the database"),
    ],
)
def test_a_fault_of_postgresql_is_told_whoever_wraps_it(state: str, said: str) -> None:
    alone = of_postgresql(state)
    for error in (alone, DBAPIError("SELECT 1", {}, alone)):
        assert said in (fault(error, "ann") or "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (SOCKET + 'database "shop" does not exist', 'is not there: database "shop" does not exist; check the name'),
        (SOCKET + 'role "ann" does not exist', 'does not let ann in: role "ann" does not exist; ask its keeper'),
        (SOCKET + 'password authentication failed for user "ann"', "does not accept the password of ann, or wants one"),
        (HOST + "fe_sendauth: no password supplied", "does not accept the password of ann, or wants one"),
        (HOST + "FATAL:  sorry, too many clients already", "has no connection left for Leftfold"),
        (HOST + "FATAL:  the database system is starting up", "is about to start or to stop"),
        (HOST + "FATAL:  unsupported startup parameter: options", "is behind a pooler that cannot keep"),
        (HOST + "Connection refused\n\tIs it running?", "cannot be reached: Connection refused; see whether it runs"),
        ("failed to resolve host 'db': [Errno -2] Name or service not known", "cannot be reached: failed to resolve"),
        ("consuming input failed: server closed the connection unexpectedly", "went away while it was asked"),
        ("the connection is lost", "went away while it was asked"),
    ],
)
def test_a_connection_to_postgresql_that_fails_is_told(words: str, said: str) -> None:
    assert said in (fault(psycopg.OperationalError(words), "ann") or "")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1045, "does not accept the password of ann, or wants one"),
        (1049, "is not there: in its own words"),
        (1044, "does not let ann in: in its own words"),
        (1142, "does not let ann do that: in its own words"),
        (1205, "is locked by another program"),
        (1213, "was changed by another program at the same moment"),
        (1969, "took too long to answer"),
        (3024, "took too long to answer"),
        (1114, "cannot grow because the disk is full"),
        (1792, "may only be read"),
        (2003, "cannot be reached: in its own words"),
        (2013, "went away while it was asked"),
        (1040, "has no connection left for Leftfold"),
        (1054, "is not as it was when it was opened"),
        (1062, "refused what was to be written"),
        (1153, "can take no value of that size"),
        (1030, "is damaged, or its disk fails"),
        (1037, "has no memory left"),
    ],
)
def test_a_fault_of_mysql_is_told_whoever_wraps_it(number: int, said: str) -> None:
    alone = err.OperationalError(number, "in its own words")
    for error in (alone, DBAPIError("SELECT 1", {}, alone)):
        assert said in (fault(error, "ann") or "")


def test_what_is_missing_is_told_from_other_faults() -> None:
    assert lacks(of_postgresql("42703"))
    assert lacks(DBAPIError("", {}, err.ProgrammingError(1146, "no table")))
    assert not lacks(of_postgresql("42601"))
    assert not lacks(err.ProgrammingError(1064, "syntax"))


def test_what_another_writer_was_first_with_is_told_from_other_faults() -> None:
    assert all(came_second(of_postgresql(state)) for state in ("23505", "40001", "40P01"))
    assert all(came_second(err.IntegrityError(number, "")) for number in (1020, 1062, 1213))
    assert not came_second(of_postgresql("23502"))
    assert not came_second(err.IntegrityError(1048, ""))


@pytest.mark.parametrize("error", [of_postgresql("42601"), err.ProgrammingError(1064, "syntax"), psycopg.DataError("")])
def test_our_own_mistake_stays_visible(error: Exception) -> None:
    with pytest.raises(type(error)), told_as(StoreFailed, "shop", driver=Exception):
        raise error


def test_only_the_first_line_of_what_a_server_says_is_told() -> None:
    said = fault(of_postgresql("23505", "duplicate key\nDETAIL:  Key (x)=(1) already exists."))
    assert said == "refused what was to be written: duplicate key; nothing was changed"


def test_a_nameless_user_is_addressed() -> None:
    assert "does not let you do that" in (fault(of_postgresql("42501")) or "")


@pytest.mark.parametrize(("kind", "raised"), [(CannotOpen, PasswordNeeded), (StoreFailed, StoreFailed)])
def test_a_password_is_asked_for_where_something_is_opened(kind: type[LeftfoldError], raised: type[Exception]) -> None:
    wrong = of_postgresql("28P01")
    told = told_as(kind, "shop", user=lambda: "ann", driver=psycopg.Error)
    with pytest.raises(raised, match=r"^shop does not accept the password of ann") as caught, told:
        raise wrong
    assert type(caught.value) is raised
