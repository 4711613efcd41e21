"""`lehr preview`: the exact curve of schedules."""

from pathlib import Path
from typing import Annotated

import typer

from lehr.cli.options import AsCsv, AsJson, Parameters, Schedule


def preview(
    schedule: Schedule,
    *,
    param: Parameters = None,
    compare: Annotated[
        list[str] | None,
        typer.Option(metavar="SCHEDULE", help="Another schedule beside it; as often as wanted."),
    ] = None,
    steps: Annotated[int | None, typer.Option(help="The curve is 0 to STEPS - 1.")] = None,
    points: Annotated[int | None, typer.Option(help="So many of the steps, evenly spaced.")] = None,
    at: Annotated[
        str | None, typer.Option(metavar="LIST|@FILE", help="Exactly these steps: 0,10,20.")
    ] = None,
    unit: Annotated[str | None, typer.Option(help="What the schedule counts: step, epoch.")] = None,
    steps_per_epoch: Annotated[
        int | None, typer.Option(help="With --unit epoch or --metric: steps are updates.")
    ] = None,
    dtype: Annotated[str | None, typer.Option(help="float64 or float32.")] = None,
    metric: Annotated[
        str | None,
        typer.Option(metavar="LIST|@FILE", help="The monitored metric after each epoch."),
    ] = None,
    log: Annotated[bool, typer.Option("--log", help="Space the rates logarithmically.")] = False,
    svg: Annotated[Path | None, typer.Option(help="Draw an SVG into this file.")] = None,
    png: Annotated[Path | None, typer.Option(help="Draw a PNG into this file.")] = None,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Show the exact learning rates of a schedule."""
    from lehr.cli import given
    from lehr.cli.previewing import Output, shown

    schedules = given.schedules([schedule, *(compare or ())], param or ())
    options = given.options(
        schedules,
        steps=steps,
        points=points,
        at=given.numbers(at),
        unit=unit,
        steps_per_epoch=steps_per_epoch,
        dtype=dtype,
        metric=given.numbers(metric),
    )
    output = Output(svg=svg, png=png, as_csv=as_csv, as_json=as_json, is_log=log)
    output.write(shown(schedules, options))
