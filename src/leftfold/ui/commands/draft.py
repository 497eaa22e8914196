"""The actions over drafts: put in order, committed together, saved, handed on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from leftfold.ui.actions import Action
from leftfold.ui.commands.reasons import Reasons
from leftfold.ui.draft_dialogs import DraftDialogs
from leftfold.ui.parts import Parts


def draft_actions(parts: Parts, dialogs: DraftDialogs, why: Reasons) -> tuple[Action, ...]:
    """The actions of the menu Draft."""

    def none() -> str:
        return why.no_store() or ("" if parts.drafting.drafted else "Nothing is proposed.")

    return (
        *_edits(parts, why),
        Action("draft.commit-all", "&Commit all drafts…", dialogs.commit_all, icon="send", why_not=none),
        Action("draft.name", "&Name the draft…", dialogs.name, icon="pencil", why_not=none),
        Action(
            "draft.save", "&Save the draft…", lambda: dialogs.files.save(), keys=("Ctrl+S",), icon="save", why_not=none
        ),
        Action("draft.open", "&Open a draft…", lambda: dialogs.files.open(), icon="folder-open", why_not=why.no_store),
        Action("draft.review", "&Export for review…", lambda: dialogs.files.export(), icon="users", why_not=none),
        *_scripts(lambda form: dialogs.files.export_script(form), none),
        Action("draft.discard-all", "D&iscard all drafts…", dialogs.discard_all, icon="trash-2", why_not=none),
    )


def _edits(parts: Parts, why: Reasons) -> tuple[Action, ...]:
    def against(step: int) -> str:
        return why.no_draft() or (
            "" if parts.draft.body.edits.can_move(step) else "There is no edit to change places with."
        )

    def move(step: int) -> None:
        parts.draft.body.edits.ask_for_move(step)

    return (
        Action(
            "draft.move-up",
            "Move edit &up",
            partial(move, -1),
            keys=("Alt+Up",),
            icon="chevron-up",
            why_not=partial(against, -1),
        ),
        Action(
            "draft.move-down",
            "Move edit &down",
            partial(move, 1),
            keys=("Alt+Down",),
            icon="chevron-down",
            why_not=partial(against, 1),
        ),
    )


def _scripts(export: Callable[[str], None], none: Callable[[], str]) -> tuple[Action, ...]:
    return (
        Action("draft.script-sql", "Export as S&QL…", partial(export, "sql"), icon="database", why_not=none),
        Action(
            "draft.script-cli", "Export as &lines for a shell…", partial(export, "cli"), icon="terminal", why_not=none
        ),
    )
