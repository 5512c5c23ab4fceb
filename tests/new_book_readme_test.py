"""The README of a new book: its steps, as they are written there, with the wheel and no checkout near."""

import http.client
import os
import re
import socket
import subprocess
import time
from pathlib import Path

import pytest

from tests.provided import Environment, Run

pytestmark = pytest.mark.slow

ASKS = "incidentbook new incident"
STAYS = "incidentbook serve"
PATIENCE_SECONDS = 60


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
    """`incidentbook serve` shows the first page of a book of which nothing was built yet."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        host, port = free.getsockname()
    with subprocess.Popen(
        [wheel_environment.programs / "incidentbook", "serve", "--address", f"{host}:{port}"],
        cwd=book,
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as serving:
        try:
            page = first_page(host, port)
        finally:
            serving.terminate()
    assert "Have we seen this before?" in page
    assert "INC-2026-0001" in page


def first_page(host: str, port: int) -> str:
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        connection = http.client.HTTPConnection(host, port, timeout=PATIENCE_SECONDS)
        try:
            connection.request("GET", "/")
            return connection.getresponse().read().decode()
        except ConnectionError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
        finally:
            connection.close()
