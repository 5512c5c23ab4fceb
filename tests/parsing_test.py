"""One file taken apart, and who may read it."""

import pytest

from incidentbook.kinds.known_issue.model import IssueSymptom
from incidentbook.parsing import loose_ids, loose_paths, parse, sections_of, symptom_name, symptom_name_of
from tests.books import article, incident


def audience(text: str | bytes, *, of_article: bool = True) -> str:
    content = text.encode() if isinstance(text, str) else text
    return parse("incidents/a.md", content, article=of_article).audience


@pytest.mark.parametrize("said", ["public", "internal", "restricted"])
def test_the_audience_is_the_one_that_is_said(said: str) -> None:
    """In an article and in an ordinary page."""
    assert audience(incident(f"audience: {said}")) == said
    assert audience(f"---\naudience: {said}\n---\n", of_article=False) == said


def test_without_a_word_the_audience_is_internal() -> None:
    """Nothing is published that nobody said is public."""
    assert audience(incident()) == "internal"
    assert audience("text", of_article=False) == "internal"


@pytest.mark.parametrize(
    "front_matter",
    [
        "audience: publik",
        "audience: Public",
        "audience: [public]",
        "audience:",
        "audience: {is: public}",
        "audience: ''",
        "Audience: public",
        "audiance: restricted",
        "AUDIENCE: restricted",
        "aud1ence: restricted",
        "times2: {audience: restricted}",
        "services:\n  - id: x\n    audience: restricted",
        "audience: restricted\naudience: public",
        "audience: public\nx: [",
        "audience: public\nx: y: z",
    ],
)
def test_in_doubt_nobody_may_read_it(front_matter: str) -> None:
    """A misspelt key, one indented too far, one written twice, anything else that is broken."""
    assert audience(incident(front_matter)) == "restricted"


@pytest.mark.parametrize(
    "content",
    [
        "",
        "audience: public\ntitle: x\n",
        "---\naudience: public\ntitle: x\n",
        " ---\n audience: public\n ---\n",
        b"---\naudience: public\ntitle: \xff\n---\n",
        "---\n- audience: public\n---\n",
    ],
)
def test_a_file_that_could_not_be_read_whole_is_for_the_fewest(content: str | bytes) -> None:
    """What it says of its readers may not be all that it says."""
    assert audience(content) == "restricted"


def test_a_key_of_a_teams_own_may_be_called_as_it_likes() -> None:
    """Below `extra` it is theirs."""
    assert audience(incident("audience: public\nextra: {audience: board}")) == "public"
    assert audience(incident("audience: public\nextra: {audiences: [a]}")) == "public"


def test_what_could_be_an_id_is_found_everywhere() -> None:
    """In code, in addresses, in longer words, in any case, and in the front matter."""
    text = article(
        "title: INC-2026-0001", "`ki-0002` /id/RB-0003/ xx_MNT-2026-0004-x INC-NEW-secret WIKI-0007 a-b 2026-01-02"
    )
    assert loose_ids(text) == (
        "INC-2026-0001",
        "INC-NEW-SECRET",
        "KI-0002",
        "MNT-2026-0004",
        "RB-0003",
        "WIKI-0007",
    )


def test_what_could_be_a_path_is_found_everywhere() -> None:
    """Whole, whatever stands around it."""
    text = "see ../a/b.md and (incidents/x.md#foo), `symptoms/y`: z.md or <a href='../q/'>"
    assert set(loose_paths(text)) >= {"../a/b.md", "incidents/x.md#foo", "symptoms/y", "z.md", "../q/"}


def test_a_body_is_cut_at_its_headings() -> None:
    """Each with the name of its kind; what stands before the first has none, and nothing is lost."""
    body = "Intro\n\n## Root cause\na\n\n### Detail\n\n```\n## no\n```\n\n## Own words\nb\n\n## Mitigation:\nc\n"
    sections = sections_of(body, "known-issue")
    assert [(one.title, one.name) for one in sections] == [
        ("", ""),
        ("Root cause", "cause"),
        ("Own words", "own-words"),
        ("Mitigation:", "workaround"),
    ]
    assert "".join(line for one in sections for line in one.text.split("\n")) == "".join(body.split("\n"))
    assert [one.name for one in sections_of("## A\n", "incident")] == ["a"]
    assert [one.text for one in sections_of("a\n", "incident")] == ["a\n"]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"text": "Requests hang"}, "ki-0007-requests-hang"),
        ({"text": "Requests hang", "id": "hang"}, "hang"),
        ({"id": "checkout-504"}, "checkout-504"),
        ({"text": "要求がハングする"}, "ki-0007-b4d20b02"),
        ({"text": "!?"}, "ki-0007-692b6005"),
    ],
)
def test_a_symptom_has_a_name_that_can_stand_in_an_address(said: dict[str, str], name: str) -> None:
    """Before it has been checked and afterwards; texts in other letters have names that differ."""
    made = symptom_name("KI-0007", IssueSymptom.model_validate(said))
    assert made == symptom_name_of("KI-0007", {**said})
    assert made == name
    assert symptom_name("KI-0007", IssueSymptom(text="別の症状")) != symptom_name(
        "KI-0007", IssueSymptom(text="要求がハングする")
    )
