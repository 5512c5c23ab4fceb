"""`python -m incidentbook`."""

from incidentbook.cli import run

run()
