"""In which environment the opened store is, as the window's head and edge show it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from leftfold.model.rules import LOCAL, PRODUCTION, STAGING, Rules, rules_of
from leftfold.model.rulings import Ruling, Rulings
from leftfold.ui.environment import EnvironmentChip, EnvironmentEdge
from leftfold.ui.theme.environments import environment_color
from leftfold.ui.theme.themes import Mode, Themes
from leftfold.ui.theme.tokens import DARK, LIGHT, Theme


def _rulings(rules: Rules, *faults: str) -> Rulings:
    return Rulings("school", (Ruling("a file", rules),), faults)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize(
    ("rules", "word", "filled"),
    [(PRODUCTION, "PRODUCTION", True), (STAGING, "STAGING", False), (rules_of("r&d"), "R&&D", True)],
)
def test_it_is_named_with_a_sign_in_its_colour(
    qtbot: QtBot, theme: Theme, rules: Rules, word: str, *, filled: bool
) -> None:
    chip = EnvironmentChip()
    qtbot.addWidget(chip)
    chip.show_rulings(_rulings(rules), theme)
    assert chip.text() == word
    assert chip.accessibleName() == f"Environment: {rules.environment}"
    assert chip.toolTip().startswith(f"A file says {rules.environment}: ")
    assert not chip.icon().isNull()
    color = environment_color(theme, rules.color)
    chip.resize(chip.sizeHint())
    drawn = chip.grab().toImage()
    inside = drawn.pixelColor(drawn.width() - 8, drawn.height() // 2).name()
    assert (inside == color) is filled


def test_what_is_not_known_is_said(qtbot: QtBot) -> None:
    chip = EnvironmentChip()
    qtbot.addWidget(chip)
    chip.show_rulings(_rulings(LOCAL, "A file is bad."), LIGHT)
    assert chip.text() == "RULES NOT KNOWN"
    assert chip.accessibleName() == "Environment: rules not known"
    assert chip.toolTip().endswith("A file is bad.")


def test_the_edge_is_there_where_care_is_needed_and_is_striped(qtbot: QtBot, themes: Themes) -> None:
    edge = EnvironmentEdge(themes)
    qtbot.addWidget(edge)
    edge.grab()
    assert edge.isHidden()
    for rules, shown in ((PRODUCTION, True), (STAGING, False), (replace(LOCAL, typed_confirmation=True), True)):
        edge.show_rulings(_rulings(rules))
        assert edge.isHidden() is not shown
    edge.show_rulings(_rulings(PRODUCTION))
    assert edge.accessibleName() == "This is production"
    edge.resize(64, edge.height())
    for mode, theme in ((Mode.LIGHT, LIGHT), (Mode.DARK, DARK)):
        themes.choose(mode)
        drawn = edge.grab().toImage()
        colors = {drawn.pixelColor(at, 2).name() for at in range(drawn.width())}
        assert {environment_color(theme, PRODUCTION.color), theme.window} <= colors
    edge.show_rulings(None)
    assert edge.isHidden()
