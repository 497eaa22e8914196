"""The manual's pages: read, in the order of their contents, and searched as one."""

from __future__ import annotations

import pytest

from leftfold.manual import INDEX, MOST_OF_PAGE, Link, Page, Section, anchor_of, chapters, find, page, pages

TEXT = """# Safe & sound

Look at [the audit](safety.md#the-audit), `[not](this.md)`, and ![a picture](p.png).

## What can't be, and `why`

```sh
# no heading
[nor](a-link.md)
```

### Last
"""


def test_a_page_is_cut_into_sections_by_its_headings_and_not_by_comments_in_code() -> None:
    made = Page("made.md", TEXT)
    assert made.title == "Safe & sound"
    assert [(one.level, one.heading, one.anchor) for one in made.sections] == [
        (1, "Safe & sound", "safe--sound"),
        (2, "What can't be, and why", "what-cant-be-and-why"),
        (3, "Last", "last"),
    ]
    assert made.sections[2] == Section("Last", "last", 3, ())


def test_its_links_are_those_outside_code() -> None:
    assert Page("made.md", TEXT).links == (Link("the audit", "safety.md#the-audit"),)


def test_anchors_are_made_as_the_usual_sites_make_them() -> None:
    assert anchor_of("Environments, and who may write") == "environments-and-who-may-write"
    assert anchor_of("leftfold restore-state") == "leftfold-restore-state"


def test_the_contents_are_those_of_the_index() -> None:
    assert [chapter.title for chapter in chapters()][:2] == ["For support", "For those who mend"]
    assert [one.name for one in pages()][:3] == [INDEX, "first-diagnosis.md", "cases.md"]
    assert page("cases.md") is pages()[2]
    with pytest.raises(FileNotFoundError):
        page("absent.md")


def test_what_is_in_a_heading_is_found_first() -> None:
    found = find("Personal FIELDS")
    assert (found[0].page.name, found[0].section.anchor) == ("safety.md", "personal-fields")
    assert len(found) > 1


def test_all_words_must_be_there_and_the_line_that_has_most_of_them_is_shown_without_signs() -> None:
    (found,) = find("hexadecimal bytes copy")
    assert (found.page.name, found.section.heading) == ("actions.md", "Event")
    assert found.text == "event.copy-hex Copy bytes as hexadecimal of a payload that cannot be read"
    assert find("hexadecimal zebra") == ()
    assert find("  ") == ()


def test_a_page_that_has_it_everywhere_does_not_hide_the_others() -> None:
    found = find("layout")
    assert sum(one.page.name == "commands.md" for one in found) == MOST_OF_PAGE
    assert "layouts.md" in {one.page.name for one in found}
