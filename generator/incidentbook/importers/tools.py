"""Incidents out of the JSON that tools give: one engine, and for each tool a mapping that is data."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from incidentbook.errors import IncidentbookError
from incidentbook.importers import tool_mapping
from incidentbook.importers.imported import Imported, Remark
from incidentbook.importers.payloads import MAX_BYTES, read_documents
from incidentbook.importers.tool_articles import Importing, article_of, left_out
from incidentbook.importers.tool_records import gathered
from incidentbook.text import did_you_mean, listed

__all__ = ["MAX_BYTES", "Importing", "read_files", "read_tool", "tools"]


def tools(folder: Path | None = None) -> dict[str, tool_mapping.Mapping]:
    """Return the mappings of all tools by name, a project's own included. IncidentbookError where one is wrong."""
    return tool_mapping.mappings(folder)


def read_tool(tool: str, file: str, content: bytes, settings: Importing) -> Iterator[Imported]:
    """Return the articles of one file, as `read_files` does."""
    return read_files(tool, {file: content}, settings)


def read_files(tool: str, files: Mapping[str, bytes], settings: Importing) -> Iterator[Imported]:
    """Return the articles of a tool's files, read as one: what one says about a record of another is put together.

    IncidentbookError says what cannot be read, with its place, before there is any article.
    """
    known = tools(settings.mappings)
    if tool not in known:
        hint = did_you_mean(tool, list(known)) or f"There are {listed(list(known))}."
        raise IncidentbookError(f"There is no tool `{tool}`. {hint}")
    mapping = known[tool]
    documents = [document for file, content in files.items() for document in read_documents(file, content)]
    made: list[Imported] = []
    skipped: list[Remark] = []
    for record in gathered(mapping, documents):
        remark = left_out(mapping, record, tool, settings)
        if remark is None:
            made.append(article_of(mapping, record, tool, settings))
        else:
            skipped.append(remark)
    if skipped and not made:
        first = skipped[0]
        others = f"; the other {len(skipped) - 1:,} neither" if len(skipped) > 1 else ""
        raise IncidentbookError(f"{first.file} has nothing to import: {first.message}{others}.")
    if skipped:
        made[0] = replace(made[0], remarks=(*skipped, *made[0].remarks))
    return iter(made)
