"""The names of a book: what each leads to, and what is said of one that leads nowhere."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from incidentbook.articles import Article
from incidentbook.book import Book, Finding, Location
from incidentbook.graph import Target
from incidentbook.kinds import KINDS
from incidentbook.parsing import symptom_name
from incidentbook.text import did_you_mean, listed, shortened, with_article

_NUMBERED = re.compile(r"(?P<prefix>[A-Za-z]{2,6})-?(?P<year>[0-9]{4}-)?(?P<number>[0-9]{1,6})")
MAX_SUGGESTIONS = 200
"""In one book: comparing with thousands of names takes time, and nobody reads more at once."""


class Names:
    """Every name in a book with its target; two articles never share one."""

    def __init__(self, book: Book) -> None:
        """Collect the names; of two articles with the same name the first by path keeps it."""
        self.targets: dict[str, Target] = {}
        self.findings: list[Finding] = []
        self._book = book
        self._own: dict[str, Target] = {}
        self._written: dict[str, str] = {}  # by name: the article that it is written in
        self._suggested = 0
        taken: dict[str, str] = {}
        for article in book.articles():
            target = Target(article.id, article.path, article.title, article.kind)
            self._own[article.path] = target
            self._claim(article, target, ("id",))
            taken[article.path] = article.path
        taken |= {page.path: page.path for page in book.pages}
        for issue in book.known_issues:
            for position, symptom in enumerate(issue.fields.symptoms):
                if symptom.text is not None:
                    name = symptom_name(issue.id, symptom)
                    target = Target(name, f"symptoms/{name}.md", symptom.text, "symptom")
                    self._claim(issue, target, ("symptoms", position), taken.get(target.path, ""))
        self.findings += _shared_aliases(book)
        self._by_kind: dict[str | None, list[str]] = {None: list(self.targets)}
        for name, target in self.targets.items():
            self._by_kind.setdefault(target.kind, []).append(name)

    def _claim(self, article: Article[Any], target: Target, location: Location, taken: str = "") -> None:
        name, value = target.name, target.name if location == ("id",) else target.title
        holder = self._written.get(name)
        if holder is None:
            self.targets[name] = target
            self._written[name] = article.path
        elif not name.endswith("-NEW"):
            where = f"`{holder}`" if holder != article.path else "another symptom of this article"
            hint = "Give one of them another `id`."
            message = f"The name `{name}` belongs to {where} already"
            self.findings.append(Finding(article.path, location, "KB302", message, hint, value=value))
            return
        if taken:
            message = f"The page of this symptom would be `{taken}`, which is another page"
            hint = "Give the symptom another `id`."
            self.findings.append(Finding(article.path, location, "KB307", message, hint, value=value))

    def target_of(self, article: Article[Any]) -> Target:
        """Return an article as a target, even where another article holds its name."""
        return self._own[article.path]

    def resolve(
        self,
        article: Article[Any],
        kinds: Sequence[str],
        said: Iterable[tuple[Location, str]],
        findings: list[Finding],
        before: Iterable[str] = (),
    ) -> list[str]:
        """Return the names that exist and are of one of the kinds (of any, without kinds), each once.

        Everything else is reported, and so is what `before` has already.
        """
        found: dict[str, None] = {}
        known = set(before)
        own = self._own[article.path].name
        for location, name in said:
            target = self.targets.get(name)
            if target is None or (kinds and target.kind not in kinds):
                message, hint = self._unresolved(name, target, kinds)
            elif name == own and target.path == article.path:
                message, hint = f"`{name}` is this very article", "Delete it, or name another."
            elif name in found or name in known:
                message, hint = f"`{name}` is listed twice", "Keep one of the two."
            else:
                found[name] = None
                continue
            code = "KB209" if name in found or name in known else "KB301"
            findings.append(Finding(article.path, location, code, message, hint, value=name))
        return list(found)

    def _unresolved(self, name: str, target: Target | None, kinds: Sequence[str]) -> tuple[str, str]:
        nouns = [KINDS[kind].singular.lower() for kind in kinds] or ["article"]
        noun = listed(nouns, conjunction="or")
        if target is not None:
            is_a = with_article(KINDS[target.kind].singular.lower())
            return f"`{name}` is {is_a}, not {with_article(noun)}", f"It is called “{shortened(target.title)}”."
        return f"There is no {noun} `{shortened(name)}`", self.suggestion(name, kinds)

    def suggestion(self, name: str, kinds: Sequence[str] = ()) -> str:
        """Return a hint at the name that was meant, with the title of its article where the name is a number."""
        self._suggested += 1
        if self._suggested > MAX_SUGGESTIONS:
            return ""
        known = [name for kind in kinds or (None,) for name in self._by_kind.get(kind, ())]
        if _NUMBERED.fullmatch(name):
            near = _nearest_number(name, set(known))
            return f"Did you mean `{near}` ({shortened(self.targets[near].title)})?" if near is not None else ""
        hint = did_you_mean(name, known)
        return hint if hint or kinds != ("symptom",) else f"Its file would be `symptoms/{shortened(name)}.md`."

    def checked_service(self, path: str, location: Location, name: str, findings: list[Finding]) -> str:
        """Return a service's key; report one that the catalogue, where there is one, does not have."""
        key = self._book.service_key(name)
        if self._book.services and key not in self._book.services:
            hint = did_you_mean(name, self._book.services.keys() | self._book.service_aliases.keys())
            message = f"There is no service `{shortened(name)}` in `services.yml`"
            findings.append(Finding(path, location, "KB303", message, hint or "Add it to `services.yml`.", value=name))
        return key


def _shared_aliases(book: Book) -> Iterator[Finding]:
    """Report other names of a service that are another's key or name already."""
    for name, service in sorted(book.services.items()):
        for position, alias in enumerate(service.aliases):
            holder = book.service_key(alias)
            if holder != name:
                message = f"The name `{alias}` belongs to the service `{holder}` already"
                location = (name, "aliases", position)
                yield Finding("services.yml", location, "KB302", message, "Delete it here or there.", value=alias)


def _nearest_number(name: str, known: set[str]) -> str | None:
    """Return the ID that a wrong one stands for: written otherwise, or with one wrong, missing or swapped digit."""
    match = _NUMBERED.fullmatch(name)
    if match is None:
        return None
    prefix, year, number = match["prefix"].upper(), match["year"] or "", match["number"]
    digits = f"{int(number):04}"
    swapped = [digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] for at in range(len(digits) - 1)]
    changed = [digits[:at] + digit + digits[at + 1 :] for at in reversed(range(len(digits))) for digit in "0123456789"]
    changed.sort(key=lambda one: abs(int(one) - int(digits)))
    years = [year, *(f"{int(year[:-1]) + step}-" for step in (-1, 1))] if year else [year]
    for candidate in (f"{prefix}-{one}{form}" for form in (digits, *swapped, *changed) for one in years):
        if candidate in known and candidate != name:
            return candidate
    return None
