"""A mapping is data: what is wrong in it is said with its line, and those that are shipped have nothing wrong."""

import pytest

from incidentbook.errors import IncidentbookError
from incidentbook.importers.tool_mapping import mappings, read_mapping

GOOD = """\
title: Tool
files: "`rows`"
records: rows
key: id
kinds:
  - kind: incident
fields:
  title: name
"""


def refused(text: str) -> str:
    with pytest.raises(IncidentbookError) as caught:
        read_mapping("own.yml", text.encode())
    return str(caught.value)


def test_a_rule_is_an_expression_several_or_a_mapping() -> None:
    """The short forms mean what the long one says."""
    several = read_mapping("own.yml", GOOD.replace("name", "[name, {x: y}.z]").replace("{x: y}.z", "other").encode())
    assert read_mapping("own.yml", GOOD.encode()).fields["title"].from_ == ("name",)
    assert several.fields["title"].from_ == ("name", "other")
    long = read_mapping("own.yml", GOOD.replace("name", "{from: name, as: line}").encode())
    assert long.fields["title"].from_ == ("name",)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("title: name", "title: 'name['", "own.yml, line 8, column 10: `fields.title`: `name[` is no JMESPath"),
        ("title: name", "title: {from: name, as: plian}", "there is no converter `plian`. Did you mean `plain`?"),
        ("title: name", "title: {form: name}", "line 8, column 11: There is no key `form` here. Did you mean `from`?"),
        ("records: rows\n", "", "The key `records` is missing"),
        ("kind: incident", "kind: accident", "line 6"),
        ("key: id", "key: [id", "own.yml, line"),
        ("key: id", "key: &a [*a, *a]", "own.yml, line"),
        ("key: id", "key: " + "[" * 60, "own.yml, line"),
        ("key: id", "keys: id", "There is no key `keys` here. Did you mean `key`?"),
    ],
)
def test_the_first_mistake_is_said_with_its_place(before: str, after: str, said: str) -> None:
    """File, line, column, and what to write instead where that is known."""
    assert said in refused(GOOD.replace(before, after))


def test_what_is_shipped_covers_the_tools_and_says_what_it_reads() -> None:
    """Each has a title and a sentence for who gives it another tool's file."""
    shipped = mappings()
    assert set(shipped) == set(
        "alertmanager datadog dynatrace github jira nagios newrelic opsgenie pagerduty servicenow splunk statuspage "
        "zabbix zendesk".split()
    )
    assert all(one.title and ("`" in one.files or "list" in one.files) for one in shipped.values())
