"""The command `lehr`; what a command needs is loaded when it runs."""

from .app import app as app
