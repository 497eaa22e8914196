"""Nothing below the window loads Qt, as a fresh interpreter shows."""

from __future__ import annotations

import subprocess
import sys
from pkgutil import walk_packages

import pytest

import leftfold

WINDOWS = ("leftfold.ui", "leftfold.bench")
"""The window, and the bench that measures it."""
QT = ("PySide6", "shiboken6", "pyqtgraph")
NOT_AT_FIRST = {
    "leftfold.bench",
    "leftfold.casefile.bundle",
    "leftfold.casefile.html",
    "leftfold.cli.exporting",
    "leftfold.cli.importing",
    "leftfold.cli.reading",
    "leftfold.cli.ruling",
    "leftfold.cli.writing",
    "leftfold.cohorts",
    "leftfold.diagnose.cohort",
    "leftfold.diagnose.completion",
    "leftfold.diagnose.evaluation",
    "leftfold.diagnose.findings",
    "leftfold.diagnose.flips",
    "leftfold.diagnose.grammar",
    "leftfold.diagnose.points",
    "leftfold.diagnose.tree",
    "leftfold.diagnose.vocabulary",
    "leftfold.domain.external",
    "leftfold.domain.tracing",
    "leftfold.draft.cli_lines",
    "leftfold.draft.draft_reading",
    "leftfold.draft.report",
    "leftfold.manual",
    "leftfold.scan.scan",
    "leftfold.store.asking",
    "leftfold.store.examining",
    "leftfold.store.growth",
    "leftfold.store.guessing",
    "leftfold.store.importing.importer",
    "leftfold.store.rule_file_edits",
    "leftfold.store.scanning",
    "leftfold.store.scripting",
    "leftfold.store.sweeping",
    "leftfold.ui.breakpoints.panel",
    "leftfold.ui.casefile.ask_dialog",
    "leftfold.ui.casefile.saving",
    "leftfold.ui.command_palette",
    "leftfold.ui.compare.panel",
    "leftfold.ui.draft.append_dialog",
    "leftfold.ui.draft.command_dialog",
    "leftfold.ui.draft.commit_all_dialog",
    "leftfold.ui.draft.files",
    "leftfold.ui.draft.left_strip",
    "leftfold.ui.draft.unlock",
    "leftfold.ui.environment_dialog",
    "leftfold.ui.findings.dialog",
    "leftfold.ui.manual.topics",
    "leftfold.ui.manual.window",
    "leftfold.ui.mapping.dialog",
    "leftfold.ui.reducer_dialog",
    "leftfold.ui.reports.dialog",
    "leftfold.ui.shortcut_sheet",
    "leftfold.ui.step_dialog",
    "leftfold.ui.timeline.pictures",
    "numpy.ma",
    "pyqtgraph",
}
"""What the window is shown without: each would make it start later, and is loaded when it is first needed."""


def _headless_modules() -> list[str]:
    return [
        name for name in sorted(_all_modules()) if not any(name == one or name.startswith(f"{one}.") for one in WINDOWS)
    ]


def _all_modules() -> set[str]:
    return {found.name for found in walk_packages(leftfold.__path__, "leftfold.", onerror=_fail)}


def _fail(name: str) -> None:
    pytest.fail(f"{name} cannot be imported")


def _loaded(*modules: str) -> set[str]:
    """The names of the packages that are loaded once these modules are imported in a new interpreter."""
    return {name.partition(".")[0] for name in _modules_loaded(*modules)}


def _modules_loaded(*modules: str) -> set[str]:
    code = f"import sys\nfor name in {modules!r}: __import__(name)\nprint(*sys.modules, sep='\\n')"
    # Without the user's site and its .pth files, which may load anything.
    told = subprocess.run(
        [sys.executable, "-s", "-W", "error", "-c", code], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr
    return set(told.stdout.splitlines())


def test_no_headless_module_loads_qt() -> None:
    modules = _headless_modules()
    assert {"leftfold.__main__", "leftfold.session", "leftfold.model.event"} <= set(modules)
    assert _loaded(*modules).isdisjoint(QT)


@pytest.mark.parametrize("module", ["leftfold.cli.main", "leftfold.__main__"])
def test_the_command_line_starts_without_qt(module: str) -> None:
    assert _loaded(module).isdisjoint(QT)


def test_the_window_does_load_qt() -> None:
    assert "PySide6" in _loaded("leftfold.ui.document")


def test_the_window_starts_without_what_it_needs_only_later() -> None:
    assert _all_modules() | {"numpy.ma", "pyqtgraph"} >= NOT_AT_FIRST, "a name is wrong"
    loaded = _modules_loaded("leftfold.__main__", "leftfold.cli.main", "leftfold.cli.window", "leftfold.ui.app")
    assert "leftfold.ui.window" in loaded
    assert loaded & NOT_AT_FIRST == set()
