"""All consequences of a draft, in full."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from leftfold.draft.consequences import Consequences, Difference, Effect
from leftfold.draft.preview import Preview
from leftfold.model.diff import diff
from leftfold.model.step import Failure
from leftfold.ui.draft.consequences_dialog import ConsequencesDialog
from leftfold.ui.draft.effect import Effect as EffectPanel
from tests.ui.finding import button, the

_DIFFERENCE = Difference(58, Effect("Done <b>", diff({"x": 1}, {"x": 2})), Effect("Done <b>", ()))
_FAILING = tuple(Failure(version, "no") for version in range(1, 4))


def _preview(*, failing: tuple[Failure, ...] = _FAILING) -> Preview:
    beyond = Consequences(first_difference=_DIFFERENCE)
    return Preview({"x": 2}, {"x": 3}, diff({"x": 2}, {"x": 3}), failing, (), (), beyond=beyond)


def test_everything_is_listed_and_copied(qtbot: QtBot) -> None:
    dialog = ConsequencesDialog(_preview())
    qtbot.addWidget(dialog)
    expected = [
        "What changes in the last state:",
        "  x 2 → 3",
        "Events that would fail (3):",
        *(f"  Event {version} could not be applied: no." for version in (1, 2, 3)),
        "The first event with another effect:",
        "  Event 58 is the first whose effect differs: no change, instead of x 1 → 2.",
        "What event 58 does (2):",
        "  as it is stored: “Done <b>”; x 1 → 2",
        "  in the draft: “Done <b>”; nothing changes",
    ]
    assert dialog.text.splitlines() == expected
    assert "“Done <b>”" in dialog.page.toPlainText()
    button("Copy all", dialog).click()
    assert QGuiApplication.clipboard().text() == dialog.text


def test_a_draft_without_a_change_says_so(qtbot: QtBot) -> None:
    dialog = ConsequencesDialog(Preview({}, {}, (), (), (), ()))
    qtbot.addWidget(dialog)
    assert dialog.text == "The last state stays as it is:"


def test_the_panel_leads_there_where_there_is_more_to_say(qtbot: QtBot) -> None:
    panel = EffectPanel()
    qtbot.addWidget(panel)
    panel.show_preview(Preview({}, {"x": 1}, diff({}, {"x": 1}), (), (), ()))
    assert panel.all.isHidden()
    panel.show_preview(_preview())
    assert not panel.all.isHidden()
    panel.all.click()
    dialog = the(ConsequencesDialog, panel)
    assert "Events that would fail (3):" in dialog.text
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()
