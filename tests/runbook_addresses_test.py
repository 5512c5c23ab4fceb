"""Where the addresses of alerts lead."""

import pytest

from incidentbook.runbook_addresses import Lead, RunbookAddresses
from tests.books import Texts, article, opened, runbook

BOOK: Texts = {
    "runbooks/node.md": runbook("aliases: [old/node, former.html]"),
    "runbooks/disk full.md": runbook(id="RB-0002"),
    "runbooks/README.md": "# Runbooks\n",
    "known-issues/a.md": article("id: KI-0001\ntitle: A", "![plan](plan.png)"),
    "known-issues/plan.png": b"png",
}
ONE_MAY_BE = "labels decide; 1 page of this site may be meant"
NONE_CAN_BE = "whatever its labels are, this site has no such page"
ROOT = "https://book.example.org/kb/"


def lead(address: str, *roots: str) -> Lead:
    made = opened(BOOK)
    return RunbookAddresses(made.book, made.graph, roots or (ROOT,)).lead(address)


@pytest.mark.parametrize(
    ("rest", "path"),
    [
        ("runbooks/node/", "runbooks/node.md"),
        ("runbooks/node", "runbooks/node.md"),
        ("runbooks/node/index.html", "runbooks/node.md"),
        ("runbooks/node/index.md", "runbooks/node.md"),
        ("runbooks/node/?from=alert#mitigation", "runbooks/node.md"),
        ("runbooks/node/?pod={{ $labels.pod }}#{{ $value }}", "runbooks/node.md"),
        ("runbooks/disk%20full/", "runbooks/disk full.md"),
        ("id/RB-0001/", "runbooks/node.md"),
        ("old/node/", "runbooks/node.md"),
        ("former.html", "runbooks/node.md"),
        ("", "index.md"),
        ("index.html", "index.md"),
        ("known-issues/", "known-issues/index.md"),
        ("known-issues/plan.png", "known-issues/plan.png"),
    ],
)
def test_every_address_of_a_page_leads_to_it(rest: str, path: str) -> None:
    """With or without a slash, by its name, by a former address; query and anchor do not matter, nor labels in them."""
    assert lead(f"{ROOT}{rest}") == Lead("here", path)


@pytest.mark.parametrize("rest", ["runbooks/node.md", "runbooks/nodes/", "runbooks/Node/", "runbooks/node.html"])
def test_an_address_that_nearly_leads_somewhere_is_told_the_right_one(rest: str) -> None:
    assert lead(f"{ROOT}{rest}") == Lead("nowhere", why="this site has no such page", instead=f"{ROOT}runbooks/node/")


def test_another_page_of_the_same_folder_is_not_what_was_meant() -> None:
    """A page of that name elsewhere is."""
    assert lead(f"{ROOT}runbooks/memory/").instead == ""
    assert lead(f"{ROOT}books/node").instead == f"{ROOT}runbooks/node/"


@pytest.mark.parametrize("rest", ["zzz/", "../x/", "runbooks/node/x/", "former/", "runbooks/%00", "runbooks//node/"])
def test_an_address_without_a_page_leads_nowhere(rest: str) -> None:
    assert lead(f"{ROOT}{rest}").to == "nowhere"


@pytest.mark.parametrize(
    "address",
    [
        "https://other.example.org/kb/runbooks/node/", "https://book.example.org/runbooks/node/",
        "https://book.example.org/kbx/", "ftp://book.example.org/kb/", "mailto:team@example.org",
        "https://runbooks.example.net/{{ $labels.alertname }}",
    ],
)  # fmt: skip
def test_what_is_not_of_this_site_is_elsewhere(address: str) -> None:
    """Another host, another folder of the same one."""
    assert lead(address) == Lead("elsewhere")


@pytest.mark.parametrize("address", ["runbooks/node.md", "/runbooks/node/", "https://[x", "see RB-0001", "https:"])
def test_what_is_no_address_leads_nowhere(address: str) -> None:
    assert lead(address).to == "nowhere"


def test_the_site_is_known_by_each_of_its_addresses() -> None:
    """However host and scheme are written; one that is none is passed over."""
    roots = ("", "book", "http://Book.example.org", "https://wiki.example.org/incidents/")
    for address in ("https://BOOK.example.org/runbooks/node/", "http://wiki.example.org/incidents/runbooks/node/"):
        assert lead(address, *roots).to == "here"
    assert lead(f"{ROOT}runbooks/node/", "", "book") == Lead("elsewhere")
    assert lead("https://book.example.org/kb/zzz", "https://book.example.org", ROOT).to == "nowhere"
    assert lead("https://book.example.org/kb/runbooks/node", "https://book.example.org", ROOT).to == "here"


@pytest.mark.parametrize(
    ("address", "to", "why"),
    [
        (f"{ROOT}runbooks/{{{{ $labels.kind }}}}/", "varies", "labels decide; 2 pages of this site may be meant"),
        (f"{ROOT}runbooks/no{{{{ $labels.kind }}}}/", "varies", ONE_MAY_BE),
        (
            f"{ROOT}{{{{ $a }}}}books/{{{{ $b }}}}od{{{{ $c }}}}",
            "varies",
            ONE_MAY_BE,
        ),
        (
            f"{ROOT}{'{{ $a }}a' * 500}{'{{ $a }}' * 500}",
            "nowhere",
            NONE_CAN_BE,
        ),
        (f"{ROOT}runbook/{{{{ $labels.kind }}}}/", "nowhere", NONE_CAN_BE),
        ("https://{{ $labels.host }}/kb/", "varies", "labels decide on which host it is"),
        ("{{ $externalURL }}/kb/", "varies", "labels decide on which host it is"),
        ("https://book.example.org/{{ $labels.at }}/x", "varies", "labels decide whether it leads here"),
        (f"{ROOT}{{{{ if $labels.a }}}}a{{{{ else }}}}b{{{{ end }}}}", "varies", "a template chooses it"),
        (f"{ROOT}runbook/{{{{ $labels.kind", "nowhere", NONE_CAN_BE),
    ],
)
def test_labels_may_be_anything(address: str, to: str, why: str) -> None:
    """An address leads nowhere only if it does so whatever they are."""
    found = lead(address)
    assert (found.to, found.why) == (to, why)


def test_without_an_address_nothing_leads_anywhere() -> None:
    assert lead("") == Lead("none")
