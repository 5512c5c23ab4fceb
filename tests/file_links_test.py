"""Where files can be looked at."""

import pytest

from incidentbook.file_links import file_links


@pytest.mark.parametrize(
    ("environment", "folder", "line"),
    [
        ({"GITHUB_SERVER_URL": "https://x.example", "GITHUB_REPOSITORY": "a/b"}, "a/b/blob", "?plain=1#L7"),
        ({"CI_PROJECT_URL": "https://x.example/a/b"}, "a/b/-/blob", "?plain=1#L7"),
        ({"BITBUCKET_GIT_HTTP_ORIGIN": "https://x.example/a/b"}, "a/b/src", "#lines-7"),
        ({"GITHUB_SERVER_URL": "https://x.example"}, "", ""),
        ({}, "", ""),
    ],
)
def test_pipelines_say_where(environment: dict[str, str], folder: str, line: str) -> None:
    """Whatever is in a path, it cannot leave the address."""
    links = file_links(None, environment)
    file = f"https://x.example/{folder}/abc/kb/a%20%C3%BC%3E%29.md" if folder else ""
    assert links.address("kb/a ü>).md", "abc") == file
    assert links.address("kb/a ü>).md", "abc", 7) == file + line


def test_an_option_says_it_better() -> None:
    """With what it does not need left out."""
    links = file_links("https://x.example/{path}", {"CI_PROJECT_URL": "https://gitlab.com/team/book"})
    assert links.address("{commit}/a.md", "abc", 7) == "https://x.example/%7Bcommit%7D/a.md"
