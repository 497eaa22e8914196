"""All consequences of a draft, kind by kind, for those who want to know exactly."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QTextBrowser, QVBoxLayout, QWidget

from leftfold.draft.consequences import Effect
from leftfold.draft.preview import Preview
from leftfold.draft.telling import Chapter, change_text, chapters

_SIZE: Final = (760, 560)
_MOST: Final = 1000
"""Changes that are listed: more nobody reads, and the inspector shows them all."""


class ConsequencesDialog(QDialog):
    """Lists all consequences; each can be copied, and so can all."""

    def __init__(self, preview: Preview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("All consequences of the draft")
        self.resize(*_SIZE)
        self._chapters = (_changes(preview), *_in_full(preview))
        about = QLabel("As the draft is now; nothing is written. Numbers are versions of events.")
        about.setProperty("role", "caption")
        self.page = QTextBrowser()
        self.page.setAccessibleName("All consequences of the draft")
        self.page.setHtml("".join(map(_html, self._chapters)))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton("Copy all", QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(about)
        layout.addWidget(self.page, 1)
        layout.addWidget(buttons)

    @property
    def text(self) -> str:
        """All of it, a line each."""
        return "\n".join(line for chapter in self._chapters for line in (f"{_title(chapter)}:", *_lines(chapter)))


def _html(chapter: Chapter) -> str:
    lines = "".join(f"<li>{escape(line.strip())}</li>" for line in _lines(chapter))
    return f"<h4>{escape(_title(chapter))}</h4><ul>{lines}</ul>" if lines else f"<h4>{escape(_title(chapter))}</h4>"


def _title(chapter: Chapter) -> str:
    return f"{chapter.title} ({len(chapter):,})" if chapter.beyond or len(chapter) > 1 else chapter.title


def _lines(chapter: Chapter) -> Iterator[str]:
    yield from (f"  {line}" for line in chapter.lines)
    if chapter.beyond:
        yield f"  {chapter.beyond:,} {chapter.more}."


def _changes(preview: Preview) -> Chapter:
    lines = tuple(map(change_text, preview.changes[:_MOST]))
    title = "What changes in the last state" if lines else "The last state stays as it is"
    return Chapter(title, lines, "more values change", beyond=max(0, len(preview.changes) - _MOST))


def _in_full(preview: Preview) -> Iterator[Chapter]:
    difference = preview.beyond.first_difference
    yield from chapters(preview)
    if difference is not None:
        effects = (("as it is stored", difference.stored), ("in the draft", difference.drafted))
        lines = tuple(f"{place}: {_effect(effect)}" for place, effect in effects)
        yield Chapter(f"What event {difference.version} does", lines, "")


def _effect(effect: Effect) -> str:
    return f"“{effect.sentence}”; {', '.join(map(change_text, effect.changes)) or 'nothing changes'}"
