"""Files that are made when they are asked for."""

from incidentbook.builds import build
from incidentbook.mkdocs_host.owed import AT_ONCE, Owed
from tests.plain_books import Book, book, contents

__all__ = ["book"]

OTHERS = 10
"""Pages and generated files of a plain book before any is added; of each page added a second leads to it."""
URL = "http://127.0.0.1:8000/"


def preview(book: Book) -> Owed:
    """Build as for a preview, and return what was put off."""
    found: list[Owed] = []
    config = book.folder / "mkdocs.yml"
    assert build(config, site_dir=book.site, command="serve", site_url=URL, put_off=found.append) == 0
    return found[0]


def test_a_page_made_later_is_the_same_page(book: Book) -> None:
    """Byte for byte that of a full build, and made once."""
    for number in range(AT_ONCE):
        book.write(f"incidents/n{number}.md", f"---\ntitle: N{number}\n---\n## Impact\n\nLike [a](a.md).\n")
    owed = preview(book)
    assert len(owed) == 2 * AT_ONCE + OTHERS
    assert "incidents/n1/index.html" in owed
    made = {path: owed.make(path) for path in [f"incidents/n{number}/index.html" for number in range(AT_ONCE)]}
    assert owed.make("incidents/n1/index.html") is None
    assert len(owed) == AT_ONCE + OTHERS
    whole = book.folder / "whole"
    build(book.folder / "mkdocs.yml", site_dir=whole, command="serve", site_url=URL)
    assert made == {path: content for path, content in contents(whole).items() if path in made}


def test_a_generated_file_made_later_is_the_same_file(book: Book) -> None:
    """Byte for byte that of a full build; and once it has changed, the one of before is not taken for it."""
    whole = book.folder / "whole"
    for number in range(2 * AT_ONCE):
        book.write(f"incidents/n{number}.md", f"---\ntitle: N{number}\n---\nText.\n")
        if number + 1 == AT_ONCE:
            book.build(into=book.site)
    for _ in range(2):
        owed = preview(book)
        assert "counts.csv" in owed
        build(book.folder / "mkdocs.yml", site_dir=whole, command="serve", site_url=URL)
        assert owed.make("counts.csv") == contents(whole)["counts.csv"]
        assert owed.make("id/n99/index.html") == contents(whole)["id/n99/index.html"]
        assert owed.make("counts.csv") is None


def test_a_few_pages_are_not_put_off(book: Book) -> None:
    """Whoever edits one sees at once what is wrong with it."""
    assert len(preview(book)) == 0


def test_what_was_put_off_is_put_off_again(book: Book) -> None:
    """The next build knows that it was never made."""
    for number in range(AT_ONCE):
        book.write(f"incidents/n{number}.md", f"---\ntitle: N{number}\n---\nText.\n")
    first = preview(book)
    book.add("incidents/n1.md", "More.")
    again = preview(book)
    assert len(again) == len(first)
    assert b"More." in (again.make("incidents/n1/index.html") or b"")
