"""What tests of commands share: calling one, and seeing what it has left."""

import pytest

from incidentbook.cli import main
from tests.provided import Call, Ran


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Return what calls `incidentbook` with some words."""

    def run(*words: str) -> Ran:
        capsys.readouterr()
        status = main([*words])
        return Ran(status, *capsys.readouterr())

    return run
