"""What things are called outside of a book: IDs that no two have, and addresses that any program takes."""

from collections import Counter
from urllib.parse import quote, urlsplit

from incidentbook.book import Book
from incidentbook.records.shape import url_of
from incidentbook.views.references import elsewhere
from incidentbook.views.view import Shown


def ids_by_path(book: Book) -> dict[str, str]:
    """Return the name of each article by its path: its ID; of several of a kind with one (`INC-NEW`) the first has it,
    and the others have their paths.
    """
    seen: Counter[tuple[str, str]] = Counter()
    found = {}
    for article in book.articles():
        seen[article.kind, article.id] += 1
        found[article.path] = article.id if seen[article.kind, article.id] == 1 else article.path
    return found


def page_address(shown: Shown, path: str) -> str:
    """Return the URL of a page by its path; empty where nobody says where the site is."""
    return web_address(url_of(path, shown.site_url))


def web_address(said: str) -> str:
    """Return a reference as a URL; empty where it is none of the web."""
    address = elsewhere(said).address
    if not address.startswith(("http://", "https://")) or not urlsplit(address).netloc:
        return ""
    return quote(address, safe="%/:?#[]@!$&'()*+,;=~")
