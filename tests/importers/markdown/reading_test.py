"""Markdown folders as articles, from files in our own words."""

import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentbook.errors import IncidentbookError
from incidentbook.importers.converters import Context
from incidentbook.importers.imported import Imported
from incidentbook.importers.markdown.mapping import MarkdownMap, read_map, ready_map, ready_maps
from incidentbook.importers.markdown.reading import documents_of, read_documents, read_markdown, skipped
from tests.imported_books import book_of


def imported(mapping: str | MarkdownMap, **files: str) -> list[Imported]:
    """Read files, whose names have `_` for `-` and no ending, with a ready mapping."""
    known = ready_map(mapping) if isinstance(mapping, str) else mapping
    texts = {f"{name.replace('_', '-').lstrip('-')}.md": textwrap.dedent(text).encode() for name, text in files.items()}
    return list(read_markdown("", texts, known))


def one(mapping: str | MarkdownMap, text: str, name: str = "_2024_03_04_pool") -> Imported:
    (article,) = imported(mapping, **{name: text})
    return article


REPORT = """\
    ---
    title: Checkout refuses orders
    ---
    # Checkout refuses orders

    - **Key events**
      - First detected 2024-03-04 09:12
      - Incident declared: 2024-03-04 9.20
      - Repaired: 2024-03-04 1040
      - Resolved 2024-03-04 (clock time unknown)

    - **Time to repair**: 1h 28m

    - **Time to resolve**: 2h (office hours only)

    - **Identified**: An alert went off

    - **Impact**:
      - Orders failed
        - in one region

    - **Context**:
      - 2024-03-04 09:12 The alert
      - 09:30 Somebody looks
        at the wrong thing
      - 00:15 Night falls

    - **Resolution**: The pool was made larger

    - **Review actions**:
      1. Watch the pool
"""


def test_labels_become_keys_and_sections() -> None:
    """What is wholly understood is in the front matter alone, the rest stays where it was."""
    article = one("moj", REPORT)
    assert article.front_matter == {
        "title": "Checkout refuses orders",
        "review": "draft",
        "zone": "Europe/London",
        "times": {
            "detected": "2024-03-04 09:12",
            "declared": "2024-03-04 09:20",
            "mitigated": "2024-03-04 10:40",
            "resolved": "2024-03-04",
        },
        "stated": {"mitigate": "1h 28m", "resolve": "2h"},
    }
    assert article.body == textwrap.dedent("""\
        ## Key events

        - Resolved 2024-03-04 (clock time unknown)

        - **Time to resolve**: 2h (office hours only)

        ## Detection

        An alert went off

        ## Impact

        - Orders failed
          - in one region

        ## Timeline

        - 2024-03-04 09:12 The alert
        - 2024-03-04 09:30 Somebody looks
          at the wrong thing
        - 2024-03-05 00:15 Night falls

        ## Resolution

        The pool was made larger

        ## Follow-up

        1. Watch the pool
        """)
    assert (article.kind, article.name, article.key) == (
        "incident",
        "2024/2024-03-04-pool.md",
        "markdown:2024-03-04-pool.md",
    )


def test_what_is_not_understood_is_kept_and_said_with_its_line() -> None:
    article = one("moj", "- **Key events**\n  - First detected 7/5/2021 10:00\n  - Resolved 2024-03-04 10:00\n")
    (doubt,) = [remark for remark in article.remarks if "First detected" in remark.message]
    assert (doubt.file, doubt.line, doubt.lost) == ("2024-03-04-pool.md", 2, False)
    assert "- First detected 7/5/2021 10:00" in article.body


def test_a_label_that_the_mapping_does_not_know_becomes_a_section() -> None:
    article = one("moj", "- **Impact**: Orders failed\n- **Weather**: It rained\n")
    assert article.body == "## Impact\n\nOrders failed\n\n## Weather\n\nIt rained\n"
    assert [remark.line for remark in article.remarks] == [2]


