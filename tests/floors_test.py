"""Imports point downward only, and hosts and engines stay where they can be replaced."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

PACKAGE = Path(__file__).parents[1] / "generator" / "incidentbook"

# What stands directly in the package, module or folder. A new one is entered here, on the lowest floor it
# can stand on; `ARCHITECTURE.md` says what each floor is for.
FLOORS = tuple(
    set(parts.split())
    for parts in (
        """
        __init__ beside calendars collector definitions dense_markup diagnostics errors freshness html_balance
        instants literal_markdown locks markdown_text mentions pasted periods plain_text program public_holidays
        sensitive spans stemming terms text versions typed_times written_durations written_yaml
        """,
        "articles examples fields kinds policies schemas services settings",
        """
        alert_rules
        book cache catalogue files ignores load parsing redaction source tagged_milestones timelines validation
        withholding yaml_faults yaml_text
        """,
        """
        arrivals article_edits import_places import_records imported_values importers merging yaml_edits
        coverage coverage_findings runbook_addresses
        article_changes comparison finding_changes likenesses quarter_changes
        addresses announced asking assignment availability changes checking choices clock_runs counting
        distributions downtime durations drafts duplicates evaluation evidence facets file_findings fixes graph
        happening_now impairments intervals interviews judgements likely_issues linking links matching
        milestone_faults named_services names numbering numbers open_actions passages past_figures past_reports
        postings prose query ranking recurrence renaming repairs resemblance rule_texts rules search
        search_index searchable selection signatures similar
        similar_incidents similar_memory sla statistics stints targets telling traits ways_out weights
        """,
        "api article_templates exporters findings_shown records search_files search_overviews site templating views",
        """
        import_effects import_report import_sources imported_services importing
        coverage_report rule_files
        comparison_frame comparison_json comparison_markdown earlier_book file_links
        __main__ authoring begun browser_search builds changed_files claimed_folder cli commands figures fixing formats
        git history match_report match_results mkdocs_host new_book new_files pasted_input placing plugin project
        prompts report results searched_book serving source_addresses swap trees watching written_files
        """,
    )
)

HOST_MODULES = {"plugin", "mkdocs_host", "builds", "serving", "commands"}
ONLY_IN = {
    "mkdocs": HOST_MODULES,
    "material": HOST_MODULES,
    "whoosh": {"search"},
}


class Import(NamedTuple):
    """One import: the file and line it stands in, what that file is part of, and the module named."""

    file: str
    line: int
    part: str
    module: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} imports {self.module}"


def floor_of(part: str) -> int | None:
    return next((number for number, parts in enumerate(FLOORS) if part in parts), None)


def imports() -> Iterator[Import]:
    for file in sorted(PACKAGE.rglob("*.py")):
        relative = file.relative_to(PACKAGE)
        part = relative.parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"), file)):
            for module in _modules(node):
                yield Import(relative.as_posix(), getattr(node, "lineno", 0), part, module)


def _modules(node: ast.AST) -> list[str]:
    """Name what a node imports, a literal given to `import_module` included; nothing for any other node."""
    match node:
        case ast.Import(names=names):
            return [name.name for name in names]
        case ast.ImportFrom(module="incidentbook", names=names):
            return [f"incidentbook.{name.name}" for name in names]
        case ast.ImportFrom(module=module, level=level):
            return ["." * level + (module or "")]
        case ast.Call(
            func=ast.Name(id="import_module" | "__import__") | ast.Attribute(attr="import_module"),
            args=[ast.Constant(value=str(module)), *_],
        ):
            return [module]
    return []


def test_every_module_stands_on_a_floor() -> None:
    parts = {path.name.removesuffix(".py") for path in PACKAGE.iterdir() if path.name != "__pycache__"}
    parts -= {"py.typed", "templates"}
    assert {part for part in parts if floor_of(part) is None} == set(), "enter it in FLOORS"
    assert {part for floor in FLOORS for part in floor} - parts == set(), "no longer there"


def test_no_import_points_up() -> None:
    up = []
    for found in imports():
        package, _, rest = found.module.partition(".")
        if package != "incidentbook":
            continue
        below, here = floor_of(rest.split(".")[0] or "__init__"), floor_of(found.part)
        if below is not None and here is not None and below > here:
            up.append(f"{found} (floor {here} to {below})")
    assert up == []


def test_imports_are_absolute() -> None:
    """A relative import would hide from the test above where it leads."""
    assert [str(found) for found in imports() if found.module.startswith(".")] == []


@pytest.mark.parametrize("package", ONLY_IN)
def test_a_replaceable_package_is_imported_only_where_it_is_adapted(package: str) -> None:
    elsewhere = [
        str(found)
        for found in imports()
        if found.module.partition(".")[0] == package and found.part not in ONLY_IN[package]
    ]
    assert elsewhere == []
