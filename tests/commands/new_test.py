"""`incidentbook new`, in scripts and on a real terminal."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from incidentbook.cli import main
from incidentbook.drafts import GUIDANCE
from tests.books import article, incident, issue, runbook, write
from tests.provided import Call
from tests.typist import CTRL_C, CTRL_D, TAB, Typist, typing

POOL = "Connection is not available, request timed out after <*>ms"
ERROR = POOL.replace("<*>", "30001")


def case(number: int, outcome: str) -> str:
    return incident(
        f"services: [shop]\nknown_issues: [{{id: KI-0007, fix: {outcome}}}]",
        id=f"INC-2025-000{number}",
        times=f"times: {{detected: 2025-0{number}-04 10:12}}",
    )


BOOK = {
    "known-issues/pool.md": issue(
        f'services: [shop]\nowner: payments\nsymptoms: [checkout-504, {{text: It hangs, signatures: ["{POOL}"]}}]',
        "## Workaround\n\nRestart it.",
        id="KI-0007",
    ),
    "symptoms/checkout-504.md": article('title: The checkout answers 504\nsignatures: ["504 Gateway Time-out"]'),
    "runbooks/shop.md": runbook("services: [shop]\nalerts: [ShopDown]", "## Mitigation\n\nSwitch over.", id="RB-0001"),
    "incidents/1.md": case(1, "worked"),
    "incidents/2.md": case(2, "failed"),
    "incidents/3.md": case(3, "worked"),
    "services.yml": "shop: {name: The Shop, owner: payments}\nmail: {}\n",
}
PATH = "kb/incidents/2026/2026-03-04-checkout-times-out.md"
LEAST = ("--title", "Checkout times out", "--detected", "2026-03-04 10:12")


@pytest.fixture(autouse=True)
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "book"
    folder.mkdir()
    options = "{incidentbook: {zone: Europe/London}}"
    (folder / "mkdocs.yml").write_text(f"docs_dir: kb\nplugins: [{options}]\n", encoding="utf-8")
    write(folder / "kb", BOOK)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def new(call: Call) -> Call:
    return partial(call, "new")


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def front_matter(path: str) -> list[str]:
    return Path(path).read_text(encoding="utf-8").split("---\n")[1].splitlines()


def test_a_title_and_a_time_make_a_report_that_passes_the_check(new: Call, book: Path) -> None:
    """One file is written; its path is all that is on standard output."""
    before = files(book)
    ran = new("incident", *LEAST)
    assert (ran.status, ran.out) == (0, f"{PATH}\n")
    assert "It is INC-NEW until it is merged" in " ".join(ran.err.split())
    assert files(book) - before == {PATH, "kb/incidents/2026"}
    assert front_matter(PATH) == [
        "id: INC-NEW",
        "title: Checkout times out",
        "review: draft",
        "times:",
        "  detected: 2026-03-04 10:12",
    ]
    assert main(["check", "--format", "json"]) == 0


def test_everything_can_be_an_option(new: Call) -> None:
    """Several services by commas or by several options; times as people type them."""
    ran = new(
        "incident", "--title", "Checkout: times out", "--service", "The Shop,mail", "--severity", "high",
        "--detected", "2026-03-04 23:50", "--started", "23:40", "--acknowledged", "23:55", "--mitigated", "00:20",
        "--resolved", "00:30", "--symptom", "checkout-504", "--alert", "ShopDown", "--alert", "ShopSlow",
        "--known-issue", "ki-7", "--link", "KI-0007", "--signature", ERROR, "--link", "INC-2025-0001",
        "--link", "INC-2025-0001", "--audience", "restricted",
    )  # fmt: skip
    assert ran.status == 0
    assert front_matter("kb/incidents/2026/2026-03-04-checkout-times-out.md") == [
        "id: INC-NEW",
        'title: "Checkout: times out"',
        "severity: sev2",
        "review: draft",
        "audience: restricted",
        "services: [shop, mail]",
        "times:",
        "  started: 2026-03-04 23:40",
        "  detected: 2026-03-04 23:50",
        "  acknowledged: 2026-03-04 23:55",
        "  mitigated: 2026-03-05 00:20",
        "  resolved: 2026-03-05 00:30",
        "symptoms: [checkout-504]",
        "alerts: [ShopDown, ShopSlow]",
        "known_issues: [KI-0007]",
        "related: [INC-2025-0001]",
    ]
    text = Path(PATH).read_text(encoding="utf-8")
    assert f"```text\n{ERROR}\n```" in text
    assert "- 23:50 [detected] The first signal.\n- 23:55 [acknowledged]" in text
    assert "- 2026-03-05 00:20 [mitigated]" in text
    assert main(["check", "--format", "json"]) == 0


@pytest.mark.parametrize(
    ("arguments", "path", "expected"),
    [
        (
            ("known-issue", "--signature", "no route to <*>", "--symptom", "Mail is late", "--symptom", "checkout-504"),
            "kb/known-issues/mail-is-stuck.md",
            [
                "id: KI-NEW",
                "title: Mail is stuck",
                "status: investigating",
                "services: [shop]",
                "symptoms: [checkout-504, {text: Mail is late, signatures: [no route to <*>]}]",
                "alerts: [MailStuck]",
                "owner: payments",
            ],
        ),
        (
            ("symptom", "--signature", "no route to <*>"),
            "kb/symptoms/mail-is-stuck.md",
            [
                "title: Mail is stuck",
                "services: [shop]",
                "signatures: [no route to <*>]",
                "alerts: [MailStuck]",
                "owner: payments",
            ],
        ),
        (
            ("runbook", "--symptom", "checkout-504", "--owner", "post"),
            "kb/runbooks/mail-is-stuck.md",
            [
                "id: RB-NEW",
                "title: Mail is stuck",
                "services: [shop]",
                "alerts: [MailStuck]",
                "symptoms: [checkout-504]",
                "owner: post",
            ],
        ),
    ],
)
def test_the_other_kinds(arguments: tuple[str, ...], path: str, expected: list[str], new: Call) -> None:
    """With an owner, and a date from which the review counts."""
    ran = new(*arguments, "--title", "Mail is stuck", "--service", "shop", "--alert", "MailStuck")
    assert (ran.status, ran.out) == (0, f"{path}\n")
    today = f"{datetime.now(ZoneInfo('Europe/London')):%Y-%m-%d}"
    assert front_matter(path) == [*expected, f"last_reviewed: {today}", "review_in: 6 months"]
    assert GUIDANCE in Path(path).read_text(encoding="utf-8")
    assert main(["check", "--format", "json"]) == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "--title is missing, and there is no terminal to ask on; nothing was written."),
        (("--title", "x"), "--detected is missing, and there is no terminal to ask on; nothing was written."),
        ((*LEAST, "--service", "shpo"), "--service: There is no service `shpo` in services.yml. Did you mean `shop`?"),
        ((*LEAST, "--severity", "5"), "--severity: There is no severity `5`. Known: sev1, sev2, sev3 and sev4."),
        ((*LEAST, "--symptom", "checkout-505"), "--symptom: There is no symptom `checkout-505`. Did you mean"),
        ((*LEAST, "--known-issue", "KI-0070"), "--known-issue: There is no article `KI-0070`. Did you mean `KI-0007`?"),
        ((*LEAST, "--known-issue", "RB-0001"), "--known-issue: `RB-0001` is a runbook, not a known issue."),
        ((*LEAST, "--link", "KI-0007:perhaps"), "--link: `perhaps` is neither `confirmed` nor `suspected`."),
        ((*LEAST, "--started", "10:61"), "--started: `10:61` cannot be used: there is no 10:61 on a clock."),
        (
            (*LEAST, "--started", "10:10", "--mitigated", "2026-03-03"),
            "--mitigated: 3 Mar 2026 is before the impact began, 4 Mar 2026, 10:10 GMT.",
        ),
        (("--title", "x", "--detected", "2099-01-01"), "--detected: `2099-01-01` cannot be used: 1 Jan 2099 is in the"),
        ((*LEAST, "--path", "elsewhere.md"), "--path: elsewhere.md is not in kb/incidents, where incidents are."),
        ((*LEAST, "--path", "kb/incidents/x.txt"), "--path: the name of an article ends in .md and is not index.md"),
        ((*LEAST, "--path", "kb/incidents/1.md"), "kb/incidents/1.md is there already, and was not changed;"),
    ],
)
def test_what_is_missing_or_wrong_is_one_sentence(arguments: tuple[str, ...], said: str, new: Call, book: Path) -> None:
    """On standard error, with the option's name, status 2, and nothing is written."""
    before = files(book)
    ran = new("incident", *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.splitlines()[-1].startswith(f"incidentbook: {said}")
    assert files(book) == before


def test_a_kind_that_there_is_not(new: Call) -> None:
    """The one that was meant is named; without a terminal there must be one."""
    ran = new("incidnet")
    assert ran.status == 2
    assert "There is no new `incidnet`. Did you mean `incident`?" in ran.err
    assert new().err == (
        "incidentbook: Say what to begin: `incidentbook new incident`, known-issue, symptom or runbook.\n"
    )


def test_a_file_is_never_overwritten(new: Call) -> None:
    """The next report of that name has another; a symptom is its name, so there it is said."""
    assert new("incident", *LEAST).out == f"{PATH}\n"
    first = Path(PATH).read_bytes()
    again = new("incident", *LEAST, "--no-duplicates-check")
    assert again.out == f"{PATH.removesuffix('.md')}-2.md\n"
    assert front_matter(again.out.strip())[0] == "id: INC-NEW-checkout-times-out"
    third = new("incident", *LEAST, "--no-duplicates-check", "--path", "kb/incidents/own.md")
    assert front_matter("kb/incidents/own.md")[0] == "id: INC-NEW-checkout-times-out-2"
    assert third.out == "kb/incidents/own.md\n"
    assert new("incident", *LEAST, "--path", "kb/incidents").out == "kb/incidents/2026-03-04-checkout-times-out.md\n"
    assert Path(PATH).read_bytes() == first
    ran = new("symptom", "--title", "Checkout 504", "--no-duplicates-check")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("incidentbook: kb/symptoms/checkout-504.md is there already, and was not changed; ")
    assert "no letters to name the file by" in new("symptom", "--title", "データベース").err


def test_a_project_replaces_a_template(new: Call, book: Path) -> None:
    """One at a time; one that makes no proper article is refused with its place."""
    own = book / "templates/articles"
    own.mkdir(parents=True)
    (own / "incident.md").write_text(
        "---\n{{ front_matter }}\nextra: {team: us}\n---\n# {{ title }}\n", encoding="utf-8"
    )
    assert new("incident", *LEAST).status == 0
    assert Path(PATH).read_text(encoding="utf-8").endswith("extra: {team: us}\n---\n# Checkout times out\n")
    assert new("runbook", "--title", "Mail").status == 0
    before = files(book)
    (own / "incident.md").write_text("---\n{{ front_matter }}\nteam: us\n---\n", encoding="utf-8")
    ran = new("incident", *LEAST)
    assert (ran.status, ran.out) == (2, "")
    assert "Nothing was written, as line 7 would not pass a check: There is no key `team` here" in ran.err
    assert "mend it in templates/articles/." in ran.err
    (own / "incident.md").write_text("{{ front_mater }}", encoding="utf-8")
    assert (
        "The template articles/incident.md cannot be used: 'front_mater' is undefined." in new("incident", *LEAST).err
    )
    (own / "incident.md").write_text("\n{% if %}", encoding="utf-8")
    assert "The template articles/incident.md, line 2 cannot be used" in new("incident", *LEAST).err
    assert files(book) == before


def test_in_a_script_it_says_what_it_looks_like_and_links_what_it_is_told_to(new: Call) -> None:
    """By a signature, by a symptom, at the same time on the same service; what is linked is not said again."""
    ran = new("incident", *LEAST, "--signature", ERROR)
    assert ran.status == 0
    assert ran.err.splitlines()[0] == (
        "incidentbook: It looks like KI-0007 Issue KI-0007 (the error message is one of its signatures; its workaround "
        "worked 2 of 3 times). Add --link KI-0007 if it was that, --link KI-0007:suspected if it may have been."
    )
    ran = new("incident", *LEAST, "--symptom", "checkout-504", "--service", "shop", "--link", "KI-0007:suspected")
    assert "KI-0007" not in ran.err
    assert "known_issues: [{id: KI-0007, link: suspected}]" in front_matter(ran.out.strip())
    ran = new("incident", "--title", "Shop is slow", "--detected", "2026-03-04 10:32", "--service", "shop")
    assert "(it began 20 min earlier, also on shop). Add --link INC-NEW-" in ran.err
    ran = new("known-issue", "--title", "Pool", "--signature", POOL)
    assert "It looks like KI-0007 Issue KI-0007 (the error message" in ran.err
    assert "Add --link KI-0007 to relate the two." in ran.err
    assert "looks like" not in new("incident", *LEAST, "--signature", ERROR, "--no-duplicates-check").err


def test_the_notes_of_a_template_are_no_workaround(new: Call, capsys: pytest.CaptureFixture[str], book: Path) -> None:
    """A known issue that nobody has described yet says nothing of how to get out."""
    assert new("known-issue", "--title", "Mail is stuck", "--signature", "no route to <*>").status == 0
    (book / "log").write_text("no route to mail\n", encoding="utf-8")
    assert main(["match", "log"]) == 0
    out = capsys.readouterr().out
    assert "KI-NEW" in out
    assert "guide" not in out
    assert "orkaround" not in out


def test_what_is_pasted_stays_in_its_lines(book: Path, new: Call) -> None:
    """As a block of code that nothing in it can end; a signature is one line."""
    ran = new("incident", *LEAST, "--signature", "Error\n```\n  at x.y")
    assert ran.status == 0
    assert "```text\nError\n` ` `\n  at x.y\n```\n" in Path(PATH).read_text(encoding="utf-8")
    ran = new("symptom", "--title", "x", "--signature", "a\nb")
    assert ran.err == (
        "incidentbook: --signature: That is more than one line; give the one that says what failed. Nothing was "
        "written.\n"
    )


def test_a_folder_that_cannot_be_written_is_one_sentence(new: Call, book: Path) -> None:
    """Nothing is left of it."""
    (book / "kb/incidents/2026").write_text("in the way", encoding="utf-8")
    before = files(book)
    ran = new("incident", *LEAST)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.endswith(", so nothing was; make its folder writable and try again.\n")
    assert files(book) == before


def test_the_editor_opens_the_new_file(new: Call, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that fails is said; the file is there all the same."""
    monkeypatch.delenv("VISUAL", raising=False)
    script = book / "editor.py"
    script.write_text("import sys\nopen(sys.argv[1], 'a').write('Edited.')\n", encoding="utf-8")
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    assert new("incident", *LEAST, "--edit").status == 0
    assert Path(PATH).read_text(encoding="utf-8").endswith("Edited.")
    monkeypatch.setenv("EDITOR", str(book / "nothing"))
    ran = new("runbook", "--title", "Mail", "--edit")
    assert ran.status == 0
    assert ran.err.endswith("kb/runbooks/mail.md is written all the same.\n")


def test_without_standard_input_nobody_is_asked(book: Path) -> None:
    """As in a pipeline."""
    command = [sys.executable, "-m", "incidentbook", "new", "incident"]
    done = subprocess.run(command, cwd=book, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "incidentbook: --title is missing, and there is no terminal to ask on; nothing was written.\n"
    )


def test_on_a_terminal_it_asks_completes_and_answers_mistakes_at_once(book: Path) -> None:
    """From nothing to a report that is linked to what it was."""
    with typing(book, "new") as typist:
        typist.answer("What do you want to write?", "incidnet")
        typist.answer("Did you mean `incident`?", "")
        typist.answer("What happened?", "")
        typist.answer("This is needed.", "Checkout times out")
        typist.wait_for("Which services were affected?")
        typist.wait_for("> ")
        typist.types("shpo, mai", then=TAB)
        typist.wait_for("mail")
        typist.types("")
        typist.answer("There is no service `shpo` in services.yml. Did you mean `shop`?", "shop")
        typist.answer("How severe was it?", "sev2")
        typist.answer("When was it noticed?", "2026-03-04")
        typist.answer("When did the impact begin?", "")
        typist.answer("When could users work again?", "2026-03-03")
        typist.answer("When was it over for good?", "")
        typist.answer("Which alerts fired?", "")
        typist.answer("Was there an error message?", ERROR)
        typist.answer("What was seen?", "")
        before = typist.wait_for("Was it KI-0007 Issue KI-0007?")
        assert PATH not in before
        hint = " ".join(typist.wait_for("> ").split())
        assert hint == (
            "The error message is one of its signatures; its workaround worked 2 of 3 times; c for confirmed, s for "
            "suspected, Enter for no."
        )
        typist.types("x")
        typist.answer("Write confirmed or suspected, or only the first letter; Enter for no.", "c")
        typist.answer("Did its fix help this time?", "w")
        assert typist.end() == 0
    assert all(len(line) <= 80 for line in typist.said.split("\n") if ERROR not in line), typist.said
    assert front_matter(f"{book}/kb/incidents/2026/2026-03-03-checkout-times-out.md") == [
        "id: INC-NEW",
        "title: Checkout times out",
        "severity: sev2",
        "review: draft",
        "services: [shop]",
        "times:",
        "  detected: 2026-03-04",
        "  mitigated: 2026-03-03",
        "known_issues: [{id: KI-0007, fix: worked}]",
    ]


def test_what_an_option_says_is_not_asked_and_what_it_says_wrongly_is(book: Path) -> None:
    """The owner of the service is offered; a clock time is shown with its day."""
    arguments = (
        "incident",
        "--title",
        "x",
        "--service",
        "shpo",
        "--detected",
        "2026-03-04 23:50",
        "--severity",
        "sev1",
    )
    with typing(book, "new", *arguments) as typist:
        typist.answer("--service: There is no service `shpo`", "shop")
        typist.answer("When did the impact begin?", "23:40")
        typist.wait_for("= 4 Mar 2026, 23:40 GMT")
        typist.answer("When could users work again?", "00:20")
        typist.wait_for("= 5 Mar 2026, 00:20 GMT")
        typist.presses(CTRL_C)
        assert typist.end() == 2
    assert "What happened?" not in typist.said
    with typing(book, "new", "runbook", "--title", "Mail", "--service", "shop") as typist:
        typist.answer("Which symptoms does it help with?", "")
        typist.answer("Which alerts point to it?", "")
        typist.wait_for("Enter for payments.")
        typist.types("")
        assert typist.end() == 0
    assert "owner: payments" in front_matter(f"{book}/kb/runbooks/mail.md")


def _title(typist: Typist) -> None:
    typist.wait_for("What happened?")


def _services(typist: Typist) -> None:
    typist.answer("What happened?", "Checkout times out")
    typist.wait_for("Which services were affected?")


def _link(typist: Typist) -> None:
    typist.answer("What happened?", ERROR)
    for question, text in (
        ("Which services", ""),
        ("How severe", ""),
        ("When was it noticed?", "now"),
        ("When did the impact", ""),
        ("When could users", ""),
        ("Which alerts", ""),
        ("an error message", ""),
        ("What was seen?", ""),
    ):
        typist.answer(question, text)
    typist.wait_for("Was it KI-0007")


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D], ids=["Ctrl-C", "Ctrl-D"])
@pytest.mark.parametrize("until", [_title, _services, _link])
def test_whoever_stops_leaves_nothing(until: Callable[[Typist], None], key: str, book: Path) -> None:
    """At any question: one sentence, status 2, no file."""
    before = files(book)
    with typing(book, "new", "incident") as typist:
        until(typist)
        typist.wait_for("> ")
        typist.presses(key)
        assert typist.end() == 2
    assert typist.said.endswith("\nincidentbook: Stopped; nothing was written.\n")
    assert files(book) == before


def test_the_first_question_does_not_wait_for_the_book(book: Path) -> None:
    """It is asked even where there is no book, which is said after it."""
    shutil.rmtree(book / "kb")
    with typing(book, "new", "incident") as typist:
        typist.answer("What happened?", "Checkout times out")
        assert typist.end() == 2
    assert typist.said.endswith(f"\nincidentbook: There is no folder {book / 'kb'}; say where the articles are.\n")


def test_a_mistake_in_a_link_is_said_before_anything_is_asked(book: Path) -> None:
    """As the option stands there already."""
    with typing(book, "new", "incident", "--link", "KI-9999") as typist:
        assert typist.end() == 2
    assert "?" not in typist.said.partition("--link")[0]


def test_yes_asks_nothing_on_a_terminal(book: Path) -> None:
    """What was not given is left out."""
    with typing(book, "new", "incident", *LEAST, "--yes") as typist:
        assert typist.end() == 0
    assert "?" not in typist.said
    assert os.path.exists(book / PATH)  # noqa: PTH110 - one line
