"""The manual: Markdown pages that ship with Leftfold, in the order of their contents, and searched as one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from leftfold.bundled import resources

INDEX: Final = "index.md"
"""The page that lists the others, under a heading for each of those who read them."""
MOST: Final = 40
"""Places that are found at once: a list that is looked through."""
MOST_OF_PAGE: Final = 6
"""Places of one page: where each section has the words, the page is what is sought."""

_HEADING: Final = re.compile(r"(#+) +(.+)")
_LINK: Final = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)\s]+)\)")
_FENCE: Final = "```"
_CODE: Final = re.compile(r"`[^`\n]*`")
_NOT_IN_ANCHORS: Final = re.compile(r"[^\w\- ]")
_SIGNS: Final = re.compile(r"[*`|]+|\[|\]\([^)]*\)|<!--.*?-->|^[#>\- ]+")
"""What Markdown has beside the words."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, up to the next one."""

    heading: str
    anchor: str
    level: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page: its words, and the page, anchor or address that it leads to."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page."""

    name: str
    """Its file's name."""
    text: str
    """Its Markdown."""
    sections: tuple[Section, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sections", tuple(_sections(self.text)))

    @property
    def title(self) -> str:
        """Its first heading."""
        return self.sections[0].heading

    @property
    def links(self) -> tuple[Link, ...]:
        """Its links."""
        return tuple(Link(text, target) for text, target in _LINK.findall(_without_code(self.text)))


@dataclass(frozen=True, slots=True)
class Chapter:
    """The pages for some readers."""

    title: str
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A place at which words were found."""

    page: Page
    section: Section
    text: str
    """The line that has them, without the signs of Markdown."""


@cache
def page(name: str) -> Page:
    """The page with a file name. Raises `FileNotFoundError` for no such page."""
    return Page(name, (resources() / "help" / name).read_text("utf-8"))


@cache
def chapters() -> tuple[Chapter, ...]:
    """The contents, as the index has them."""
    found = []
    for section in page(INDEX).sections[1:]:
        names = [target for _text, target in _LINK.findall("\n".join(section.lines))]
        found.append(Chapter(section.heading, tuple(map(page, names))))
    return tuple(found)


@cache
def pages() -> tuple[Page, ...]:
    """All pages, the index first."""
    return (page(INDEX), *(one for chapter in chapters() for one in chapter.pages))


def find(text: str) -> tuple[Found, ...]:
    """The sections that have all words of a text, those first that have them in their headings."""
    words = text.lower().split()
    if not words:
        return ()
    found = [
        (rank, Found(one, section, _line_with(section, words)))
        for one in pages()[1:]
        for section in one.sections
        if (rank := _rank(one, section, words)) is not None
    ]
    places = (place for _rank, place in sorted(found, key=lambda ranked: ranked[0]))
    counts: Counter[str] = Counter()
    few = []
    for place in places:
        counts[place.page.name] += 1
        if counts[place.page.name] <= MOST_OF_PAGE:
            few.append(place)
    return tuple(few[:MOST])


def anchor_of(heading: str) -> str:
    """The anchor that a heading is linked by, as the usual sites make it."""
    return _NOT_IN_ANCHORS.sub("", heading.lower()).replace(" ", "-")


def _rank(one: Page, section: Section, words: list[str]) -> int | None:
    """How far behind others a section comes; None where it lacks a word."""
    heading, body = section.heading.lower(), "\n".join(section.lines).lower()
    if all(word in heading for word in words):
        return 0
    if all(word in heading or word in body or word in one.title.lower() for word in words):
        return 1 if any(all(word in line.lower() for word in words) for line in section.lines) else 2
    return None


def _line_with(section: Section, words: list[str]) -> str:
    """The line with most of the words."""
    line = max(section.lines, key=lambda line: sum(word in line.lower() for word in words), default="")
    return " ".join(_SIGNS.sub(" ", line).split())


def _sections(text: str) -> Iterator[Section]:
    heading, level, lines, in_code = "", 0, list[str](), False
    for line in text.splitlines():
        in_code ^= line.startswith(_FENCE)
        begun = None if in_code else _HEADING.fullmatch(line)
        if begun is None:
            lines.append(line)
            continue
        if level:
            yield Section(heading, anchor_of(heading), level, tuple(lines))
        heading, level, lines = _SIGNS.sub("", begun[2]), len(begun[1]), []
    yield Section(heading, anchor_of(heading), level, tuple(lines))


def _without_code(text: str) -> str:
    return _CODE.sub("", "".join(text.split(_FENCE)[::2]))