def test_a_mistyped_year_is_read_as_that_of_the_file_where_the_mapping_says_so() -> None:
    text = "- **Key events**\n  - First detected 2023-03-04 09:12\n"
    article = one("moj", text)
    assert article.front_matter["times"] == {"detected": "2024-03-04 09:12"}
    assert "2023 is read as 2024" in article.remarks[0].message
    assert "First detected 2023-03-04 09:12" in article.body
    as_written = ready_map("moj").model_copy(update={"years": "as-written"})
    assert one(as_written, text).front_matter["times"] == {"detected": "2023-03-04 09:12"}


def test_a_status_page_tells_work_from_incidents() -> None:
    """A planned piece of work has a window; what its words make doubtful is said."""
    text = """\
        ---
        title: {title}
        date: 2024-03-04T09:00:00-00:00
        resolved: true
        resolvedWhen: {end}
        # Possible severity levels: down, disrupted, notice
        # somebody's note
        severity: disrupted
        affected:
          - API
          - Media Proxy (in one region)
        section: issue
        ---

        Something {word}.
    """
    fault, work, odd = imported(
        "cstate",
        a=text.format(title="Uploads fail", end="2024-03-04 9:40:00", word="broke"),
        b=text.format(title="Upgrade of the cluster", end="2024-03-04T10:00:00Z", word="unexpected happened"),
        c=text.format(title="Upgrade of the database", end="2024-03-03T10:00:00Z", word="was done"),
    )
    assert fault.front_matter == {
        "title": "Uploads fail",
        "severity": "sev2",
        "status": "resolved",
        "review": "draft",
        "zone": "UTC",
        "services": [{"id": "api", "level": "degraded"}, {"id": "media-proxy", "level": "degraded"}],
        "times": {"started": "2024-03-04 09:00", "resolved": "2024-03-04 09:40"},
        "extra": {"affected": ["API", "Media Proxy (in one region)"]},
    }
    assert "<!-- In the front matter of the source:\n# somebody's note\n-->" in fault.body
    assert "Possible severity" not in fault.body
    assert (work.kind, work.front_matter["status"]) == ("maintenance", "completed")
    assert work.front_matter["actual"] == {"from": "2024-03-04 09:00", "to": "2024-03-04 10:00"}
    assert "look whether it is an incident" in work.remarks[0].message
    assert odd.front_matter["actual"] == {"from": "2024-03-04 09:00"}
    extra = odd.front_matter["extra"]
    assert isinstance(extra, dict)
    assert (extra["severity"], extra["ended"]) == ("sev2", "2024-03-03 10:00")


def test_a_timeline_of_headings_gets_absolute_times() -> None:
    """In the zone that the report names; dates carry on, midnight passes, and what lasted says until when."""
    article = one("postmortem", """\
        # 2024-03-04, Builds hang

        ## Timeline

        All times in CET

        ### 2024-03-04 22:50

        The first build hangs.

        ```
        11:11 not a time
        ```

        ### 23:05 - Noticed

        ![graph](https://example.org/a.png)

        ### 00:20-00:40

        Restarted.

        ### Mar 6, 7:01am

        All is well.

        ## Lessons learnt

        ### What went well

        1. Luck
    """)  # fmt: skip
    assert article.front_matter["zone"] == "Europe/Paris"
    assert article.front_matter["times"] == {"started": "2024-03-04"}
    assert article.body == textwrap.dedent("""\
        ## Timeline

        All times in CET

        - 2024-03-04 22:50

            The first build hangs.

            ```
            11:11 not a time
            ```

        - 2024-03-04 23:05 Noticed

            ![graph](https://example.org/a.png)

        - 2024-03-05 00:20 (00:20-00:40)

            Restarted.

        - 2024-03-06 07:01

            All is well.

        ## Lessons learned

        ### What went well

        1. Luck
        """)


