"""A new article from the first question to the file: what is asked, what it looks like, what is written."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple, get_args

import click

from incidentbook.article_templates import article_text
from incidentbook.articles import Audience
from incidentbook.catalogue import site_zone
from incidentbook.choices import LINKS, Choices, IssueLink
from incidentbook.drafts import Draft
from incidentbook.duplicates import Likely, Sought, likely_duplicates
from incidentbook.errors import IncidentbookError
from incidentbook.instants import Instant
from incidentbook.interviews import Answers, Question, first_question, front_matter, questions
from incidentbook.kinds.incident.model import MILESTONES, FixOutcome
from incidentbook.kinds.kind import Kind
from incidentbook.matching import Matcher
from incidentbook.new_files import check_place, new_id, places, taken, verify
from incidentbook.project import Project, find_project, settings_of
from incidentbook.prompts import STOPPED, ask, meanwhile, on_terminal, say
from incidentbook.report import found_from_here
from incidentbook.searched_book import SearchedBook
from incidentbook.settings import Settings
from incidentbook.written_files import write_new


class Wanted(NamedTuple):
    """How an article is to be written."""

    link: tuple[str, ...]
    path: Path | None
    yes: bool
    check_duplicates: bool
    edit: bool
    audience: Audience | None


def begin(kind: Kind, given: Mapping[str, Sequence[str]], wanted: Wanted, config: Path | None) -> None:
    """Ask what was not given, look for duplicates and write the article. Raises IncidentbookError where that cannot be.

    `given` are the values of options by name.
    """
    project = find_project(config)
    settings = settings_of({**project.options, "audience": None}, audience=wanted.audience, default="internal")
    asking = on_terminal() and not wanted.yes
    now = datetime.now(site_zone(settings))
    if wanted.path is not None:
        check_place(wanted.path, project, kind)
    load = partial(_loaded, project, settings)
    loaded = meanwhile(load) if asking else cache(load)  # a large book takes seconds
    answers: Answers = {"audience": wanted.audience}
    try:
        links = [_link(kind, said, loaded()[1]) for said in wanted.link]
        first = first_question(kind)
        answers[first.name] = _answer(first, given.get(first.name, ()), asking=asking)
        book, choices = loaded()
        for question in questions(kind, choices, now, answers, given):
            answers[question.name] = _answer(question, given.get(question.name, ()), asking=asking)
        issues = [*answers.get("known-issue", []), *(one for one in links if isinstance(one, IssueLink))]
        answers["known-issue"] = list({one.id: one for one in issues}.values())
        answers["related"] = list(dict.fromkeys(one for one in links if isinstance(one, str)))
        if wanted.check_duplicates:
            for likely in _likely(kind, book, settings, answers):
                if asking:
                    _ask_about(kind, likely, answers, project)
                else:
                    _warn(kind, likely)
    except KeyboardInterrupt as error:  # between two questions
        raise IncidentbookError(STOPPED) from error
    name = new_id(kind, answers["title"], book.opened.book)
    times = _times(answers)
    # It stands in a block of code, which three backticks would end.
    message = "\n".join(answers["signature"]).replace("```", "` ` `") if kind.name == "incident" else ""
    draft = Draft(kind, answers["title"], front_matter(kind, name, answers, now.date()), times, message)
    path = _write(draft, project, settings, wanted.path)
    _tell(path, name)
    if wanted.edit:
        _edit(path)


def _loaded(project: Project, settings: Settings) -> tuple[SearchedBook, Choices]:
    book = SearchedBook(project, settings)
    return book, Choices(book.opened.book, book.opened.graph)


def _answer(question: Question, given: Sequence[str], *, asking: bool) -> Any:
    """Return the answer to a question: as an option gives it, else as it is given on a terminal."""
    option = f"--{question.name}"
    if given:
        try:
            return question.read(given)
        except ValueError as error:
            if not asking or not question.text:
                raise IncidentbookError(f"{option}: {error} Nothing was written.") from error
            say(f"{option}: {error}", fg="yellow")
    if not asking or not question.asked:
        if question.needed:
            where = "" if on_terminal() else ", and there is no terminal to ask on"
            raise IncidentbookError(f"{option} is missing{where}; nothing was written.")
        return question.read([question.default])
    typed = [""]

    def check(said: str) -> Any:
        typed[0] = said
        return question.read([said])

    answer = ask(question.text, question.hint, check, question.words, question.default)
    if isinstance(answer, Instant) and answer.text != typed[0]:
        say(f"= {answer}", dim=True)
    return answer


def _times(answers: Answers) -> dict[str, Instant]:
    return {milestone: answers[milestone] for milestone in MILESTONES if answers.get(milestone) is not None}


def _link(kind: Kind, said: str, choices: Choices) -> IssueLink | str:
    """Return a known issue that an incident is a case of, or the ID of another article that is related."""
    try:
        if kind.name == "incident" and choices.is_known_issue(choices.article(said.partition(":")[0])):
            return choices.known_issue(said)
        return choices.article(said)
    except ValueError as error:
        raise IncidentbookError(f"--link: {error} Nothing was written.") from error


def _likely(kind: Kind, book: SearchedBook, settings: Settings, answers: Answers) -> Iterator[Likely]:
    """Yield what the article looks like, and is not linked to yet; once it is certain what it was, only the certain."""
    opened = book.opened
    matcher = Matcher(opened.book, opened.graph, book.asking, book.articles, book.index, settings.repeat_window_days)
    sentences = answers.get("symptom", []) if kind.name == "known-issue" else []
    text = "\n".join([answers["title"], *answers.get("signature", []), *sentences])
    began = min(_times(answers).values(), key=lambda at: at.earliest.timestamp(), default=None)
    sought = Sought(kind, text, answers["service"], answers.get("symptom", []), answers["alert"], began)
    for likely in likely_duplicates(sought, matcher):
        links: list[IssueLink] = answers.get("known-issue", [])
        linked = {link.id for link in links} | set(answers["related"])
        confirmed = any(link.link == "confirmed" for link in links)
        if likely.target.name not in linked and (likely.certain or not confirmed):
            yield likely


def _warn(kind: Kind, likely: Likely) -> None:
    name = likely.target.name
    how = f"--link {name}"
    if kind.name == "incident" and likely.target.kind == "known-issue":
        how += f" if it was that, --link {name}:suspected if it may have been"
    else:
        how += " to relate the two"
    click.echo(f"incidentbook: It looks like {likely}. Add {how}.", err=True)


def _ask_about(kind: Kind, likely: Likely, answers: Answers, project: Project) -> None:
    target = likely.target
    because = "; ".join(filter(None, [likely.why, likely.record]))
    if kind.name == "incident" and target.kind == "known-issue":
        hint = f"{because}; c for confirmed, s for suspected, Enter for no"
        link = ask(f"Was it {target.name} {target.title}?", hint, _one_of(LINKS, {"yes": "confirmed"}))
        if not link:
            return
        fix = ""
        if link == "confirmed":
            outcomes = get_args(FixOutcome)
            hint = "worked, partly, failed or not-tried; Enter if that is not known"
            fix = ask("Did its fix help this time?", hint, _one_of(outcomes, {"yes": "worked"}), outcomes)
        answers["known-issue"] = [*answers["known-issue"], IssueLink(target.name, link, fix)]
    else:
        file = found_from_here(project.book / target.path)
        hint = f"{because}; r to relate the two, Enter for no, Ctrl-C to stop and write into {file}"
        if ask(f"Is it the same as {target.name} {target.title}?", hint, _one_of(("related",), {"yes": "related"})):
            answers["related"] = [*answers["related"], target.name]


def _one_of(words: Sequence[str], others: Mapping[str, str]) -> Callable[[str], str]:
    """Return a check that takes a word, or its beginning; nothing, and `no`, is nothing."""

    def check(said: str) -> str:
        if not said or "no".startswith(said.lower()):
            return ""
        begun = [others.get(word, word) for word in (*words, *others) if word.startswith(said.lower())]
        if not begun:
            raise ValueError(f"Write {' or '.join(words)}, or only the first letter; Enter for no.")
        return begun[0]

    return check


def _write(draft: Draft, project: Project, settings: Settings, said: Path | None) -> Path:
    text = article_text(draft, project.folder / settings.templates)
    for path in places(project, draft, said):
        verify(text, path, project, settings)
        if write_new(path, text.encode()):
            return path
    raise taken(path, draft.kind)


def _tell(path: Path, name: str) -> None:
    click.echo(found_from_here(path))
    said = "Next: write what its notes ask for and delete them, run `incidentbook check`, commit, open a pull request."
    if name:
        said += f" It is {name} until it is merged; `incidentbook assign-ids` then gives it a number."
    say(said, err=True)


def _edit(path: Path) -> None:
    try:
        click.edit(filename=os.fspath(path))
    except click.ClickException as error:
        with suppress(OSError):
            click.echo(
                f"incidentbook: {error.format_message()} {found_from_here(path)} is written all the same.", err=True
            )
