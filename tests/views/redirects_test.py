"""Redirects: every name and every former address, and nothing overwritten."""

import pytest

from incidentbook.addresses import alias_file
from incidentbook.views import redirects
from tests.views.list_book import incident, known_issue, rendered, shown_book, view_at


def paths_of(texts: dict[str, str]) -> list[str]:
    return [view.path for view in redirects.views(shown_book(texts))]


def test_every_name_leads_to_its_page() -> None:
    """Incidents, known issues, and symptoms wherever they are described."""
    texts = {
        "incidents/2026/a.md": incident("2026-0042"),
        "known-issues/a.md": known_issue("0007", "symptoms: [{id: hang, text: Requests hang}]\n"),
    }
    assert paths_of(texts) == ["id/INC-2026-0042/index.html", "id/KI-0007/index.html", "id/hang/index.html"]


def test_a_redirect_works_without_script_and_below_a_path() -> None:
    """Its address is relative, in the refresh, the canonical link and the link for a person."""
    shown = shown_book({"incidents/2026/a.md": incident("2026-0042", title="<Pool>")})
    text = rendered(view_at(redirects.views, shown, "id/INC-2026-0042/index.html"))
    assert text.count("../../incidents/2026/a/") == 3
    assert '<html lang="en">' in text
    assert "<title>INC-2026-0042: &lt;Pool&gt;</title>" in text
    assert "<script" not in text


def test_an_alias_leads_to_its_article() -> None:
    """From the place it names."""
    texts = {"incidents/a.md": incident("2026-0001", "aliases: [incidents/old-name/, /x/y.html]\n")}
    assert paths_of(texts)[1:] == ["incidents/old-name/index.html", "x/y.html"]


@pytest.mark.parametrize(
    "alias",
    [
        "incidents/b/", "incidents/", "incidents/2026/", "services/mail/", "actions.md", "about.md", "404.html",
        "sitemap.xml", "img/a.png", "id/INC-2026-0002", "/", "assets/x",
        "incidents/b/index.json", "incidents/a/index.md/x", "api/incidents.json", "feeds/services/mail.xml/x",
        "llms.txt",
    ],
)  # fmt: skip
def test_an_alias_never_takes_the_place_of_something_else(alias: str) -> None:
    """A page, a list, an attachment, a file of the host, an earlier redirect."""
    texts = {
        "incidents/a.md": incident("2026-0001", f"aliases: ['{alias}']\nservices: [mail]\n") + "![](../img/a.png)\n",
        "incidents/b.md": incident("2026-0002"),
        "about.md": "Hello",
        "img/a.png": "",
    }
    assert paths_of(texts) == ["id/INC-2026-0001/index.html", "id/INC-2026-0002/index.html"]


@pytest.mark.parametrize(
    "alias", ["../x", "a/../../x", "https://example.org/x", "a?b", "a#b", "C:\\x", ".git/x", "\x00"]
)
def test_an_alias_stays_inside_the_site(alias: str) -> None:
    """What cannot be a path of the site is no alias."""
    assert alias_file(alias) is None


@pytest.mark.parametrize("alias", ["a/b", "a/b/", "/a/b/", "a/b.md", "a/b/index.md", "a/b/index.html", "a//b", "./a/b"])
def test_an_alias_may_be_written_in_any_usual_way(alias: str) -> None:
    """All of these are one."""
    assert alias_file(alias) == "a/b/index.html"


def test_articles_without_an_id_yet_have_no_address_to_share() -> None:
    """INC-NEW may be several."""
    assert paths_of({"incidents/a.md": incident("NEW", detected="2026-01-01")}) == []