def test_a_table_of_times_keeps_its_form() -> None:
    article = one("postmortem", """\
        # A slow night

        **Severity:** Critical

        ## Timeline

        | Time (UTC) | Event |
        |---|---|
        | Mar 4, 10:18 PM | It begins |
        | Mar 5, 1:00 AM | Incident resolved |
    """)  # fmt: skip
    assert article.front_matter["severity"] == "sev1"
    assert article.front_matter["times"] == {"resolved": "2024-03-05 01:00", "started": "2024-03-04"}
    assert "| 2024-03-04 22:18 | It begins |\n| 2024-03-05 01:00 | Incident resolved |" in article.body


def test_times_of_another_zone_are_those_of_the_article() -> None:
    article = one("moj", """\
        - **Timeline**:
          - 2024-07-04 10:00 UTC Deployed
          - 2024-07-04 11:05 Noticed
    """)  # fmt: skip
    assert "- 2024-07-04 11:00 Deployed\n- 2024-07-04 11:05 Noticed" in article.body


def test_several_incidents_of_a_file_are_articles_of_their_own() -> None:
    """What belongs to none of them stays with the first, and they name each other."""
    first, second = imported("postmortem", _2024_03_04_month="""\
        # A bad month

        Twice the same.

        ## Incidents

        ### March 4, 2024 - Pool too small

        **Duration:** 23:40 to 00:28 UTC (48 minutes)
        **Impact:** Some

        ### March 9, 2024 - Pool too small again

        **Impact:** Many

        ## Lessons learned

        Size matters.
    """)  # fmt: skip
    assert first.name == "2024/2024-03-04-pool-too-small.md"
    assert first.front_matter["times"] == {"started": "2024-03-04 23:40", "mitigated": "2024-03-05 00:28"}
    assert first.front_matter["related"] == [second.key]
    assert second.key == "markdown:2024-03-04-month.md#march-9-2024-pool-too-small-again"
    assert second.front_matter["times"] == {"started": "2024-03-09"}
    assert [text in first.body for text in ("Twice the same.", "Size matters.", "(48 minutes)")] == [True] * 3
    assert second.body == "## Impact\n\nMany\n"


def test_days_of_a_timeline_are_not_incidents() -> None:
    assert len(imported("postmortem", a="# Long\n\n## Timeline\n\n### 2024-03-04\n\nx\n\n### 2024-03-05\n\ny\n")) == 1


def test_a_support_article_says_what_is_seen() -> None:
    """The first sentence, and the quoted errors with gaps for what varies; notes are no errors."""
    article = one("microsoft-support", """\
        ---
        title: Short name
        description: What this is for.
        ---
        # The service doesn't start after an update

        ## Symptoms

        Consider the following scenario:

        The service doesn't start.

        The log has:

        > Error 1069: cannot open \\<file name> on 'disk one'
        goes on here, for a long time

        > [!NOTE]
        > Nobody should look for this text anywhere.

        ```output
        2024-03-04 10:12:31.5 Fatal: pool exhausted after *Number* tries
        ```

        ## Cause

        Rust.

        ## Resolution

        Oil.
    """)  # fmt: skip
    assert (article.kind, article.front_matter["status"]) == ("known-issue", "workaround")
    assert article.front_matter["title"] == "The service doesn't start after an update"
    assert article.front_matter["symptoms"] == [
        {
            "text": "The service doesn't start.",
            "signatures": [
                "Error 1069: cannot open <*> on 'disk one'",
                "goes on here, for a long time",
                "Fatal: pool exhausted after <*> tries",
            ],
        }
    ]
    assert article.front_matter["extra"] == {"title": "Short name", "description": "What this is for."}


def test_a_document_without_symptoms_is_a_runbook() -> None:
    assert one("microsoft-support", "# How to oil\n\nDo it.\n").kind == "runbook"


def test_an_alert_runbook_is_found_by_its_alert() -> None:
    text = "# PoolTooSmall\n\n## Meaning\n\nm\n\n### Why\n\n## Diagnosis\n\nd\n\n## Escalation\n\nx\n"
    article = one("alert-runbooks", text, "PoolTooSmall")
    assert article.front_matter == {"title": "PoolTooSmall", "alerts": ["PoolTooSmall"]}
    assert article.body == text.partition("\n\n")[2]
    assert article.name == "pool-too-small.md"


