"""The records of a book as one JSON document; the schemas of its parts are published with the site."""

from collections.abc import Mapping

from pydantic_core import to_json

from incidentbook.exporters.book_record import book_record
from incidentbook.views.view import Shown

SUMMARY = "All records as one document."
IS_FOLDER = False


def files(shown: Shown) -> Mapping[str, bytes]:
    """Return the document."""
    return {"incidentbook.json": to_json(book_record(shown), indent=2) + b"\n"}
