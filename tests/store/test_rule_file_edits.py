"""Saying in a file of rules of what environment a store is, and leaving all else as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from leftfold.model.errors import CannotOpen
from leftfold.store.rule_file_edits import save_environment, with_environment
from leftfold.store.rule_files import stores_in

MINE = """# what I look after

[[store]]  # the school
match = "/data/school.sqlite"
environment = "local"  # for now
writers = ["mira"]

# all others
[[store]]
match = "/data/*"
environment = 'staging'
"""


def _changed(content: str, place: str, environment: str) -> str:
    return with_environment(content, "stores.toml", place, environment)


def test_a_file_is_begun_with_the_store() -> None:
    made = _changed("", '/data/a "b".sqlite', "staging")
    assert made == '[[store]]\nmatch = "/data/a \\"b\\".sqlite"\nenvironment = "staging"\n'


def test_another_environment_is_put_in_its_place_and_all_else_stays() -> None:
    changed = _changed(MINE, "/data/school.sqlite", "production")
    assert changed == MINE.replace('environment = "local"', 'environment = "production"')
    assert _changed(MINE, "/data/*", "a'b") == MINE.replace("'staging'", '"a\'b"')


def test_a_new_store_stands_before_all_that_would_fit_it_too() -> None:
    changed = _changed(MINE, "/data/cart.sqlite", "production")
    assert [one.pattern for one in stores_in(changed, "f")] == ["/data/cart.sqlite", "/data/school.sqlite", "/data/*"]
    assert changed.startswith("# what I look after\n\n[[store]]\n")
    assert changed.endswith(MINE.partition("\n\n")[2])


def test_comments_alone_are_kept() -> None:
    assert (
        _changed("# nothing yet", "/s", "local") == '# nothing yet\n\n[[store]]\nmatch = "/s"\nenvironment = "local"\n'
    )


@pytest.mark.parametrize(
    "content",
    [
        'store = [{ match = "/s", environment = "local" }]',
        'store = [{ match = "/other", environment = "local" }]',
        '[[store]]\nmatch = "/s"\nenvironment = """local"""\n',
        '[[store]]\nenvironment = "local"\nmatch = """\n[[store]]"""\n[[store]]\nmatch = "/s"\nenvironment = "local"',
    ],
)
def test_what_is_laid_out_in_another_way_is_left_to_its_author(content: str) -> None:
    with pytest.raises(CannotOpen, match="cannot be changed here; say it there by hand"):
        _changed(content, "/s", "production")


def test_a_file_that_is_not_understood_is_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "stores.toml"
    file.write_text("store", "utf-8")
    with pytest.raises(CannotOpen, match="is not valid TOML"):
        save_environment(file, "/s", "local")
    assert file.read_text("utf-8") == "store"


def test_it_is_written_with_its_folder_and_through_a_link(tmp_path: Path) -> None:
    file, link = tmp_path / "a" / "b" / "stores.toml", tmp_path / "link.toml"
    save_environment(file, "/s", "local")
    link.symlink_to(file)
    save_environment(link, "/s", "production")
    assert link.is_symlink()
    assert file.read_text("utf-8") == '[[store]]\nmatch = "/s"\nenvironment = "production"\n'


def test_where_nothing_can_be_written_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotOpen, match="cannot be written: "):
        save_environment(tmp_path / "file" / "stores.toml", "/s", "local")
