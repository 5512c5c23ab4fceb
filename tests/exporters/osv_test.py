"""Known issues in the Open Source Vulnerability format."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from incidentbook.exporters.osv import files
from tests.books import issue, runbook
from tests.exporters.exported import BOOK, shown

# What the format's documentation says of the fields that a record of ours can have.
SCHEMA = json.loads(Path(__file__).with_name("osv-part.schema.json").read_text(encoding="utf-8"))


def records(texts: dict[str, str], site_url: str = "") -> dict[str, Any]:
    found = {name: json.loads(content) for name, content in files(shown(texts, site_url=site_url)).items()}
    for record in found.values():
        Draft202012Validator(SCHEMA, format_checker=FormatChecker()).validate(record)
    return found


def affected(front_matter: str) -> Any:
    (record,) = records({"known-issues/a.md": issue(front_matter)}).values()
    (one,) = record["affected"]
    return one


def events(written: str, front_matter: str = "") -> Any:
    found = affected(f"affects: [{{package: shop, ranges: ['{written}']}}]\n{front_matter}").get("ranges")
    return found[0]["events"] if found else None


def test_an_issue_that_names_a_package_is_a_record() -> None:
    """With what it is, how to get out of it, and where it and its fix are."""
    (record,) = records(dict(BOOK), site_url="https://book.example.org/").values()
    assert record["id"] == "KI-0001"
    assert record["summary"] == "Issue KI-0001"
    assert record["details"] == "## Cause\n\nToo few connections.\n\n```\npool exhausted\nfor ever\n```"
    assert record["references"] == [
        {"type": "WEB", "url": "https://book.example.org/known-issues/pool/"},
        {"type": "FIX", "url": "https://code.example.org/9"},
    ]
    assert record["database_specific"] == {"status": "workaround", "services": ["orders-db"]}


def test_an_issue_of_no_package_is_none() -> None:
    assert records({"known-issues/a.md": issue()}) == {}


def test_the_schema_would_notice_a_fault() -> None:
    """An event with two ends, a range without a beginning, a time without its zone, a key of our own."""
    right = files(shown())["KI-0001.json"].decode()
    for was, becomes in (
        ('"introduced": "2.3"', '"limit": "2.3"'),
        ('"fixed": "2.5"', '"fixed": "2.5", "last_affected": "2.4"'),
        ("T00:00:00Z", "T00:00:00"),
        ('"summary"', '"title"'),
        ('"ECOSYSTEM"', '"SHOP"'),
    ):
        assert was in right
        wrong = json.loads(right.replace(was, becomes))
        assert list(Draft202012Validator(SCHEMA, format_checker=FormatChecker()).iter_errors(wrong)) != [], becomes


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (">=2.3,<2.5", [{"introduced": "2.3"}, {"fixed": "2.5"}]),
        (">= 2.3 < 2.5", [{"introduced": "2.3"}, {"fixed": "2.5"}]),
        (">=2.3, <=2.4", [{"introduced": "2.3"}, {"last_affected": "2.4"}]),
        ("<2.5", [{"introduced": "0"}, {"fixed": "2.5"}]),
        (">=2.3", [{"introduced": "2.3"}]),
        (">=2.3,<=2.3", [{"introduced": "2.3"}, {"last_affected": "2.3"}]),
        (">=1.0-alpine,<main", [{"introduced": "1.0-alpine"}, {"fixed": "main"}]),
    ],
)
def test_a_range_is_what_began_it_and_what_ended_it(written: str, expected: object) -> None:
    assert events(written) == expected


@pytest.mark.parametrize(
    "written",
    [">2.3,<2.5", "~2.3", "^2.3", "2.x", "2.*", "2.3 - 2.5", "2.3-2.5", ">=2.5,<2.3", ">=2.3,<2.3", "<2,<3", "all", "<",
     "!=2.3", "=2.3,<4", "<2,<=2", ""],
)  # fmt: skip
def test_what_the_format_cannot_say_is_kept_as_it_is_written(written: str) -> None:
    """Nothing is made of it that would be wrong."""
    found = affected(f"affects: [{{package: shop, ranges: ['{written or ' '}', '<1.0']}}]")
    assert [one["events"][-1] for one in found["ranges"]] == [{"fixed": "1.0"}]
    assert "versions" not in found
    assert found["database_specific"]["ranges"][0] == (written or " ")


def test_single_versions_are_listed() -> None:
    found = affected("affects: [{package: shop, ranges: ['2.3.1', '=2.4', '==weird']}]")
    assert found["versions"] == ["2.3.1", "2.4", "weird"]
    assert "ranges" not in found


def test_a_fixed_issue_ends_where_its_last_fix_says() -> None:
    """A fix of one that came back, or that is a workaround, ends nothing; nor where an end is written."""
    fixes = "fixes: [{versions: {shop: '2.5'}}, {versions: {shop: '2.6'}}, {versions: {other: '9'}}]"
    assert events(">=2.3", f"status: fixed\n{fixes}") == [{"introduced": "2.3"}, {"fixed": "2.6"}]
    assert events(">=2.3", f"status: workaround\n{fixes}") == [{"introduced": "2.3"}]
    assert events("<=2.4", f"status: fixed\n{fixes}") == [{"introduced": "0"}, {"last_affected": "2.4"}]
    assert affected(f"affects: shop\nstatus: fixed\n{fixes}")["ranges"][0]["events"][-1] == {"fixed": "2.6"}


def test_versions_are_semantic_where_they_all_are() -> None:
    """Two numbers are none, nor is a leading `v`."""
    kinds = {
        written: affected(f"affects: [{{package: shop, ranges: ['{written}']}}]")["ranges"][0]["type"]
        for written in (">=2.3.0,<2.5.0-rc.1+b", ">=2.3,<2.5", "<v2.5.0", "<02.5.0")
    }
    assert list(kinds.values()) == ["SEMVER", "ECOSYSTEM", "ECOSYSTEM", "ECOSYSTEM"]


@pytest.mark.parametrize(
    ("package", "expected"),
    [
        ("pkg:npm/%40shop/cart@1.2", {"ecosystem": "npm", "name": "@shop/cart", "purl": "pkg:npm/%40shop/cart"}),
        ("pkg:maven/org.shop/cart", {"ecosystem": "Maven", "name": "org.shop:cart", "purl": "pkg:maven/org.shop/cart"}),
        ("pkg:pypi/shop", {"ecosystem": "PyPI", "name": "shop", "purl": "pkg:pypi/shop"}),
        ("pkg:golang/code.example.org/shop", {
            "ecosystem": "Go", "name": "code.example.org/shop", "purl": "pkg:golang/code.example.org/shop",
        }),
    ],
)  # fmt: skip
def test_a_package_url_says_where_a_package_is_from(package: str, expected: object) -> None:
    found = affected(f"affects: ['{package}']")
    assert found["package"] == expected
    assert "package" not in found.get("database_specific", {})


@pytest.mark.parametrize("package", ["shop", "pkg:oci/shop", "pkg:npm/", "npm/shop"])
def test_a_package_of_the_team_s_own_is_of_no_ecosystem(package: str) -> None:
    """The format knows only those of registries."""
    found = affected(f"affects: ['{package}']")
    assert "package" not in found
    assert found["database_specific"]["package"] == package


def test_it_was_changed_when_it_was_last_spoken_of() -> None:
    """In the past: what is yet to come has changed nothing. Where it says no time, at the moment of the export."""
    said = "affects: shop\nlast_reviewed: 2026-04-02\nfixes: [{at: 2026-05-03 12:00}, {at: 2027-01-01}]"
    texts = {"known-issues/a.md": issue(said), "known-issues/b.md": issue("affects: shop", id="KI-0002")}
    assert [one["modified"] for one in records(texts).values()] == ["2026-05-03T12:00:00Z", "2026-06-01T00:00:00Z"]


def test_only_known_issues_are_related() -> None:
    """Runbooks and incidents are no vulnerabilities, and what there is not is none either."""
    texts = {
        "known-issues/a.md": issue("affects: shop\nrelated: [RB-0001, KI-0003, KI-0009]\nsuperseded_by: KI-0002"),
        "known-issues/b.md": issue(id="KI-0002"),
        "known-issues/c.md": issue(id="KI-0003"),
    }
    assert records(texts)["KI-0001.json"]["related"] == ["KI-0003", "KI-0002"]


def test_every_issue_has_a_file_of_a_name_that_any_disk_takes() -> None:
    """Without a number, too, and two of them."""
    texts = {
        f"known-issues/{name}.md": issue("affects: shop", id=said)
        for name, said in {"a": "KI-NEW", "b": "KI-NEW", "ü: ä": "", "con nul": ""}.items()
    }
    found = records(texts)
    assert len(found) == 4
    assert all(name.isascii() and not set(name) & set('/\\: "') for name in found)
    assert len({record["id"] for record in found.values()}) == 4


def test_links_to_other_pages_lead_there_from_anywhere() -> None:
    """And what only looks like one, in code, stays; where nobody knows the site, they are as they were written."""
    body = "[A](../runbooks/a.md#do), [b](https://b.example), [c](no.md), `[d](../runbooks/a.md)` and\n\n[e]: a.png\n"
    texts = {"known-issues/a.md": issue("affects: shop", f"{body}[e]"), "runbooks/a.md": runbook(),
             "known-issues/a.png": "png"}  # fmt: skip
    (there,) = records(texts, site_url="https://book.example.org/kb/").values()
    assert there["details"] == (
        "[A](https://book.example.org/kb/runbooks/a/#do), [b](https://b.example), [c](no.md), `[d](../runbooks/a.md)` "
        "and\n\n[e]: https://book.example.org/kb/known-issues/a.png\n[e]"
    )
    (nowhere,) = records(texts).values()
    assert nowhere["details"] == f"{body}[e]"


def test_it_is_the_same_every_time() -> None:
    assert files(shown()) == files(shown())
