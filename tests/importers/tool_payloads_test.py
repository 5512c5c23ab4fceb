"""Every tool's payloads, in the form of its API and in our own words, become the articles that were read and approved.

`pytest tests/importers/tool_payloads_test.py --update-golden` writes those anew; read the diff.
"""

from pathlib import Path

import pytest

from incidentbook.article_edits import new_file
from incidentbook.importers.imported import Imported
from incidentbook.importers.tools import Importing, read_files, tools
from incidentbook.kinds import KINDS
from incidentbook.load import load_text
from incidentbook.settings import Settings

HERE = Path(__file__).parent
TOOLS = sorted(tools())
WITH_PERSONS = {
    "dynatrace", "github", "jira", "opsgenie", "pagerduty", "servicenow", "splunk", "zabbix", "zendesk",
}  # fmt: skip


def files_of(tool: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((HERE / "payloads" / tool).glob("*.json"))}


def imported(tool: str) -> list[Imported]:
    return list(read_files(tool, files_of(tool), Importing()))


def shown(article: Imported) -> str:
    remarks = "".join(f"> {one.file}: {one.message}\n" for one in article.remarks)
    text = new_file(article.front_matter, article.body).decode()
    return f"<!-- {article.kind} {article.key} {article.name} -->\n{remarks}{text}"


@pytest.mark.parametrize("tool", TOOLS)
def test_a_tools_payloads_become_these_articles(tool: str, request: pytest.FixtureRequest) -> None:
    """Front matter, text and remarks are as they were approved."""
    made = "\n".join(shown(article) for article in imported(tool))
    golden = HERE / "articles" / f"{tool}.md"
    if request.config.getoption("--update-golden"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(made, encoding="utf-8")
    assert made == golden.read_text(encoding="utf-8"), "--update-golden, if this is right"


@pytest.mark.parametrize("tool", TOOLS)
def test_every_value_can_be_what_it_is(tool: str) -> None:
    """A book of these articles has no mistake in a key or a value, nor anything that cannot be read."""
    articles = {
        f"{KINDS[one.kind].folder}/{one.name}": new_file(
            {"id": f"{KINDS[one.kind].id_prefix}-NEW", **one.front_matter}, one.body
        )
        for one in imported(tool)
    }
    _, found = load_text(articles, Settings())
    assert [one for one in found if one.severity == "error" and one.code[:3] in ("KB1", "KB2")] == []


def test_every_payload_is_of_a_tool() -> None:
    """No folder of payloads is left behind, and none is missing."""
    assert sorted(path.name for path in (HERE / "payloads").iterdir()) == TOOLS


@pytest.mark.parametrize("tool", TOOLS)
def test_what_was_meant_for_few_comes_only_when_it_is_asked_for(tool: str) -> None:
    """The person of all payloads, and what was said in confidence, are nowhere; on request some of it is."""
    public = "".join(map(shown, imported(tool)))
    assert "robin" not in public.lower()
    assert "angry" not in public
    private = "".join(shown(one) for one in read_files(tool, files_of(tool), Importing(private=True)))
    assert (private != public) == (tool in WITH_PERSONS)
