"""Which service of the catalogue is meant by what alerts and logs call it: a host, a pod, a container."""

import re
from collections.abc import Iterable

from incidentbook.book import Book

_APPENDED = re.compile(r"-(?:[a-z0-9]*[0-9][a-z0-9]*|[bcdfghjklmnpqrstvwxz]{5})\Z")
"""What a cluster appends to the name of what it runs: something with a digit, or five letters without a vowel."""


class NamedServices:
    """The names of a book's services."""

    def __init__(self, book: Book) -> None:
        """Know the keys, the aliases and the names of all services; of two alike the key counts first."""
        self.by_name = {alias.lower(): key for alias, key in book.service_aliases.items()}
        """Keys by what services are called, in small letters."""
        self.by_name |= {service.name.lower(): key for key, service in book.services.items() if service.name}
        self.by_name |= {key.lower(): key for key in book.services}

    def keys(self, said: Iterable[str]) -> tuple[str, ...]:
        """Return the keys of the services that are meant, each once; what is no service is left out."""
        return tuple(dict.fromkeys(filter(None, map(self._key, said))))

    def _key(self, said: str) -> str:
        for name in _forms(said.lower()):
            if name in self.by_name:
                return self.by_name[name]
        return ""


def _forms(said: str) -> Iterable[str]:
    """Yield a name and what is left of it without scheme, path, port, domain and what a cluster appends."""
    yield said
    host = (said.partition("://")[2] or said).partition("/")[0]
    host = host.rpartition(":")[0] or host
    yield host
    for name in (host.partition(".")[0], said.rpartition("/")[2]):
        yield name
        while (shorter := _APPENDED.sub("", name)) != name:
            yield (name := shorter)
