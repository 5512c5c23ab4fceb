"""Taking out of a readable article what its readers may not see."""

import pytest

from incidentbook.parsing import Parsed, parse
from incidentbook.redaction import Hidden, redacted
from tests.books import incident

HIDDEN = Hidden(
    articles=frozenset({"INC-2026-0042", "KI-0007", "INC-NEW-secret", "old-outage"}),
    symptoms=frozenset({"secret-symptom"}),
    services=frozenset({"vault", "vault.example.org"}),
    paths=frozenset(
        {
            "incidents/2026/secret-outage",
            "known-issues/pool",
            "symptoms/secret-symptom",
            "services/vault",
            "former/address",
        }
    ),
)


def body_of(text: str, path: str = "incidents/2026/a.md") -> str:
    return redacted(path, parse(path, incident(body=text).encode(), article=True), HIDDEN).body


def data_of(front_matter: str) -> dict[str, object]:
    parsed = parse("incidents/a.md", incident(front_matter).encode(), article=True)
    kept = redacted("incidents/a.md", parsed, HIDDEN).data
    return {key: value for key, value in kept.items() if key not in ("id", "title", "times")}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("See KI-0007.", "See (not public)."),
        ("`KI-0007` ki-0007 _KI-0007_ x_KI-0007-y", "`(not public)` (not public) _(not public)_ x_(not public)-y"),
        ("KI-00071 WIKI-0007 KI-0008", "KI-00071 WIKI-0007 KI-0008"),
        ("INC-NEW-secret", "(not public)"),
        ("[a](secret-outage.md) b", "a b"),
        ('[a [b] c](../2026/secret-outage.md#x "T") d', "a [b] c d"),
        ("[a\nb](secret-outage.md)", "a\nb"),
        ("![a](secret-outage.md)", "a"),
        ("[a](<secret-outage.md>)", "a"),
        ("[a](secret%2Doutage.md)", "a"),
        ("[a](secret-outage/)", "a"),
        ("[a](../../known-issues/pool/)", "a"),
        ("[a](/incidents/2026/secret-outage/)", "a"),
        ("[a](/id/KI-0007/)", "a"),
        ("[a](https://book.example.org/incidents/2026/secret-outage/)", "a"),
        ("[KI-0007](../../known-issues/pool.md)", "(not public)"),
        (
            "[a][1] [b][] [b] [c][2]\n\n[1]: secret-outage.md\n[b]: secret-outage.md 'T'\n[2]: other.md",
            "a b b [c][2]\n\n\n\n[2]: other.md",
        ),
        ('<a href="../secret-outage/">a</a>', '<a href="#">a</a>'),
        ("<img src='../../../services/vault/'>", "<img src='#'>"),
        ("`less incidents/2026/secret-outage.md`", "`less (not public)`"),
        ("[a](former-outage.md) [b](../../former/address/)", "[a](former-outage.md) b"),
        ("[a](x.md) known-issues/pool-2 a/pool", "[a](x.md) known-issues/pool-2 a/pool"),
    ],
)
def test_text_loses_names_and_links(text: str, left: str) -> None:
    """Everywhere, also in code and addresses; the words of a link stay."""
    assert body_of(text) == left


@pytest.mark.parametrize(
    ("front_matter", "left"),
    [
        ("related: [KI-0007, KI-0001]", {"related": ["KI-0001"]}),
        ("related: KI-0007", {}),
        ("known_issues: [{id: KI-0007, fix: worked}, {id: KI-0001}]", {"known_issues": [{"id": "KI-0001"}]}),
        ("known_issues: [old-outage, ki-0007]", {"known_issues": []}),
        ("duplicate_of: INC-2026-0042\nparent: INC-2026-0001", {"parent": "INC-2026-0001"}),
        ("symptoms: [secret-symptom, other]", {"symptoms": ["other"]}),
        ("services: [vault, {id: vault.example.org, level: down}, {id: mail}]", {"services": [{"id": "mail"}]}),
        ("provider: vault", {}),
        ("provider: {service: vault, ref: x}", {}),
        ("impact: Like INC-2026-0042", {"impact": "Like (not public)"}),
        ("extra: {team: {KI-0007: x, a: [b KI-0007]}}", {"extra": {"team": {"a": ["b (not public)"]}}}),
        (
            "links: [{title: a, url: /id/KI-0007/}, {title: b KI-0007, url: x}]",
            {"links": [{"title": "b (not public)", "url": "x"}]},
        ),
        ("factors: [vault, secret-symptom, old-outage]", {"factors": ["vault", "secret-symptom", "old-outage"]}),
        ("actions: [{do: x, ref: KI-0007}]", {"actions": [{"do": "x", "ref": "(not public)"}]}),
    ],
)
def test_front_matter_loses_references_and_names(front_matter: str, left: dict[str, object]) -> None:
    """References go, text says that something is not public, and words that only look alike stay."""
    assert data_of(front_matter) == left


def test_what_says_nothing_of_it_is_the_same_value() -> None:
    """So that its digest stays."""
    parsed: Parsed = parse(
        "incidents/a.md", incident("related: [KI-0001]", "See KI-0001 and [a](b.md).").encode(), article=True
    )
    assert redacted("incidents/a.md", parsed, HIDDEN) is parsed


def test_mentions_and_targets_are_those_of_the_text_that_is_left() -> None:
    """Their places count in it."""
    parsed = parse(
        "incidents/a.md",
        incident(body="KI-0007 and KI-0001, [a](2026/secret-outage.md) [b](c.md)").encode(),
        article=True,
    )
    left = redacted("incidents/a.md", parsed, HIDDEN)
    assert [left.body[one.start :].startswith(one.name) for one in left.prose.mentions] == [True]
    assert [one.text for one in left.prose.targets] == ["c.md"]
