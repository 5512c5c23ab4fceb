"""Known issues that say which versions they affect, as records of the Open Source Vulnerability format, one a file.

https://ossf.github.io/osv-schema/
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import unquote

from incidentbook.addresses import Leads
from incidentbook.api.published import Published
from incidentbook.articles import Article
from incidentbook.exporters.identities import ids_by_path, page_address, web_address
from incidentbook.instants import Instant
from incidentbook.kinds.known_issue.model import Affects, KnownIssue
from incidentbook.text import digest, slug
from incidentbook.versions import compare_versions
from incidentbook.views.view import Shown

SUMMARY = "Known issues with the versions they affect, a record a file."
IS_FOLDER = True

SCHEMA_VERSION = "1.7.4"
Json = dict[str, Any]

_PURL = re.compile(r"pkg:(?P<type>[a-zA-Z][a-zA-Z0-9.+-]*)/(?P<name>[^@?#]+)(?:[@?#].*)?")
# By the type of a package URL: the ecosystem, and what stands between the parts of a name there.
_ECOSYSTEMS = {
    "cargo": ("crates.io", "/"), "composer": ("Packagist", "/"), "conan": ("ConanCenter", "/"), "cran": ("CRAN", "/"),
    "gem": ("RubyGems", "/"), "golang": ("Go", "/"), "hackage": ("Hackage", "/"), "hex": ("Hex", "/"),
    "maven": ("Maven", ":"), "npm": ("npm", "/"), "nuget": ("NuGet", "/"), "pub": ("Pub", "/"), "pypi": ("PyPI", "/"),
}  # fmt: skip
_BETWEEN = re.compile(r"\s*,\s*|(?<=[\w.])\s+(?=[<>=])")
_BOUND = re.compile(r"(?P<sign>>=|<=|==|=|<|>|)\s*(?P<version>[0-9A-Za-z][\w.+-]*)", re.ASCII)
_NUMBER = r"(?:0|[1-9]\d*)"
_SEMANTIC = re.compile(
    rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}(?:-(?:{_NUMBER}|\d*[A-Za-z-][\w-]*)(?:\.(?:{_NUMBER}|\d*[A-Za-z-][\w-]*))*)?"
    r"(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?",
    re.ASCII,
)
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}", re.ASCII)


class Range(NamedTuple):
    """A range of versions as the format has it: all from one on, up to another."""

    introduced: str
    """The first one; `0` is before all."""
    fixed: str = ""
    """The first one without the problem."""
    last_affected: str = ""
    """The last one with it, where no other is known to be without."""

    @property
    def events(self) -> list[Json]:
        """Say when what changed."""
        end = {"fixed": self.fixed, "last_affected": self.last_affected}
        return [{"introduced": self.introduced}, *({key: version} for key, version in end.items() if version)]


def files(shown: Shown) -> Mapping[str, bytes]:
    """Return a record for each known issue that names a package, by its file's name."""
    found = {}
    ids, leads = ids_by_path(shown.book), Published(shown).leads
    for article in shown.book.known_issues:
        if article.fields.affects:
            name = ids[article.path]
            plain = name if _PLAIN.fullmatch(name) else f"{slug(name) or 'issue'}-{digest(name)[:8]}"
            text = json.dumps(_record(article, name, leads, shown), indent=2, ensure_ascii=False)
            found[f"{plain}.json"] = f"{text}\n".encode()
    return found


def _record(article: Article[KnownIssue], name: str, leads: Leads, shown: Shown) -> Json:
    fields = article.fields
    issues = {issue.id for issue in shown.book.known_issues}
    related = dict.fromkeys([*fields.related, *([fields.superseded_by] if fields.superseded_by else [])])
    record: Json = {
        "schema_version": SCHEMA_VERSION,
        "id": name,
        "modified": _modified(fields, shown.as_of),
        "related": [one for one in related if one in issues],
        "summary": article.title,
        "details": _details(article, leads, shown),
        "affected": [_affected(said, fields) for said in fields.affects],
        "references": list(_references(article, shown)),
        "database_specific": {"status": fields.status, "services": [used.id for used in fields.services]},
    }
    return {key: value for key, value in record.items() if value}


