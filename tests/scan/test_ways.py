"""Where slices are worked through: what goes wrong there is told in a sentence, and nothing is left behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from leftfold.model.errors import CannotOpen, StoreFailed
from leftfold.model.finding_rows import finding_row
from leftfold.model.json import JsonObject
from leftfold.scan import ways
from leftfold.scan.reading import Opened, Reading
from leftfold.scan.scan import Scan
from leftfold.scan.ways import Cluster, Processes, cores
from leftfold.scan.work import Outcome
from leftfold.store.scanning import Slice
from tests.scan.made import ALL, make_wrong
from tests.servers import Server
from tests.store_builders import make_native

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ending:
    """Work that ends the process that does it."""

    @property
    def asked(self) -> JsonObject:
        """Nothing tells it from other work."""
        return {}

    def __call__(self, opened: Opened, part: Slice, check: Callable[[], None]) -> Outcome:
        """Ends the process."""
        del opened, part, check
        os._exit(3)


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    return Reading(target=str(make_wrong(tmp_path / "wrong.sqlite")), size=30)


def _leftfold(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "leftfold", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_a_process_that_dies_is_told(reading: Reading) -> None:
    with pytest.raises(StoreFailed, match="ended by itself"):
        list(Scan(reading, Ending(), way=Processes(2)).findings())


def test_what_goes_wrong_in_another_process_is_the_same_error_here(reading: Reading) -> None:
    with reading.opened() as opened:
        Path(reading.target).rename(f"{reading.target}.moved")
        found = ways.outcomes(opened, ALL, way=Processes(2), after=Slice("student", None, "003"), check=lambda: None)
        with pytest.raises((CannotOpen, StoreFailed)):
            list(found)


def test_there_is_at_least_one_core() -> None:
    assert cores() >= 1


def test_without_dask_the_extra_is_named(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(CannotOpen, match=r"pip install leftfold\[cluster\]"):
        list(Scan(reading, ALL, way=Cluster("tcp://127.0.0.1:1")).findings())


def test_processes_read_a_server_with_the_password_they_are_handed(postgresql: Server) -> None:
    url = postgresql.new_database()
    make_native(url, {f"student/{n}": [("odd", {})] for n in range(6)})
    found = list(Scan(Reading(target=url, size=2), ALL, way=Processes(2)).findings())
    assert [one.stream.id for one in found] == [str(n) for n in range(6)]


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a cluster of two workers, in processes of its own so that none of its threads are here."""
    pytest.importorskip("dask", reason="Dask is not installed; it comes with leftfold[cluster].")
    started = subprocess.Popen(
        [sys.executable, "-m", "tests.scan.cluster"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
    )
    assert started.stdout is not None
    try:
        yield started.stdout.readline().strip()
    finally:
        started.communicate(timeout=60)


def test_on_a_cluster_it_is_the_same(reading: Reading, cluster: str) -> None:
    told = _leftfold("scan", reading.target, "--cluster", cluster, "--json")
    assert told.returncode == 1, told.stderr
    assert [json.loads(line) for line in told.stdout.splitlines()] == [
        finding_row(finding) for finding in Scan(reading, ALL).findings()
    ]


def test_what_a_worker_cannot_do_is_told_in_a_sentence(tmp_path: Path, reading: Reading, cluster: str) -> None:
    domain = tmp_path / "twice.py"
    domain.write_text(
        "import os\nfrom leftfold.domain.generic import generic_domain\n"
        f"if os.getcwd() == {str(ROOT)!r}:\n    raise ValueError('not on a worker')\nDOMAIN = generic_domain()\n"
    )
    command = [sys.executable, "-m", "leftfold", "scan", reading.target, "--cluster", cluster, "--domain", str(domain)]
    told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, cwd=tmp_path)
    assert (told.returncode, told.stdout) == (2, "")
    assert "cannot be loaded" in told.stderr.splitlines()[-1]
    assert "Traceback" not in told.stderr


def test_where_there_is_no_cluster_that_is_told(reading: Reading) -> None:
    pytest.importorskip("dask", reason="Dask is not installed; it comes with leftfold[cluster].")
    told = _leftfold("scan", reading.target, "--cluster", "tcp://127.0.0.1:1")
    assert told.returncode == 2
    assert told.stderr.splitlines()[-1].startswith("leftfold: There is no cluster at tcp://127.0.0.1:1")
    assert "Traceback" not in told.stderr
