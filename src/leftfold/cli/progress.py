"""How far long work is, told on stderr: on one line of a terminal, and now and then where messages are kept."""

from __future__ import annotations

import sys
from typing import Final

import click

from leftfold.cli.printing import say

TOLD: Final = 50_000
"""Events between two messages where they do not overwrite each other: some seconds."""


def show_progress(text: str, done: int) -> None:
    """Tell how far the work is when so many events are done."""
    if sys.stderr.isatty():
        click.echo(f"\r{text}", err=True, nl=False)
    elif done % TOLD == 0:
        say(text)


def end_progress() -> None:
    """Clear the terminal's line, so that what is said next stands alone on it."""
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", err=True, nl=False)
