"""Where the files of a repository can be looked at: an address for each, where the pipeline that runs tells."""

import os
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote


class FileLinks(NamedTuple):
    """Makes addresses of files as they are in a commit."""

    form: str
    """The address with `{commit}` and `{path}` in it; empty where nobody knows any."""
    line: str = ""
    """What is added to lead to a line, with `{line}` in it."""

    def address(self, path: str, commit: str, line: int = 0) -> str:
        """Return the address of a file, by its path in the repository; nothing where nobody knows one."""
        filled = self.form.replace("{commit}", commit).replace("{path}", quote(path))
        return filled + (self.line.replace("{line}", str(line)) if line and filled else "")


_NOWHERE = FileLinks("")
# The variables that a platform sets in its pipelines, and what its addresses are made of.
_PLATFORMS = (
    (("GITHUB_SERVER_URL", "GITHUB_REPOSITORY"), "{}/{}/blob/{{commit}}/{{path}}", "?plain=1#L{line}"),
    (("CI_PROJECT_URL",), "{}/-/blob/{{commit}}/{{path}}", "?plain=1#L{line}"),
    (("BITBUCKET_GIT_HTTP_ORIGIN",), "{}/src/{{commit}}/{{path}}", "#lines-{line}"),
)


def file_links(form: str | None, environment: Mapping[str, str] = os.environ) -> FileLinks:
    """Return what makes the addresses: of the form that was given, else as the pipeline that this runs in says."""
    if form is not None:
        return FileLinks(form)
    for names, address, line in _PLATFORMS:
        said = [environment.get(name, "") for name in names]
        if all(said):
            return FileLinks(address.format(*said), line)
    return _NOWHERE