def test_links_between_documents_and_pictures_come_along() -> None:
    """What leads nowhere stays as it is and is said."""
    files = {
        "docs/a/2024-03-04-one.md": b"# One\n\n[two](../b/2023-01-02-two.html#x) ![p](img/p.png) [no](gone.md)\n",
        "docs/b/2023-01-02-two.md": b"# Two\n\n[web](https://example.org/a.md) [one](../a/2024-03-04-one.md)\n",
        "docs/a/img/p.png": b"PNG",
    }
    one_, two = read_markdown("docs", files, ready_map("postmortem"))
    assert one_.body == "[two](../2023/2023-01-02-two.md#x) ![p](2024-03-04-one/p.png) [no](gone.md)\n"
    assert one_.attachments == {"2024-03-04-one/p.png": b"PNG"}
    assert [(remark.line, "gone.md" in remark.message) for remark in one_.remarks] == [(3, True)]
    assert two.body == "[web](https://example.org/a.md) [one](../2024/2024-03-04-one.md)\n"
    assert one_.key == "markdown:docs/docs/a/2024-03-04-one.md"


def test_folders_are_kept_for_what_has_no_year() -> None:
    files = {"kb/sql/A b/x.md": b"# X\n", "kb/web/x.md": b"# X\n", "kb/web/X.MD": b"# X\n"}
    names = [article.name for article in read_markdown("", files, ready_map("alert-runbooks"))]
    assert names == ["sql/a-b/x.md", "web/x.md", "web/x-2.md"]


def test_a_file_without_an_ending_is_read_if_it_looks_like_markdown() -> None:
    files = {"a/Alert": b"# Alert\n", "a/OWNERS": b"reviewers:\n", "a/b.png": b"#", "README.md": b"# x", "a/c.md": b"x"}
    mapping = ready_map("alert-runbooks")
    assert documents_of(files, mapping) == ["a/Alert", "a/c.md"]
    assert [remark.file for remark in skipped(files, mapping)] == ["README.md"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x00\x01\x02", "a.md is not text"),
        (b"# x\n\n\xff\xfe", "a.md:3 is not text"),
        (b"x" * 4_000_001, "too large"),
    ],
)
def test_what_is_no_text_stops_before_anything_is_read(content: bytes, said: str) -> None:
    with pytest.raises(IncidentbookError, match=said):
        next(read_markdown("", {"a.md": content, "0.md": b"# fine"}, ready_map("postmortem")))


@pytest.mark.parametrize(
    "front",
    ["a: [" + "[" * 5000, "title: a: b: c", "a: &x [1, *x]", "a: 1\na: 2", "a: 1\n- b"],
)
def test_front_matter_that_cannot_be_read_is_kept_as_text(front: str) -> None:
    article = one("postmortem", f"---\n{front}\n---\n# Pool\n\nText\n")
    assert front in article.body
    assert article.remarks


def test_wrong_types_move_to_extra_and_the_article_loads() -> None:
    """Nothing is lost, and nothing breaks a check."""
    article = one("cstate", """\
        ---
        title: [a, {b: c}]
        date: {x: y}
        severity: [1]
        affected: {a: b}
        resolved: [x]
        ---
    """)  # fmt: skip
    assert article.front_matter["extra"] == {
        "title": ["a", {"b": "c"}],
        "date": {"x": "y"},
        "severity": ["1"],
        "affected": {"a": "b"},
        "resolved": ["x"],
    }
    assert len(article.remarks) == 5
    _, found = book_of([article])
    assert {finding.code for finding in found if finding.severity == "error"} == {"KB202"}, "it has no time"


def test_keys_that_look_alike_are_both_kept() -> None:
    article = one("postmortem", "---\nms.date: a\nms_date: b\n---\n# Pool\n")
    assert article.front_matter["extra"] == {"ms_date": "a", "ms_date_": "b"}


