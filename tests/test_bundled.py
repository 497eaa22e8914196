"""The shipped data files are found."""

from __future__ import annotations

from leftfold.bundled import resources


def test_the_shipped_layouts_are_found() -> None:
    assert (resources() / "layouts" / "native.toml").is_file()
