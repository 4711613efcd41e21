"""`python -m lehr.cli`."""

from . import app

app(prog_name="lehr")
