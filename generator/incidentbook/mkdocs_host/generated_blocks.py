"""Hands the generated HTML blocks of a page past the converter, which would parse them only to leave them alone."""

import re
from html import unescape

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

NAME = "incidentbook.mkdocs_host.generated_blocks:GeneratedBlocks"
"""How the host's configuration names the extension: as text, so that it can be part of a fingerprint."""

# A generated block begins at the start of a line with an element of ours and has no blank line in it.
_BLOCK = re.compile(r'^<[a-z]+ (?:class|id)="ib-[^\n]*(?:\n(?!\n)[^\n]*)*', re.MULTILINE)
_ID = re.compile(r'\sid="([^"]+)"')


def anchors_in(markdown: str) -> set[str]:
    """Return the IDs in the generated blocks of a page: the host, which never sees those, checks links against them."""
    return {unescape(name) for block in _BLOCK.findall(markdown) for name in _ID.findall(block)}


class _Blocks(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        return _BLOCK.sub(lambda match: self.md.htmlStash.store(match[0]), text).split("\n")


class GeneratedBlocks(Extension):
    """Takes out generated blocks after code blocks (25) and before the host (21) and the converter (20) read HTML."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the converter's name
        """Register it."""
        md.preprocessors.register(_Blocks(md), "incidentbook_blocks", 22)
