"""The command that looks at whether all is there."""

from __future__ import annotations

import click

from leftfold.checkup import checkup
from leftfold.cli.options import JSON
from leftfold.cli.printing import print_json, say, tell


@click.command()
@JSON
def doctor(*, as_json: bool) -> int:
    """See whether this machine has all that Leftfold needs."""
    points = tuple(checkup())
    bad = [point for point in points if not point.is_well]
    if as_json:
        print_json({"name": point.name, "found": point.found, "well": point.is_well} for point in points)
    else:
        width = max(len(point.name) for point in points)
        for point in points:
            tell(f"{'ok ' if point.is_well else 'BAD'}  {point.name:<{width}}  {point.found}")
    say(f"{len(bad)} of {len(points)} need to be looked at." if bad else "All is well.")
    return 1 if bad else 0
