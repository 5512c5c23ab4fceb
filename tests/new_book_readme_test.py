"""The README of a new book: its steps, as they are written there, with the wheel and no checkout near."""

import re
import shutil
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

from tests.provided import Environment, Run

pytestmark = pytest.mark.slow

ASKS = "incidentbook new incident"
STAYS = "incidentbook serve"


def commands(readme: str) -> list[str]:
    """Return the lines that a reader types, in their order, without remarks."""
    blocks = re.findall(r"```console\n(.*?)```", readme, re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line.startswith("$ ")]
    return [re.sub(r"\s+#.*", "", line.removeprefix("$ ")) for line in lines]


@pytest.fixture
def book(wheel_environment: Environment, tmp_path: Path, run: Run) -> Path:
    (tmp_path / "work").mkdir()
    run(wheel_environment.programs / "incidentbook", "init", "book", "--ci", "github", folder=tmp_path / "work")
    return tmp_path / "work/book"


def test_its_steps_lead_to_a_checked_and_built_site(
    wheel_environment: Environment, book: Path, checkout: Path, run: Run, tmp_path: Path
) -> None:
    """All of them but the one that asks and the one that stays, in one shell; installing takes the wheel of here."""
    steps = commands((book / "README.md").read_text(encoding="utf-8"))
    assert [step for step in steps if step in (ASKS, STAYS)] == [STAYS, ASKS]
    script = "\n".join(step for step in steps if step not in (ASKS, STAYS))
    said = run(
        "bash", "-euo", "pipefail", "-c", script,
        folder=book,
        PIP_FIND_LINKS=str(wheel_environment.wheel.parent),
        PIP_CONSTRAINT=str(checkout / "constraints.txt"),
        PIP_QUIET="1",
        XDG_CACHE_HOME=str(tmp_path / "cache"),
    )  # fmt: skip
    assert "nothing is wrong" in said
    for path in ("index.html", "incidents/2026/2026-02-09-orders-fail-during-export/index.html"):
        assert (book / "site" / path).is_file()
    assert (book / ".venv/bin/incidentbook").is_file()


def test_it_can_be_looked_at(wheel_environment: Environment, book: Path, tmp_path: Path) -> None:
    """`incidentbook serve` shows the first page within a minute, which is long; see what it takes with -s."""
    program = wheel_environment.programs / "incidentbook"
    site, began = "", time.monotonic()
    with subprocess.Popen(
        [program, "serve", "--address", "127.0.0.1:0"],
        cwd=book,
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as serving:
