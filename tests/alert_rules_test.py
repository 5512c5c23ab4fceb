"""The alerts of rule files: whatever form they are in, each is found with its place, and no file ends the reading."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.alert_rules import BOUNDS, AlertRule, AlertRules, read_rules

RULES = """\
groups:
  - name: nodes
    rules:
      - record: node:load
        expr: 1
      - alert: NodeDown
        expr: up == 0   # of the exporter
        labels: {severity: critical}
        annotations:
          summary: "{{ $labels.node }} is down"
          runbook_url: https://book.example.org/runbooks/node/
      - alert: NodeSlow
"""
MANIFEST = f"""\
# of the platform
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: {{name: nodes}}
spec:
{"".join(f"  {line}" for line in RULES.splitlines(keepends=True))}"""
ITEM = "".join(f"    {line}" for line in MANIFEST.splitlines(keepends=True)).replace("    #", "  - #", 1)


def read(text: str | bytes) -> AlertRules:
    return read_rules([("rules.yml", text.encode() if isinstance(text, str) else text)])


def names(text: str | bytes) -> list[str]:
    return [rule.name for rule in read(text).rules]


def test_an_alert_has_its_place_group_severity_and_address() -> None:
    """Recording rules are none."""
    assert read(RULES).rules == (
        AlertRule(
            "NodeDown", "rules.yml", 6, 16, "nodes", "critical", "https://book.example.org/runbooks/node/", 11, 24
        ),
        AlertRule("NodeSlow", "rules.yml", 12, 16, "nodes", "", "", 12, 16),
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (MANIFEST, 11),
        (f"kind: Deployment\nspec: {{groups: 3}}\n---\n{MANIFEST}", 14),
        (f"%YAML 1.1\n---\n{MANIFEST}...\n---\n# nothing more\n", 13),
        (f"apiVersion: v1\nkind: List\nitems:\n{ITEM}", 14),
        (RULES.replace("\n", "\r\n"), 6),
        (f"\ufeff{RULES}", 6),
        (RULES.encode("utf-16"), 6),
    ],
)
def test_it_is_found_in_every_form(text: str | bytes, line: int) -> None:
    """In a manifest, behind other documents, in a list; with other line ends, a byte order mark, as UTF-16."""
    found = read(text)
    assert [(rule.name, rule.line) for rule in found.rules] == [("NodeDown", line), ("NodeSlow", line + 6)]
    assert found.faults == ()
    assert found.paths == ("rules.yml",)


def test_json_is_read_too() -> None:
    """Of a file, and as the API of Prometheus answers."""
    assert names('{"groups": [{"name": "a", "rules": [{"alert": "A"}]}]}') == ["A"]
    answer = (
        '{"data": {"groups": [{"rules": [{"name": "A", "type": "alerting"}, {"name": "b", "type": "recording"}]}]}}'
    )
    assert names(answer) == ["A"]


def test_what_is_taken_over_counts() -> None:
    """Anchors, aliases and `<<` are YAML like any other."""
    text = (
        "x: &usual {runbook_url: https://a.example}\ngroups:\n- name: g\n  rules:\n"
        "  - alert: A\n    annotations: {<<: *usual, summary: s}\n  - alert: B\n    annotations: {<<: [*usual]}\n"
    )
    assert [rule.runbook_url for rule in read(text).rules] == ["https://a.example"] * 2
    assert read(text).faults == ()


@pytest.mark.parametrize(
    "text",
    [
        "", "a", "- a\n- b", "groups:", "groups: {a: 1}", "groups: [1, null, [x]]", "groups: [{rules: {alert: A}}]",
        "groups: [{rules: [alert, null, {alert: }, {alert: [A]}, {alert: {a: b}}]}]", "spec: [groups]", "items: 7",
        "kind: ConfigMap\ndata: {groups: text}", "broken: [", "\x00", "items: [{items: [{groups: []}]}]",
    ],
)  # fmt: skip
def test_what_holds_no_alerts_is_passed_over(text: str) -> None:
    """Whatever else it is: a folder has other files, too."""
    assert read(text) == AlertRules((), ("rules.yml",), ())


def test_of_a_broken_file_what_is_above_the_mistake_is_read() -> None:
    """And the mistake is said with its place; what is another document is whole."""
    broken = RULES.replace("alert: NodeSlow", "alert: 'NodeSlow")
    found = read(f"{broken}---\n{RULES}")
    assert [rule.name for rule in found.rules] == ["NodeDown", "NodeDown", "NodeSlow"]
    (fault,) = found.faults
    assert (fault.code, fault.severity, fault.line, fault.column) == ("malformed-rules", "error", 12, 16)
    assert fault.message == "A quotation mark is opened here and never closed"


def test_a_helm_template_is_told_as_one() -> None:
    text = "{{- if .Values.rules }}\ngroups:\n- rules:\n  - alert: A\n    expr: {{ include 'x' . }}\n{{- end }}\n"
    faults = read(text).faults
    assert faults
    assert {fault.hint for fault in faults} == {
        "It looks like a Helm template: render it with `helm template`, and name what that gives."
    }


def test_a_file_in_another_encoding_is_told() -> None:
    """What can be read of it is."""
    found = read(RULES.replace("is down", "h\xe4ngt").encode("latin-1"))
    assert [rule.name for rule in found.rules] == ["NodeDown", "NodeSlow"]
    assert [(fault.line, fault.message) for fault in found.faults] == [(10, "This is not UTF-8")]


def test_hostile_files_are_read_as_far_as_is_good() -> None:
    """Aliases of aliases give no millions of alerts; deep nesting, a huge file and many documents end nothing."""
    groups = f"g: &g {{rules: [{','.join(['{alert: A}'] * 100)}]}}\nh: &h [{','.join(['*g'] * 1_000)}]\n"
    assert len(names(f"{groups}items: [{','.join(['{groups: *h}'] * 1_000)}]\n")) < BOUNDS.nodes
    assert [fault.code for fault in read(f"alert:\n{'[' * 100_000}").faults] == ["malformed-rules"]
    assert names("---\n" * 50_000 + RULES) == ["NodeDown", "NodeSlow"]
    (fault,) = read(f"alert: {'x' * BOUNDS.characters}").faults
    assert fault.message == "This has more than 8,000,000 characters"


@given(st.binary(max_size=200), st.text(max_size=200))
def test_no_bytes_end_the_reading(content: bytes, text: str) -> None:
    """Whatever a file holds, a file with alerts after it is read."""
    found = read_rules([("a", content), ("b", f"groups:\n- {text}".encode()), ("c", RULES.encode())])
    assert [rule.name for rule in found.rules if rule.path == "c"] == ["NodeDown", "NodeSlow"]
    assert all(fault.line > 0 and fault.column > 0 for fault in found.faults)
