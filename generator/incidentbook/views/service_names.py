"""The names of services as readers know them."""

from collections import Counter
from collections.abc import Iterable

from incidentbook.addresses import service_path
from incidentbook.articles import AffectedService
from incidentbook.book import Book


class ServiceNames:
    """What services are called; made once for a list, as every row asks."""

    def __init__(self, book: Book) -> None:
        """Read the catalogue; of services that share a name each is called by its key."""
        said = Counter(service.name for service in book.services.values() if service.name)
        self._names = {
            key: service.name if service.name and said[service.name] == 1 else key
            for key, service in book.services.items()
        }
        self.key = book.service_key

    def name(self, said: str) -> str:
        """Return what a service is called, for its key or an alias; one that is not in the catalogue, as written."""
        key = self.key(said)
        return self._names.get(key, key)

    def listed(self, used: Iterable[AffectedService]) -> tuple[str, ...]:
        """Return the names of the services that an article names, each once."""
        return tuple(dict.fromkeys(self.name(one.id) for one in used))

    def linked(self, keys: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Return each service's name and the path of its page."""
        return tuple((self.name(key), service_path(self.key(key))) for key in keys)

    def choices(self, keys: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Return keys and names for a filter, in the order of the names."""
        pairs = {self.key(key): self.name(key) for key in keys}
        return tuple(sorted(pairs.items(), key=lambda pair: (pair[1].lower(), pair[0])))
