"""A chain shows what was changed, taken out, put in or moved, and says which entry."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.model.chain import Link, Seal, canonical, chained, check, digest
from leftfold.model.json import JsonObject


def chain(count: int, *, before: int = 0) -> list[Link]:
    """Entries of which so many were written before the chain began."""
    seal, links, last = Seal(), [], ""
    for number in range(1, count + 1):
        content: JsonObject = {"number": number, "reason": f"r{number}"}
        if number <= before:
            seal.add(content)
            links.append(Link(number, content, "", ""))
            continue
        previous = last or seal.hash
        last = chained(content, previous)
        links.append(Link(number, content, previous, last))
    return links


def test_the_same_value_has_the_same_hash_in_whatever_order_its_keys_are() -> None:
    assert canonical({"b": [1, "ü"], "a": None}) == '{"a":null,"b":[1,"ü"]}'.encode()
    assert digest({"b": 1, "a": 2}) == digest({"a": 2, "b": 1}) != digest({"a": 1, "b": 2})


@given(st.integers(0, 6), st.integers(0, 6))
def test_a_chain_that_nobody_touched_is_whole(count: int, before: int) -> None:
    links = chain(count, before=before)
    found = check(links, counted=count)
    assert found.whole
    assert (found.entries, found.before) == (count, min(count, before))
    assert found.last_hash == (links[-1].hash if links else "")


def changed(links: list[Link], place: int) -> list[Link]:
    link = links[place]
    return [*links[:place], replace(link, content={**link.content, "reason": "other"}), *links[place + 1 :]]


def rehashed(links: list[Link], place: int) -> list[Link]:
    done = changed(links, place)
    done[place] = replace(done[place], hash=chained(done[place].content, done[place].previous))
    return done


def swapped(links: list[Link], place: int) -> list[Link]:
    one, other = links[place], links[place + 1]
    return [*links[:place], replace(other, number=one.number), replace(one, number=other.number), *links[place + 2 :]]


@pytest.mark.parametrize(
    ("tampered", "said"),
    [
        (changed(chain(5), 2), ["Entry 3 is not as it was written: its hash does not fit what it says."]),
        (rehashed(chain(5), 2), ["Entry 4 does not follow entry 3 as it was when it was written."]),
        ([*chain(5)[:2], *chain(5)[3:]], ["Entry 3 is gone from before entry 4."]),
        (chain(5)[3:], ["Entries 1 to 3 are gone from before entry 4."]),
        (
            swapped(chain(5), 1),
            [
                "Entry 2 does not follow entry 1 as it was when it was written.",
                "Entry 3 does not follow entry 2 as it was when it was written.",
                "Entry 4 does not follow entry 3 as it was when it was written.",
            ],
        ),
        (
            [*chain(3), Link(4, {"number": 4}, "", "")],
            ["Entry 4 is not in the chain: another program wrote it, or its hash was taken away."],
        ),
        (
            changed(chain(4, before=2), 0),
            ["Entry 3 does not follow what is before the chain as it was when it was written."],
        ),
        (chain(5)[:3], ["Entries 4 to 5 are cut off the end: entries were numbered up to 5."]),
    ],
)
def test_what_was_tampered_with_is_said(tampered: list[Link], said: list[str]) -> None:
    found = check(tampered, counted=5 if len(tampered) == 3 else None)
    assert list(found.findings) == said
    assert not found.whole


def test_a_hash_that_was_kept_elsewhere_shows_what_was_cut_off() -> None:
    links = chain(5)
    assert check(links[:3]).whole
    assert check(links, kept=links[2].hash).after_kept == 2
    found = check(links[:3], kept=links[4].hash)
    assert found.after_kept is None
    assert found.findings == (f"No entry has the hash {links[4].hash}: the one that had it was changed or cut off.",)


def test_an_entry_that_cannot_be_read_is_told_and_breaks_nothing_that_goes_on_past_it() -> None:
    one, two, three = chain(3)
    torn = Link(2, {}, "", "", fault="is torn")
    found = check([one, torn, replace(two, number=3), replace(three, number=4)])
    assert (found.findings, found.notes) == ((), ("Entry 2 is torn.",))
    assert not check([one, torn, three]).whole
