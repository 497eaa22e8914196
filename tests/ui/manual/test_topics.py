"""Help fits what has the focus."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QDockWidget, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from leftfold import ui
from leftfold.manual import INDEX, page
from leftfold.ui.manual.topics import TOPICS, topic_of

DOCKS = ("aggregates", "timeline", "events", "inspector", "draft", "breakpoints", "compare")


class ConditionField(QLineEdit):
    """Of the name of the field in which conditions are typed."""


def _classes() -> Iterator[str]:
    for module in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}."):
        for name, found in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(found, QWidget):
                yield name


def test_each_topic_is_of_something_that_there_is() -> None:
    assert set(TOPICS) <= {*DOCKS, *_classes()}


@pytest.mark.parametrize("target", sorted(set(TOPICS.values())))
def test_each_topic_leads_to_a_place_in_the_manual(target: str) -> None:
    name, _sign, anchor = target.partition("#")
    assert not anchor or anchor in {section.anchor for section in page(name).sections}


def test_the_innermost_counts(qtbot: QtBot) -> None:
    dock, plain, field = QDockWidget(), QWidget(), ConditionField()
    qtbot.addWidget(dock)
    dock.setObjectName("breakpoints")
    QVBoxLayout(plain).addWidget(field)
    dock.setWidget(plain)
    assert topic_of(field) == "conditions.md"
    assert topic_of(plain) == TOPICS["breakpoints"]
    assert topic_of(None) == INDEX
