"""Histories as Apache Parquet: typed columns, a row group a part."""

from collections.abc import Iterable, Iterator

import numpy as np
import orjson
import pyarrow as pa
from pyarrow.parquet import ParquetWriter

from lehr.experiments.table import Contents, Part, parameter

from .arrays import numbers, optional, texts
from .outlet import Outlet


def written(contents: Contents, parts: Iterable[Part]) -> Iterator[bytes]:
    """Yield the pieces of a file.

    Its columns are `run`, `seed`, each parameter behind `parameters.`, `epoch` and what was
    measured; its metadata hold the job's id and experiment.
    """
    outlet, runs = Outlet(), _runs(contents)
    with ParquetWriter(outlet, _schema(contents, runs)) as writer:
        for part in parts:
            writer.write_table(_table(runs, part, writer.schema))
            yield outlet.taken()
    yield outlet.taken()


def _runs(contents: Contents) -> pa.Table:
    """Return a row for each run: what is the same in all its epochs."""
    columns = {
        "run": texts([str(run.id) for run in contents.runs]),
        "seed": numbers(np.array([run.seed for run in contents.runs], np.int64)),
    }
    for path in contents.paths:
        columns[f"parameters.{path}"] = optional([parameter(run, path) for run in contents.runs])
    return pa.Table.from_arrays([*columns.values()], [*columns])


def _schema(contents: Contents, runs: pa.Table) -> pa.Schema:
    epoch, *measured = contents.plan.columns
    fields = [*runs.schema, pa.field(epoch, pa.int32())]
    fields += [pa.field(name, pa.float64()) for name in measured]
    experiment = orjson.dumps(contents.job.experiment)
    return pa.schema(fields, {"job": str(contents.job.id), "experiment": experiment})


def _table(runs: pa.Table, part: Part, schema: pa.Schema) -> pa.Table:
    of_runs = runs.take(numbers(part.first + part.owners))
    epoch, *measured = map(numbers, part.columns.values.values())
    return pa.Table.from_arrays(
        [*of_runs.columns, epoch.cast(pa.int32()), *measured], schema=schema
    )
