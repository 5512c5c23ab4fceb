"""The program as a value: a digest that changes with its code and with what it is built on."""

from functools import cache
from importlib.metadata import version
from pathlib import Path

from incidentbook.text import digest


@cache
def program_digest() -> str:
    """Return a digest of the package's source and of the versions of the packages that shape its output."""
    package = Path(__file__).parent
    parts: list[bytes | str] = []
    for path in sorted(package.rglob("*.py")):
        parts += [path.relative_to(package).as_posix(), path.read_bytes()]
    parts += [f"{name} {version(name)}" for name in ("pydantic", "pyyaml", "python-frontmatter", "jinja2")]
    return digest(*parts)
