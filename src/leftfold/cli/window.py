"""The commands that open the window, through the launcher that the door hands in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from leftfold.cli.printing import say
from leftfold.demo import FIRST_SHOWN, demo_folder, demo_store
from leftfold.request import Launcher, WindowRequest

_FILE = click.Path(dir_okay=False, path_type=Path)
SCREENSHOT = click.option("--screenshot", type=_FILE, help="Save a picture of the window instead of showing it.")


@click.command("open")
@click.argument("target", metavar="STORE", required=False)
@click.option("--aggregate", metavar="ID", help="The aggregate to show.")
@click.option("--at", type=int, help="The version to stand at.")
@click.option("--layout", help="A layout's key, or the path of a layout file.")
@click.option("--domain", help="A domain's name, or the path of a Python file.")
@SCREENSHOT
@click.pass_obj
def open_(launch: Launcher, /, **asked: Any) -> int:
    """Open the window; `leftfold STORE` alone does so too."""
    return launch(WindowRequest(**asked))


@click.command()
@click.option("--at", "folder", type=click.Path(file_okay=False, path_type=Path), help="The folder it is kept in.")
@SCREENSHOT
@click.pass_obj
def demo(launch: Launcher, /, *, folder: Path | None, screenshot: Path | None) -> int:
    """Open a store of sample students, made where it is not there yet."""
    path = demo_store(folder or demo_folder())
    say(f"The demo's store is {path}.")
    return launch(WindowRequest(target=str(path), aggregate=FIRST_SHOWN, screenshot=screenshot))
