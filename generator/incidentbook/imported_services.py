"""What imports do to `services.yml`: services that articles name are entered, and those of a catalogue are merged."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

from incidentbook.article_edits import Uneditable, edited, told_by
from incidentbook.articles import AffectedService, ArticleFields
from incidentbook.book import Book
from incidentbook.catalogue import SERVICES
from incidentbook.import_effects import (
    Clash,
    Effects,
    Entry,
    Untouched,
    all_records,
    content_of,
    inside,
    line_of,
    remember,
)  # fmt: skip
from incidentbook.import_records import Record
from incidentbook.importers.backstage import Catalogue
from incidentbook.kinds.known_issue.model import KnownIssue
from incidentbook.merging import Base, KeyChange, Merged, Told, base_of, merge
from incidentbook.project import Project
from incidentbook.yaml_text import Data

SOURCE = "backstage"
"""What is remembered about services has this name."""


def prepare_services(project: Project, told: Catalogue) -> Effects:
    """Find out what importing a catalogue of services does to `services.yml`."""
    done = Effects(remarks=list(told.remarks))
    records = all_records(project).get(SOURCE, {})
    record = records.get(SERVICES)
    theirs = Told(cast("Mapping[str, Data]", told.services), {})
    before = record.base if record is not None else Base({}, {})
    # Each file tells some of the services: what none of these says of the others is no news.
    theirs_now = base_of(theirs)
    base = Base({name: said for name, said in before.front_matter.items() if name in theirs.front_matter}, {})
    path, entry = inside(project.book, SERVICES), Entry(SERVICES, "", SERVICES)
    content = content_of(path)
    try:
        ours = told_by(SERVICES, content or b"")
        own = {name: one for name, one in ours.front_matter.items() if name in theirs.front_matter}
        merged = merge(base, Told(own, {}), theirs)
        after = edited(SERVICES, content or b"", merged, theirs)
    except Uneditable as error:
        done.untouched.append(Untouched(SERVICES, str(error)))
        return done
    done.clashes += [Clash(SERVICES, line_of(SERVICES, content or b"", one), one) for one in merged.conflicts]
    if after != (content or b""):
        (done.made if content is None else done.contents)[path] = after
    done.services += sorted(set(theirs.front_matter) - set(ours.front_matter))
    done.owned += [name for name in done.services if "owner" in cast("Mapping[str, Data]", told.services[name])]
    (done.new if content is None else done.same if after == content else done.changed).append(entry)
    kept = Base({**before.front_matter, **theirs_now.front_matter}, {})
    remember(project, SOURCE, {SERVICES: Record(SERVICES, "", kept)}, done)
    done.remarks.sort()
    return done


def add_services(folder: Path, book: Book, loaded: Book, effects: Effects) -> None:
    """Enter services that imported articles name into the catalogue; who owns them is for somebody to say."""
    named = {service.id for article in loaded.articles() for service in _services(article.fields)}
    missing = sorted(name for name in named if book.service_key(name) not in book.services)
    if not missing:
        return
    path = inside(folder, SERVICES)
    content = content_of(path)
    try:
        after = edited(SERVICES, content or b"", Merged([KeyChange((name,), {}) for name in missing]), Told({}, {}))
    except Uneditable as error:
        effects.untouched.append(Untouched(SERVICES, str(error)))
        return
    effects.services += missing
    (effects.made if content is None else effects.contents)[path] = after


def _services(fields: ArticleFields) -> Iterator[AffectedService]:
    yield from getattr(fields, "services", ())
    if isinstance(fields, KnownIssue):
        yield from (service for symptom in fields.symptoms for service in symptom.services)
