"""The names of a book: what each leads to, and what is said of one that leads nowhere."""

from collections.abc import Iterable
from typing import Any

from incidentbook.articles import Article
from incidentbook.book import Book, Finding, Location
from incidentbook.graph import Target
from incidentbook.kinds import KINDS
from incidentbook.parsing import symptom_name
from incidentbook.text import did_you_mean


class Names:
    """Every name in a book with its target; two articles never share one."""

    def __init__(self, book: Book) -> None:
        """Collect the names; of two articles with the same name the first by path keeps it."""
        self.targets: dict[str, Target] = {}
        self.findings: list[Finding] = []
        self._book = book
        self._own: dict[str, Target] = {}
        for article in book.articles():
            self._claim(article, article.id, Target(article.id, article.path, article.title, article.kind), ("id",))
        taken = {article.path for article in book.articles()} | {page.path for page in book.pages}
        for issue in book.known_issues:
            for position, symptom in enumerate(issue.fields.symptoms):
                if symptom.text is None:
                    continue
                name = symptom_name(issue.id, symptom)
                target = Target(name, f"symptoms/{name}.md", symptom.text, "symptom")
                location = ("symptoms", position)
                if target.path in taken:
                    message = f"The page of this symptom would be `{target.path}`, which is taken"
                    self.findings.append(Finding(issue.path, location, "KB307", message, "Give it another `id`."))
                self._claim(issue, name, target, location)
        self._services = {
            alias: name for name, service in sorted(book.services.items(), reverse=True) for alias in service.aliases
        }
        self._by_kind: dict[str | None, list[str]] = {None: list(self.targets)}
        for name, target in self.targets.items():
            self._by_kind.setdefault(target.kind, []).append(name)

    def _claim(self, article: Article[Any], name: str, target: Target, location: Location) -> None:
        self._own.setdefault(article.path, target)
        holder = self.targets.setdefault(name, target)
        if holder.path != target.path and not name.endswith("-NEW"):
            message = f"The name `{name}` belongs to `{holder.path}` already"
            self.findings.append(Finding(article.path, location, "KB302", message, "Give one of them another."))

    def target_of(self, article: Article[Any]) -> Target:
        """Return an article as a target, even where another article holds its name."""
        return self._own[article.path]

    def resolve(
        self,
        article: Article[Any],
        kind: str | None,
        said: Iterable[tuple[Location, str]],
        findings: list[Finding],
    ) -> list[str]:
        """Return the names that exist and are of the kind, each once; report the others."""
        found: dict[str, None] = {}
        for location, name in said:
            target = self.targets.get(name)
            if target is not None and (kind is None or target.kind == kind):
                found[name] = None
                continue
            noun = KINDS[kind].singular.lower() if kind is not None else "article"
            if target is not None:
                is_a = KINDS[target.kind].singular.lower()
                message, hint = f"`{name}` is a {is_a}, not a {noun}", ""
            else:
                message = f"There is no {noun} `{name}`"
                hint = did_you_mean(name, self._by_kind.get(kind, ()))
            findings.append(Finding(article.path, location, "KB301", message, hint))
        return list(found)

    def service(self, name: str) -> str:
        """Return a service's key for its key or one of its aliases."""
        return name if name in self._book.services else self._services.get(name, name)

    def checked_service(self, article: Article[Any], location: Location, name: str, findings: list[Finding]) -> str:
        """Return a service's key; report one that the catalogue, where there is one, does not have."""
        key = self.service(name)
        if self._book.services and key not in self._book.services:
            findings.append(self.unknown_service(article.path, location, name))
        return key

    def unknown_service(self, path: str, location: Location, name: str) -> Finding:
        """Say that the catalogue does not have a service."""
        hint = did_you_mean(name, self._book.services) or "Add it to `services.yml`."
        return Finding(path, location, "KB303", f"There is no service `{name}` in `services.yml`", hint)
