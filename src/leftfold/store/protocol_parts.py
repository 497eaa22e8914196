"""How events are appended, read from the tables of a TOML file."""

from __future__ import annotations

from leftfold.store.protocols import Appending, Step
from leftfold.store.section import Section


def read_appending(section: Section) -> Appending:
    """How events are appended. Raises `CannotOpen` for what is not understood."""
    lock, steps = (tuple(map(_step, section.sections(key))) for key in ("lock", "steps"))
    appending = Appending(
        databases=section.texts("databases"),
        begins=section.flag("begins") if section.has("begins") else True,
        lock=lock,
        steps=steps,
        conflicts=section.texts("conflicts"),
    )
    section.finish()
    if not steps:
        raise section.wrong(f"must have a statement under {section.named('steps')}")
    return appending


def _step(section: Section) -> Step:
    step = Step(
        sql=section.text("sql"),
        databases=section.texts("databases"),
        for_stream=section.choice("for_stream", ("new", "known")) if section.has("for_stream") else "",
        metadata=section.flag("metadata") if section.has("metadata") else None,
        rows=section.integer("rows") if section.has("rows") else -1,
        keep=section.texts("keep"),
    )
    section.finish()
    return step
