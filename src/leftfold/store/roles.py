"""What a column of an events table may be, and the names by which it gives itself away."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final, TypeAlias

from leftfold.model.errors import BadRequest


class Role(StrEnum):
    """What a column of an events table may be; those first that are told most surely."""

    DATA = "data"
    EVENT_TYPE = "event type"
    AGGREGATE_ID = "aggregate id"
    VERSION = "version"
    RECORDED_AT = "recorded at"
    POSITION = "position"
    AGGREGATE_TYPE = "aggregate type"
    METADATA = "metadata"
    DELETED = "deleted"


Roles: TypeAlias = Mapping[Role, str]
"""The column for each role that has one."""

REQUIRED: Final = (Role.AGGREGATE_ID, Role.EVENT_TYPE, Role.DATA)
"""The roles without which there are no events to show."""

IN_ORDER: Final = (
    Role.AGGREGATE_ID,
    Role.AGGREGATE_TYPE,
    Role.VERSION,
    Role.POSITION,
    Role.EVENT_TYPE,
    Role.DATA,
    Role.METADATA,
    Role.RECORDED_AT,
    Role.DELETED,
)
"""The roles as a person thinks of them: of which aggregate, where, what, and when."""

_OTHERS: Final = "correlation|causation|tenant|user|author|session|request|trace|command|event|message|row"
"""What has an id beside the aggregate."""
_NAMES: Final[Mapping[Role, tuple[str, ...]]] = {
    Role.DATA: (
        "(event)?payload",
        "(event|json)?data",
        "(event|json)?body",
        "json|content",
        "state|event|message|details|attributes",
    ),
    Role.EVENT_TYPE: ("(event|message)type", "type|event(name|class)", "event|name", "kind|action|topic|class"),
    Role.AGGREGATE_ID: (
        "(aggregate|aggregateroot|stream|entity|originator|persistence)(id|uuid|guid|key)",
        "stream(name)?|aggregate|entity",
        f"(?!{_OTHERS}).+(id|uuid|guid)",
        "subject|key|(?!event|message|row|global).+(no|nr|number|code)",
        "(?!event|message|row).+(id|uuid|guid)",
    ),
    Role.VERSION: (
        "version|(aggregate|stream|entity|originator)(version|position|revision|sequence|number)",
        "sequence(number|nr|no)?|seq(no|nr)?|revision|playhead",
        "event(number|version|no)|number|no|nr",
    ),
    Role.RECORDED_AT: (
        "(recorded|created|occurred|inserted|stored)(at|on)",
        "(event)?timestamp|event(time|date)|created|recorded|occurred",
        "time|at|date|ts",
        ".*(at|time|timestamp|date|on)",
    ),
    Role.POSITION: (
        "global(position|sequence|sequencenumber|index|offset)",
        "position|offset|ordering",
        "sequence(number|nr|no)?|seq",
        "event(id|number|no)|id|number|no|nr",
        "rowid",
    ),
    Role.AGGREGATE_TYPE: ("(aggregate|stream|entity|originator)type", "aggregate(name|class)?|entity", ".*category"),
    Role.METADATA: ("(event)?metadata", "meta|headers", "context|info"),
    Role.DELETED: ("(is|soft)?deleted", "(is)?archived", "(deleted|archived)at"),
}
"""For each role the names that its column may have, the likeliest first, in lower case and without what joins words."""


def likeness(role: Role, name: str) -> int | None:
    """How far down among the names for a role one is, 0 for the likeliest; None where it is none of them."""
    bare = re.sub(r"[^a-z0-9]", "", name.lower())
    return next((at for at, pattern in enumerate(_NAMES[role]) if re.fullmatch(pattern, bare)), None)


def role_named(text: str) -> Role:
    """The role with a name, its words joined by anything. Raises `BadRequest`."""
    bare = re.sub(r"[^a-z]+", " ", text.lower()).strip()
    if bare not in tuple(Role):
        known = ", ".join(role.replace(" ", "-") for role in Role)
        raise BadRequest(f'There is no role "{text}" for a column; the roles are {known}.')
    return Role(bare)
