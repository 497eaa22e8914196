"""The command that measures: it starts the bench in a process of its own, since the bench opens windows."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Final

import click

from leftfold.cli.printing import tell

BENCH: Final = "leftfold.bench"
"""The package that is started; its own command line has the options."""


@click.command(
    "bench", add_help_option=False, context_settings={"ignore_unknown_options": True, "help_option_names": []}
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def bench(arguments: tuple[str, ...]) -> int:
    """Measure Leftfold beside its peers, or make large stores."""
    command = [sys.executable, "-m", BENCH, *arguments]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, encoding="utf-8") as process:
        for line in process.stdout or ():
            tell(line.rstrip("\n"))
    return process.returncode
