"""How a dialog comes up, which is gone once it is closed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from leftfold.ui.raising import show_beside, show_over


@pytest.mark.parametrize(("show", "waits"), [(show_over, True), (show_beside, False)])
def test_a_dialog_is_shown_and_gone_once_it_is_closed(
    qtbot: QtBot, show: Callable[[QDialog], None], *, waits: bool
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = QDialog(window)
    show(dialog)
    assert dialog.isVisible()
    assert dialog.isModal() is waits
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()
