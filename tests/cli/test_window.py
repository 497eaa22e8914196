"""The commands that open the window: what they ask it for, and what they find out before."""

from __future__ import annotations

from pathlib import Path

import pytest

from leftfold.cli import window
from leftfold.demo import FIRST_SHOWN
from leftfold.request import WindowRequest
from tests.cli.conftest import Leftfold
from tests.store_builders import make_native


def test_everything_asked_for_is_handed_on(leftfold: Leftfold, requests: list[WindowRequest], school: Path) -> None:
    asked = ["--aggregate", "3202", "--at", "5", "--domain", "progress", "--layout", "native", "--screenshot", "a.png"]
    assert leftfold("open", school, *asked).code == 0
    assert requests == [
        WindowRequest(
            target=str(school),
            aggregate="3202",
            at=5,
            domain="progress",
            layout="native",
            screenshot=Path("a.png"),
        )
    ]


def test_a_projection_can_be_shown(leftfold: Leftfold, requests: list[WindowRequest], tmp_path: Path) -> None:
    shop = make_native(tmp_path / "shop.sqlite", {"cart/1": [("itemAdded", {"item": "laptop"})]})
    assert leftfold("open", shop, "--aggregate", "sales", "--at", "1").code == 0
    assert requests[0].aggregate == "sales"


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["absent.sqlite"], 2, "There is no file absent.sqlite"),
        (["STORE", "--domain", "absent"], 2, "There is no domain 'absent'"),
        (["STORE", "--layout", "absent"], 2, 'There is no layout "absent"'),
        (["STORE", "--aggregate", "3022"], 1, "did you mean student/3202"),
        (["STORE", "--aggregate", "3202", "--at", "6"], 1, "has no version 6; it has 1 to 5"),
        (["STORE", "--aggregate", "3202", "--at", "-1"], 1, "has no version -1; it has 1 to 5"),
        (["STORE", "--at", "1"], 2, "add --aggregate ID"),
        (["--aggregate", "3202"], 2, "name the store too"),
    ],
)
def test_what_the_window_could_not_show_is_told_before_it_opens(
    leftfold: Leftfold, school: Path, arguments: list[str], code: int, told: str
) -> None:
    said = leftfold("open", *(school if word == "STORE" else word for word in arguments))
    assert (said.code, told in said.refusal) == (code, True)


def test_the_demo_is_made_and_opened(leftfold: Leftfold, requests: list[WindowRequest], tmp_path: Path) -> None:
    said = leftfold("demo", "--at", tmp_path / "samples", "--screenshot", "a.png")
    store = tmp_path / "samples" / "demo.sqlite"
    assert (said.code, said.out, said.err) == (0, "", f"The demo's store is {store}.\n")
    assert requests == [WindowRequest(target=str(store), aggregate=FIRST_SHOWN, screenshot=Path("a.png"))]
    assert leftfold("aggregates", store, "--find", "3202", "--json").rows[0]["id"] == "3202"


def test_the_demo_has_a_folder_of_its_own(
    leftfold: Leftfold, requests: list[WindowRequest], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window, "demo_folder", lambda: tmp_path)
    assert leftfold("demo").code == 0
    assert [request.target for request in requests] == [str(tmp_path / "demo.sqlite")]


def test_a_demo_that_cannot_be_made_is_told(leftfold: Leftfold, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = leftfold("demo", "--at", tmp_path / "file" / "samples")
    assert (said.code, "cannot be made" in said.refusal) == (2, True)
