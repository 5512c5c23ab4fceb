"""incidentbook: a folder of Markdown articles in, a linked, searchable site out."""

__version__ = "0.1.0"