def test_planned_work_is_told_by_whole_words() -> None:
    titles = {
        "Upgraded the cluster": "maintenance",
        "Planned downtime": "maintenance",
        "Upgrade brings it down": "incident",
    }
    files = {f"{at}.md": f"---\ntitle: {title}\ndate: 2024-03-04\n---\n" for at, title in enumerate(titles)}
    found = list(read_markdown("", {path: text.encode() for path, text in files.items()}, ready_map("cstate")))
    assert [article.kind for article in found] == list(titles.values())
    assert ["may be planned work" in str(article.remarks) for article in found] == [False, False, True]


def test_a_time_that_no_article_can_have_is_kept_beside() -> None:
    mapping = read_map("m.yml", b"keys: {begun: {to: times.started, as: names}}")
    article = one(mapping, "---\nbegun: noon, or so\n---\n# Pool\n", "a")
    assert article.front_matter["extra"] == {"times_started": ["noon", "or so"]}


def test_the_scale_and_the_services_of_the_book_are_used() -> None:
    context = Context(lists={"severity": ("red", "green")}, services={"media proxy": "proxy"})
    files = {"a.md": b"---\ntitle: x\nseverity: down\naffected: [Media Proxy]\n---\n"}
    (article,) = read_markdown("", files, ready_map("cstate"), context)
    assert article.front_matter["severity"] == "red"
    assert article.front_matter["services"] == [{"id": "proxy", "level": "down"}]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from([
            "# Title", "## Timeline", "### 10:12", "- 10:12 x", "- **Impact**: y", "**Severity:** P1", "```",
            "> quote", "| Time | x |", "Duration: 10:00 to 9:00", "", "    code", "---", "===", "text",
            "- First detected 2024-03-04",
            "Résumé \u202e naïve", "[x](y.md)", "All times in PST", "### Feb 30, 10:00", "<!-- c -->", "\t- z",
        ]),
        max_size=25,
    ),
    st.sampled_from(ready_maps()),
)  # fmt: skip
def test_every_line_is_kept_or_accounted_for(lines: list[str], name: str) -> None:
    """Whatever the order of lines: each is in the body as it was, or said to be elsewhere; and the article loads."""
    (read,) = read_documents("", {"2024-03-04-x.md": "\n".join(lines).encode()}, ready_map(name))
    body = {" ".join(line.split()) for article in read.articles for line in article.body.split("\n")}
    for line in read.document.lines:
        stripped = " ".join(line.text.split())
        label_value = stripped.rpartition("**:")[2].rpartition(":**")[2].strip()
        assert not stripped or stripped in body or line.number in read.taken or label_value in body, line
    _, found = book_of(read.articles)
    assert {one.code for one in found if one.severity == "error"} <= {"KB202", "KB309"}, "a draft may lack times"


def test_the_same_files_give_the_same_articles(tmp_path: Path) -> None:
    files = {f"2024-03-{day:02}-x.md": textwrap.dedent(REPORT).encode() for day in range(1, 20)}
    backwards = dict(reversed(files.items()))
    assert list(read_markdown("", files, ready_map("moj"))) == list(read_markdown("", backwards, ready_map("moj")))


def test_a_postmortem_without_an_end_is_over_all_the_same() -> None:
    """It was written afterwards: nobody is still at it. One that says how far it is keeps that."""
    (closed,) = book_of([one("postmortem", "# Pool\n")])[0].incidents
    assert (closed.fields.state, closed.fields.open) == ("resolved", False)
    assert one("postmortem", "# Pool\n\n**Status:** monitoring\n").front_matter["status"] == "monitoring"


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)), st.sampled_from(ready_maps()))
def test_no_bytes_break_an_import(content: bytes, name: str) -> None:
    """They are an article that loads, or a sentence that names the file."""
    try:
        articles = list(read_markdown("", {"a/2024-03-04-x.md": content}, ready_map(name)))
    except IncidentbookError as error:
        assert "a/2024-03-04-x.md" in str(error)  # noqa: PT017 - either is right
    else:
        assert {found.code for found in book_of(articles)[1] if found.severity == "error"} <= {"KB202"}
