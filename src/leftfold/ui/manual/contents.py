"""The list at the left of the manual: its contents, or what a search found in all pages."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from leftfold.manual import INDEX, Found, chapters, find, page

_TARGET: Final = Qt.ItemDataRole.UserRole
_WIDTH: Final = 260
_ROW: Final = QSize(0, 26)


class Contents(QWidget):
    """Leads to pages, and searches them."""

    asked = Signal(str)
    """The page, and the place in it, that was chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit(placeholderText="Search all pages")
        self.field.setAccessibleName("Search all pages of the manual")
        self.field.setClearButtonEnabled(True)
        self.list = QTreeWidget()
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setIndentation(12)
        self.list.setExpandsOnDoubleClick(False)
        self.setMinimumWidth(_WIDTH // 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 0, 10)
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        self.field.textChanged.connect(self._fill)
        self.field.returnPressed.connect(self._ask_for_first)
        self.list.clicked.connect(self._ask)
        self.list.activated.connect(self._ask)
        self._fill("")

    @property
    def words(self) -> list[str]:
        """The words that are sought."""
        return self.field.text().split()

    def stand_at(self, name: str) -> None:
        """Mark the page that is read, where the contents are listed."""
        for item in self._items():
            if item.data(0, _TARGET) == name:
                self.list.setCurrentItem(item)

    def _fill(self, text: str) -> None:
        self.list.clear()
        if text.strip():
            self.list.setAccessibleName("What was found in the manual")
            self._list_found(find(text))
        else:
            self.list.setAccessibleName("Contents of the manual")
            self._list_contents()
        self.list.expandAll()

    def _list_contents(self) -> None:
        self.list.addTopLevelItem(_item(page(INDEX).title, INDEX))
        for chapter in chapters():
            top = _item(chapter.title, "")
            top.setFont(0, _bold(self.list.font()))
            top.setFlags(Qt.ItemFlag.ItemIsEnabled)
            top.addChildren([_item(one.title, one.name) for one in chapter.pages])
            self.list.addTopLevelItem(top)

    def _list_found(self, found: tuple[Found, ...]) -> None:
        tops: dict[str, QTreeWidgetItem] = {}
        for place in found:
            name = place.page.name
            if name not in tops:
                tops[name] = _item(place.page.title, name)
                self.list.addTopLevelItem(tops[name])
            item = _item(place.section.heading, f"{name}#{place.section.anchor}")
            item.setToolTip(0, place.text)
            item.setData(0, Qt.ItemDataRole.AccessibleDescriptionRole, place.text)
            tops[name].addChild(item)
        if not found:
            nothing = _item("Nothing found; try fewer or other words", "")
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addTopLevelItem(nothing)

    def _items(self) -> list[QTreeWidgetItem]:
        tops = [self.list.topLevelItem(row) for row in range(self.list.topLevelItemCount())]
        inner = [top.child(row) for top in tops if top for row in range(top.childCount())]
        return [item for item in (*tops, *inner) if item]

    def _ask_for_first(self) -> None:
        found = find(self.field.text())
        if found:
            self.asked.emit(f"{found[0].page.name}#{found[0].section.anchor}")

    def _ask(self, index: QModelIndex) -> None:
        target = index.data(_TARGET)
        if target:
            self.asked.emit(target)


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


def _item(text: str, target: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([text])
    item.setData(0, _TARGET, target)
    item.setSizeHint(0, _ROW)
    return item
