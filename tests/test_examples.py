"""The examples of the README and the manual do what they say: each is run, on the demo's store."""

from __future__ import annotations

import shlex
import shutil
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any, Final

import pytest

from leftfold.cli.main import run
from leftfold.demo import demo_store
from leftfold.manual import page, pages
from leftfold.request import WindowRequest
from leftfold.store.importing.map_files import parse_map
from leftfold.store.layout_files import parse_layout
from tests.markdown_blocks import Block, blocks

README: Final = Path(__file__).parents[1] / "README.md"
PAGES: Final = {"README.md": README.read_text("utf-8"), **{one.name: one.text for one in pages()}}
EXPECTED_NOT_RUN: Final = {
    "needs a network": 8,
    "needs a server": 3,
    "needs Node": 1,
    "takes minutes": 7,
}
"""How many commands are not run, by why: one more is to be told here, so that none is passed over by accident."""
_MAY_SAY_NO: Final = ("scan", "audit", "doctor")
"""Commands that exit with 1 where they found something."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's store, made once."""
    return demo_store(tmp_path_factory.mktemp("demo"))


@pytest.fixture
def folder(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the demo in it, in which the examples of one page are run."""
    (tmp_path / "demo").mkdir()
    shutil.copy(made, tmp_path / "demo" / "demo.sqlite")
    monkeypatch.chdir(tmp_path)
    # A small store is scanned before another process is there.
    monkeypatch.setattr("leftfold.cli.findings.cores", lambda: 1)
    return tmp_path


def test_what_is_not_run_says_why_and_is_counted() -> None:
    not_run: Counter[str] = Counter()
    for text in PAGES.values():
        for block in blocks(text):
            if block.language == "sh" and block.why_not:
                not_run[block.why_not] += len(block.lines)
    assert not_run == EXPECTED_NOT_RUN


@pytest.mark.parametrize("name", PAGES)
def test_the_examples_of_each_page_do_what_they_say(
    name: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names: dict[str, Any] = {}
    for block in blocks(PAGES[name]):
        if block.saved_as:
            (folder / block.saved_as).write_text(block.text, "utf-8")
        if not block.why_not:
            _do(block, names, capsys)


def _do(block: Block, names: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    match block.language:
        case "sh":
            for line in block.lines:
                _command(line, capsys)
        case "python":
            exec(compile(block.text, "example", "exec"), names)  # noqa: S102 - the example is ours
        case "toml":
            tomllib.loads(block.text)
        case "bat":
            pytest.fail(f"This needs Windows; say so above it: {block.text}")


def _command(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    program, *arguments = shlex.split(line.partition(" | ")[0], comments=True)
    assert program == "leftfold", f"No test runs this; say above it why not: <!-- needs … -->\n{line}"
    code = run(_window, arguments=arguments)
    said = capsys.readouterr()
    may_be = (0, 1) if arguments[:1] and arguments[0] in _MAY_SAY_NO else (0,)
    assert code in may_be, f"{line}\nexits with {code} and says: {said.err}"


def _window(_request: WindowRequest) -> int:
    return 0


def test_the_layout_and_the_map_of_the_manual_are_understood() -> None:
    (layout,) = (block for block in blocks(page("layouts.md").text) if block.language == "toml")
    assert parse_layout(layout.text, "layouts.md").events.table == "shop_events"
    (how,) = (block for block in blocks(page("imports.md").text) if block.language == "toml")
    assert [rule.type.fill({}) for rule in parse_map(how.text, "imports.md").rules] == ["itemAdded", "visitEnded"]
