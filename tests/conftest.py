"""Fixtures for what is tested as it really is: a browser, a web server, the installed wheel, the demo."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.provided import Demo, Environment, Once, Run, Served
from tests.site_server import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHECKOUT = Path(__file__).parents[1]
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
# Chromium speaks to its maker at every start unless it is told not to.
CHROMIUM_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
MAKING_SECONDS = 600


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="Write the golden pages anew; read the diff.")


@pytest.fixture(scope="session")
def checkout() -> Path:
    return CHECKOUT


@pytest.fixture(scope="session")
def run() -> Run:
    """Run a program that must succeed and return what it prints; a test fails with all that it said."""

    def run_it(*command: str | Path, folder: Path, **environment: str) -> str:
        done = subprocess.run(
            [str(word) for word in command],
            cwd=folder,
            env=os.environ | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=MAKING_SECONDS,
        )
        if done.returncode != 0:
            said = " ".join(str(word) for word in command)
            pytest.fail(f"`{said}` ended with {done.returncode}:\n{done.stdout}\n{done.stderr}", pytrace=False)
        return done.stdout

    return run_it


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent  # of all workers

    def make_once(name: str, make: Callable[[Path], None]) -> Path:
        folder, made, failed = shared / name, shared / f"{name}.made", shared / f"{name}.failed"
        try:
            (shared / f"{name}.begun").touch(exist_ok=False)
        except FileExistsError:
            end = time.monotonic() + MAKING_SECONDS
            while not made.exists():
                if failed.exists() or time.monotonic() > end:
                    pytest.fail(f"Making {name} failed; another test says how.", pytrace=False)
                time.sleep(0.1)
            return folder
        try:
            folder.mkdir()
            make(folder)
        except BaseException:
            failed.touch()
            raise
        made.touch()
        return folder

    return make_once


def _chromium_program() -> str | None:
    usual = "/usr/bin/chromium"
    return usual if Path(usual).exists() else next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:
    program = _chromium_program()
    if program is None:
        reason = "This needs Chromium: on Debian or Ubuntu, 'apt-get install chromium'."
        if os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (only these tests need it)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(CHROMIUM_FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def served() -> Iterator[Served]:
    with ExitStack() as servers:

        def serve(site: Path, under: str = "/") -> str:
            return servers.enter_context(serving(site, under))

        yield serve


@pytest.fixture(scope="session")
def wheel_environment(once: Once, run: Run) -> Environment:
    """Build the source archive, from it the wheel, and install that outside the checkout."""

    def make(folder: Path) -> None:
        dist = folder / "dist"
        run(sys.executable, "-m", "build", "--no-isolation", "--outdir", dist, CHECKOUT, folder=folder)
        run(sys.executable, "-m", "venv", folder / "venv", folder=folder)
        install = (folder / "venv/bin/python", "-m", "pip", "install", "--quiet")
        run(*install, "--constraint", CHECKOUT / "constraints.txt", *dist.glob("*.whl"), folder=folder)

    folder = once("wheel-environment", make)
    (wheel,) = folder.glob("dist/*.whl")
    (source_archive,) = folder.glob("dist/*.tar.gz")
    return Environment(folder / "venv", wheel, source_archive)


@pytest.fixture(scope="session")
def demo(once: Once, run: Run) -> Demo:
    """Build the demo from a copy of its sources: a build writes beside them."""
    below_url = "https://books.example.org/platform/"

    def make(folder: Path) -> None:
        for name, url in (("at-root", ""), ("below", below_url)):
            project = folder / name
            shutil.copytree(CHECKOUT / "kb", project / "kb")
            shutil.copy(CHECKOUT / "mkdocs.yml", project)
            program = Path(sys.executable).with_name("incidentbook")
            run(program, "build", folder=project, SITE_URL=url, XDG_CACHE_HOME=str(folder / "cache"))

    folder = once("demo", make)
    return Demo(folder / "at-root/site", folder / "below/site", below_url)
