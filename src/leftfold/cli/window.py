"""The commands that open the window, through the launcher that the door hands in."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from leftfold.cli.asking import opened
from leftfold.cli.options import no_version, with_domain, with_layout, words
from leftfold.cli.printing import say
from leftfold.demo import FIRST_SHOWN, demo_folder, demo_store
from leftfold.domain.choice import isolated
from leftfold.model.errors import BadRequest, FitsNoLayout
from leftfold.request import Launcher, WindowRequest
from leftfold.session import Session

_FILE = click.Path(dir_okay=False, path_type=Path)
SCREENSHOT = click.option(
    "--screenshot", metavar="PNG", type=_FILE, help="Save a picture of the window instead; needs no display."
)


@click.command("open")
@click.argument("target", metavar="STORE", required=False)
@click.option("--aggregate", metavar="ID", type=words, help="The aggregate to show.")
@click.option("--at", type=int, help="The version of it to stand at.")
@with_layout
@with_domain
@SCREENSHOT
@click.pass_obj
def open_(launch: Launcher, /, **asked: Any) -> int:
    """Open the window; `leftfold STORE` alone does so too."""
    return launch(_checked(WindowRequest(**asked)))


@click.command()
@click.option("--at", "folder", type=click.Path(file_okay=False, path_type=Path), help="The folder it is kept in.")
@SCREENSHOT
@click.pass_obj
def demo(launch: Launcher, /, *, folder: Path | None, screenshot: Path | None) -> int:
    """Open a store of sample students; it is made at first."""
    path = demo_store(folder or demo_folder())
    say(f"The demo's store is {path}.")
    return launch(WindowRequest(target=str(path), aggregate=FIRST_SHOWN, screenshot=screenshot))


def _checked(request: WindowRequest) -> WindowRequest:
    """The request, with the password that its store was opened with.

    Raises for what the window could not show, so that the terminal tells it where it was asked for.
    """
    if request.at is not None and request.aggregate is None:
        raise BadRequest("--at names a version of an aggregate; add --aggregate ID.")
    if request.target is None:
        if request.aggregate is not None:
            raise BadRequest("--aggregate is looked for in a store; name the store too.")
        return request

    def check(target: str) -> WindowRequest:
        with closing(Session.open(target, layout=request.layout, domain=isolated(request.domain))) as session:
            _check_place(session, request)
        return replace(request, target=target)

    try:
        return opened(check, request.target)
    except FitsNoLayout:
        if request.aggregate is not None or request.layout is not None or request.screenshot is not None:
            raise
        # The window opens it by what the person said of it before, or asks which column is what.
        return request


def _check_place(session: Session, request: WindowRequest) -> None:
    if request.aggregate is None:
        return
    stream = session.resolve(request.aggregate)
    if request.at is None or stream in session.projections():
        return
    first, last = session.store.layout.first_version, session.store.summary(stream).version
    if not first - 1 <= request.at <= last:
        raise no_version(stream, request.at, first, last)