def _modified(fields: KnownIssue, as_of: datetime) -> str:
    """Return the latest time that the article speaks of as past: it says no other of its own."""
    said: list[Instant | None] = [fields.last_reviewed, *(fix.at for fix in fields.fixes)]
    said += [occurrence.at for occurrence in fields.occurrences]
    past = [instant.earliest for instant in said if instant is not None and instant.earliest <= as_of]
    return max(past, default=as_of).astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _details(article: Article[KnownIssue], leads: Leads, shown: Shown) -> str:
    """Return the body, in which links to other pages are absolute where it is known where the site is."""
    pieces, position = [], 0
    for written in sorted(article.prose.targets, key=lambda one: one.start):
        path, found = leads.to(written, article.path)
        url = page_address(shown, path) if found and path else ""
        if url and written.start >= position:
            end = re.search("[?#]|$", written.text)
            pieces += [article.body[position : written.start], url, written.text[end.start() :] if end else ""]
            position = written.start + len(written.text)
    return "".join([*pieces, article.body[position:]]).strip()


def _references(article: Article[KnownIssue], shown: Shown) -> Iterator[Json]:
    """Yield the article's page, then what it links to, each once."""
    said = [("WEB", page_address(shown, article.path))]
    said += [("FIX", fix.ref) for fix in article.fields.fixes]
    said += [("WEB", link.url) for link in article.fields.links]
    seen = set()
    for kind, written in said:
        url = web_address(written)
        if url and url not in seen:
            seen.add(url)
            yield {"type": kind, "url": url}


def _affected(said: Affects, fields: KnownIssue) -> Json:
    """Return which versions of a package have the problem; what the format cannot say is kept as it is written."""
    fixed = _fixed(said.package, fields)
    read = [_read(written, fixed) for written in said.ranges or (">=0",)]
    package = _package(said.package)
    affected: Json = {
        "package": package,
        "ranges": [_range(one) for one in read if isinstance(one, Range)],
        "versions": [one for one in read if isinstance(one, str)],
        "database_specific": {**({} if package else {"package": said.package}), "ranges": list(said.ranges)},
    }
    return {key: value for key, value in affected.items() if value}


def _package(said: str) -> Json:
    """Return a package with its ecosystem, which only a package URL says: `pkg:npm/left-pad`."""
    url = _PURL.fullmatch(said)
    if url is None or url["type"].lower() not in _ECOSYSTEMS:
        return {}
    ecosystem, joint = _ECOSYSTEMS[url["type"].lower()]
    parts = [unquote(part) for part in url["name"].split("/") if part]
    return {"ecosystem": ecosystem, "name": joint.join(parts), "purl": said[: url.end("name")]}


def _fixed(package: str, fields: KnownIssue) -> str:
    """Return the first version without the problem, if the issue is fixed; fixes that failed came before."""
    if fields.status != "fixed":
        return ""
    return next((fix.versions[package] for fix in reversed(fields.fixes) if package in fix.versions), "")


def _read(written: str, fixed: str) -> Range | str | None:
    """Return the range or the one version that is written; None where the format cannot say it.

    It has no range without its first version, no two ranges in one, and nothing like `~` or `^`.
    """
    bounds: dict[str, str] = {}
    for part in _BETWEEN.split(written.strip()):
        bound = _BOUND.fullmatch(part)
        if bound is None or bound["sign"] in bounds:
            return None
        bounds[bound["sign"]] = bound["version"]
    signs = bounds.keys()
    if len(bounds) == 1 and (version := bounds.get("=") or bounds.get("==") or bounds.get("")) is not None:
        return version if "" not in bounds or compare_versions(version, version) == 0 else None
    if not signs <= {">=", "<", "<="} or {"<", "<="} <= signs:
        return None
    introduced, last = bounds.get(">=", "0"), bounds.get("<=", "")
    first_without = bounds.get("<") or ("" if last else fixed)
    order = compare_versions(introduced, first_without or last)
    if order == 1 or (order == 0 and first_without):
        return None
    return Range(introduced, first_without, last)


def _range(one: Range) -> Json:
    versions = {one.introduced, one.fixed, one.last_affected} - {"", "0"}
    semantic = all(_SEMANTIC.fullmatch(version) for version in versions)
    return {"type": "SEMVER" if semantic else "ECOSYSTEM", "events": one.events}
