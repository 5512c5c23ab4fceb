"""The match page in a browser, on a book of its own: what is pasted, what matches, and what then stands there."""

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.books import article, incident, issue, runbook
from tests.browser.asked import has_focus, paste, refused
from tests.pasted_test import CASES
from tests.provided import Once, Run, Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Route

pytestmark = pytest.mark.browser

CONFIG = """
site_name: Book
docs_dir: kb
theme: {name: material, font: false, palette: [{scheme: default, toggle: {icon: material/weather-sunny, name: Dark}}]}
plugins: [incidentbook]
"""
POOL = "Connection is not available, request timed out after <*>ms"
FULL = "could not write to <*>: No space left on device"
BOOK = {
    "index.md": "# Book\n",
    "services.yml": """
checkout:
  name: Checkout
  owner: payments
  contacts: {on-call: https://pager.example.org/payments, chat: "#payments"}
  aliases: [shop]
mail: {name: Mail}
""",
    "known-issues/pool.md": issue(
        f'status: workaround\nservices: [checkout]\nsymptoms: [{{text: Checkout hangs, signatures: ["{POOL}"]}}]\n'
        "alerts: [CheckoutLatencyHigh]",
        "## Workaround\n\nRestart it:\n\n```console\nkubectl rollout restart deploy/checkout\nkubectl get pods\n```\n",
        id="KI-0007",
    ),
    "known-issues/disk.md": issue(
        f'services: [mail]\nsymptoms: [{{text: Disk full, signatures: ["{FULL}"]}}]\nsuperseded_by: KI-0009',
        "## Workaround\n\nDelete the logs.\n",
        id="KI-0008",
    ),
    "known-issues/rotation.md": issue("services: [mail]", "## Workaround\n\nTurn on rotation.\n", id="KI-0009"),
    "symptoms/slow.md": article('title: Pages are slow\nsignatures: ["upstream took <*> seconds to answer"]'),
    "runbooks/latency.md": runbook("alerts: [CheckoutLatencyHigh]", "## Mitigation\n\nAdd a node.\n"),
    "incidents/a.md": incident(
        "status: resolved\nknown_issues: {id: KI-0007, fix: worked, took: 38m}\nalerts: [CheckoutLatencyHigh]",
        "The pool of the shop was exhausted again.",
    ),
    "incidents/b.md": incident("status: resolved\nknown_issues: {id: KI-0007, fix: failed}", id="INC-2026-0002"),
    "incidents/open.md": incident("status: investigating\nservices: [checkout]", id="INC-2026-0003"),
}
HIT = "2026-03-04 ERROR c.z.h.Pool - CONNECTION is not available,  request timed out after 30001ms (total=10)"
LOG = "\n".join(HIT if number in (12, 40, 41, 42, 90) else f"2026-03-04 INFO line {number}" for number in range(1, 101))
ALERT = {
    "status": "firing",
    "alerts": [
        {
            "labels": {"alertname": "CheckoutLatencyHigh", "service": "shop"},
            "annotations": {"summary": "Requests take long", "description": HIT},
        }
    ],
}


@pytest.fixture(scope="module")
def site(once: Once, run: Run, served: Served) -> str:
    """A really built site, below a path, under the policy that the documentation prints."""

    def make(folder: Path) -> None:
        for path, text in BOOK.items():
            (folder / "kb" / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / "kb" / path).write_text(text, encoding="utf-8")
        (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
        program = Path(sys.executable).with_name("incidentbook")
        run(program, "build", "--audience", "internal", folder=folder, XDG_CACHE_HOME=str(folder / "cache"))

    return served(once("match-book", make) / "site", "/platform/")


@pytest.fixture
def box(page: "Page", site: str) -> "Locator":
    """The field of the page, which is open."""
    page.goto(f"{site}match/")
    return page.get_by_label("Log, stack trace or alert")


def said(page: "Page", words: str) -> None:
    page.locator("main").get_by_role("status").filter(has_text=re.compile(words)).wait_for()


def card(page: "Page", name: str) -> "Locator":
    return page.get_by_role("article", name=re.compile(f"^{name}"))


def test_a_log_shows_the_known_issue_its_lines_and_the_way_out(page: "Page", box: "Locator") -> None:
    """What the signature names is marked, whatever its case and white space; how often the fix worked, whom to call."""
    box.fill(LOG)
    said(page, r"^1 known issue matches, on 5 of 100 lines\.$")
    found = card(page, "KI-0007")
    assert found.get_by_role("link", name=re.compile("^KI-0007")).get_attribute("href") == page.url.replace(
        "match/", "known-issues/pool/"
    )
    facts = found.locator(".ib-result-facts").inner_text()
    assert "workaround" in facts
    assert "Checkout" in facts
    assert POOL in found.inner_text()
    lines = found.locator("button.ib-line")
    assert lines.first.inner_text().split()[:2] == ["Line", "12"]
    assert lines.first.locator("mark").all_inner_texts() == [
        "CONNECTION is not available, request timed out after",
        "ms",
    ]
    assert lines.filter(visible=True).count() == 3
    found.get_by_text("2 more lines").click()
    assert [text.split()[1] for text in lines.filter(visible=True).all_inner_texts()] == ["12", "40", "41", "42", "90"]
    assert found.locator("pre").inner_text() == "kubectl rollout restart deploy/checkout\nkubectl get pods"
    record = found.locator(".ib-matched-record").inner_text()
    assert "Worked 1 of 2 times, last 2026-03-04 in INC-2026-0001, within 38 min" in record
    assert re.search(r"Owner\s+payments", record)
    assert found.get_by_role("link", name="pager.example.org/payments").get_attribute("href") == (
        "https://pager.example.org/payments"
    )


def test_a_line_leads_into_the_text_and_escape_leads_back(page: "Page", box: "Locator") -> None:
    """By keyboard alone."""
    box.fill(LOG)
    line = card(page, "KI-0007").get_by_role("button", name=re.compile("^Line 41"))
    line.focus()
    page.keyboard.press("Enter")
    assert has_focus(box)
    assert box.evaluate("box => box.value.slice(box.selectionStart, box.selectionEnd)") == HIT
    top, height = box.evaluate("box => [box.scrollTop, box.clientHeight]")
    row = box.evaluate("box => parseFloat(getComputedStyle(box).lineHeight)")
    assert top <= 40 * row <= top + height
    page.keyboard.press("Escape")
    assert has_focus(line)


def test_commands_are_copied(page: "Page", box: "Locator") -> None:
    """All lines of them."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    box.fill(LOG)
    card(page, "KI-0007").get_by_role("button", name="Copy").click()
    card(page, "KI-0007").get_by_text("Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "kubectl rollout restart deploy/checkout\nkubectl get pods"


def test_an_open_incident_of_the_same_service_comes_first(page: "Page", box: "Locator") -> None:
    """Of another service it says nothing."""
    box.fill(LOG)
    said(page, "matches")
    first = page.locator("[data-ib-found] > *").first
    assert "INC-2026-0003" in first.inner_text()
    assert "open on Checkout, since 4 Mar 2026" in first.inner_text()
    box.fill("could not write to /var/log/x: No space left on device")
    card(page, "KI-0008").wait_for()
    assert page.get_by_text("INC-2026-0003").count() == 0


def test_a_superseded_known_issue_says_what_to_read(page: "Page", box: "Locator") -> None:
    """With a link."""
    box.fill("mail: could not write to /var/log/x: No space left on device")
    instead = card(page, "KI-0008").locator(".ib-matched-instead")
    assert instead.get_by_role("link").get_attribute("href") == page.url.replace("match/", "known-issues/rotation/")


def test_a_symptom_that_nothing_explains_is_shown_itself(page: "Page", box: "Locator") -> None:
    """Its page is where to go on."""
    box.fill("upstream took 93 seconds to answer")
    said(page, "^1 symptom matches, on 1 of 1 line")
    assert card(page, "Pages are slow").get_by_role("link", name="What its page says").is_visible()


@pytest.mark.parametrize("indent", [None, 2])
def test_an_alert_is_matched_by_its_name_its_text_and_its_service(
    page: "Page", box: "Locator", indent: int | None
) -> None:
    """The known issue with all reasons, the runbook, the incident in which it fired, and what is open there."""
    box.fill(json.dumps(ALERT, indent=indent))
    said(page, "^1 known issue and 1 runbook match")
    assert card(page, "KI-0007").locator(".ib-matched-lines .ib-label").all_inner_texts() == ["Signature", "Alert"]
    assert card(page, "RB-0001").get_by_text("Add a node.").is_visible()
    earlier = page.get_by_role("region", name="Earlier incidents with this alert")
    assert "INC-2026-0001" in earlier.inner_text()
    assert "INC-2026-0003" in page.get_by_role("region", name="Open now").inner_text()
    numbered = card(page, "KI-0007").locator("button.ib-line")
    assert numbered.count() == (1 if indent is None else 0)  # of a document in several lines it is not known which


def test_what_is_pasted_is_read_as_the_command_reads_it(page: "Page", box: "Locator") -> None:
    """The table of cases that Python follows, too."""
    box.wait_for()
    found = page.evaluate(
        """async ([module, texts]) => {
          const { read } = await import(module);
          return texts.map((pasted) => {
            const { text, alerts, services, line } = read(pasted);
            return [text, alerts, services, text.split("\\n").map((_, at) => line(at + 1))];
          });
        }""",
        [page.url.replace("match/", "assets/javascripts/search/pasted.js"), [case["pasted"] for case in CASES]],
    )
    for case, (text, alerts, services, lines) in zip(CASES, found, strict=True):
        said = (text, alerts, services, lines)
        same = list(range(1, len(lines) + 1))
        assert said == (case["text"], case["alerts"], case["services"], case["lines"] or same), case["name"]


def test_an_alert_that_is_named_in_a_log_is_one_too(page: "Page", box: "Locator") -> None:
    """With its line."""
    box.fill("one\n10:12 pager: checkoutlatencyhigh fired\n")
    said(page, "^1 known issue and 1 runbook match, on 1 of 2 lines")
    assert card(page, "RB-0001").get_by_text("For the same reason as KI-0007").is_visible()


def test_what_matches_nothing_says_what_to_do_next(page: "Page", box: "Locator") -> None:
    """And what is similar by its words."""
    box.fill("the shop has an exhausted pool")
    said(page, r"^No signature and no alert matches in 1 line\. \d+ articles? (is|are) similar by words\.$")
    similar = page.get_by_role("region", name="Similar by words")
    assert "INC-2026-0001" in similar.inner_text()
    assert re.search(r"^In both: (exhausted, )?pool", similar.inner_text(), re.MULTILINE)
    assert page.get_by_role("region", name="Named in the text").count() == 0
    following = page.get_by_role("heading", name="What to do next")
    assert following.is_visible()
    for name, path in (("Search", "search/"), ("list of symptoms", "symptoms/")):
        link = page.locator("[data-ib-next]").get_by_role("link", name=name, exact=True)
        assert link.evaluate("link => link.href") == page.url.replace("match/", path)
    box.fill(LOG)
    said(page, "^1 known issue matches")
    assert not following.is_visible()


def test_an_id_in_the_text_leads_to_its_article(page: "Page", box: "Locator") -> None:
    """Whatever else there is."""
    box.fill(f"see inc-2026-0002\n{HIT}")
    said(page, "^1 known issue matches, on 1 of 2 lines")
    assert "INC-2026-0002" in page.get_by_role("region", name="Named in the text").inner_text()


def test_the_text_goes_nowhere(page: "Page", site: str) -> None:
    """Not into an address, not into a request, not into any store of the browser."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.url} {request.post_data or ''}"))
    page.goto(f"{site}match/")
    page.get_by_label("Log, stack trace or alert").fill(LOG + "\nsecret-of-mine 4711abc")
    said(page, "matches")
    assert page.url == f"{site}match/"
    assert not [request for request in asked if "secret" in request or "4711abc" in request]
    kept = page.evaluate("JSON.stringify([sessionStorage, localStorage, document.cookie, history.state])")
    assert "secret" not in kept
    assert page.evaluate("indexedDB.databases()") == []
    page.reload()
    assert page.get_by_label("Log, stack trace or alert").input_value() == ""


def test_a_log_is_handed_over_once(page: "Page", site: str) -> None:
    """From the field of another page; a reload has it no more."""
    page.goto(f"{site}about-nothing/")
    page.evaluate(
        """async ([modules, log]) => { (await import(modules + "search/question.js")).match(log); }""",
        [f"{site}assets/javascripts/", LOG],
    )
    page.wait_for_url(f"{site}match/")
    card(page, "KI-0007").wait_for()
    assert page.evaluate("Object.keys(sessionStorage)") == []
    page.reload()
    assert page.get_by_label("Log, stack trace or alert").input_value() == ""


def test_what_is_pasted_anywhere_on_the_page_lands_in_the_field(page: "Page", box: "Locator") -> None:
    """Where nothing has the focus."""
    paste(page, LOG)
    card(page, "KI-0007").wait_for()
    assert box.input_value() == LOG
    assert has_focus(box)


def test_more_than_a_megabyte_is_cut_and_that_is_said(page: "Page", box: "Locator") -> None:
    """The end is what counts; it begins with a line."""
    box.focus()
    paste(page, "x" * 99 + "\n" + ("2026-03-04 INFO a line of 50 characters, about as it is\n" * 40000) + HIT)
    card(page, "KI-0007").wait_for()
    assert page.get_by_text(re.compile(r"^The text has 2\.1 MB: the last 1 MB is looked through")).is_visible()
    value = box.input_value()
    assert 2**20 - 100 < len(value) <= 2**20
    assert value.startswith("2026-03-04 INFO")


def test_a_file_is_read_here(page: "Page", box: "Locator", tmp_path: Path) -> None:
    """Its end, if it is large; what is no text says so; and it can be dropped, too."""
    large = tmp_path / "app.log"
    large.write_text("2026-03-04 INFO a line\n" * 100_000 + HIT + "\n", encoding="utf-8")
    chooser = page.get_by_label("Choose a file")
    chooser.set_input_files(large)
    card(page, "KI-0007").wait_for()
    assert page.get_by_text("app.log has 2.2 MB: the last 1 MB is looked through").is_visible()
    for name, content, complaint in (
        ("core", b"\x7fELF\0\0\0\0", "core is not a text file."),
        ("app.log.gz", b"\x1f\x8b\x08\0", "app.log.gz is compressed. Unpack it first"),
    ):
        chooser.set_input_files({"name": name, "mimeType": "text/plain", "buffer": content})
        page.get_by_text(complaint).wait_for()
    windows = f"one\r\n{HIT}\r\n".encode("utf-16")
    chooser.set_input_files({"name": "windows.log", "mimeType": "text/plain", "buffer": windows})
    said(page, "on 1 of 2 lines")
    page.get_by_role("button", name="Clear").click()
    assert box.input_value() == ""
    page.evaluate(
        """text => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([text], "dropped.log"));
          document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
        }""",
        LOG,
    )
    said(page, "on 5 of 100 lines")
    assert page.get_by_text("From dropped.log.").is_visible()


def test_the_page_stays_responsive_with_a_megabyte(page: "Page", box: "Locator") -> None:
    """While it works nothing holds it up for a second, and it can be cancelled."""
    lines = (f"2026-03-04T10:00:00Z ERROR worker-{number} request {number:08x} failed" for number in range(20_000))
    log = "\n".join(lines)[: 2**20 - 200] + "\n" + HIT
    held: list[Route] = []

    def hold(route: "Route") -> None:
        held.append(route)

    page.route("**/search/signatures.bin", hold)
    page.evaluate(
        """() => {
          globalThis.longest = 0;
          let last = performance.now();
          setInterval(() => { longest = Math.max(longest, performance.now() - last); last = performance.now(); }, 10);
        }"""
    )
    box.focus()
    paste(page, log)
    page.get_by_role("button", name="Cancel").click()
    said(page, "^Cancelled")
    assert page.locator(".ib-result").count() == 0
    page.unroute("**/search/signatures.bin")
    for route in held:
        route.abort()
    box.press("End")
    box.press_sequentially(" ")
    card(page, "KI-0007").wait_for(timeout=30_000)
    assert page.evaluate("longest") < 1000


def test_a_later_text_is_the_one_that_is_answered(page: "Page", box: "Locator") -> None:
    """And the same text again is answered again."""
    box.fill(LOG)
    said(page, "matches")
    box.fill("upstream took 93 seconds to answer")
    page.wait_for_timeout(280)
    box.fill(LOG)
    said(page, "^1 known issue matches, on 5 of 100 lines")
    page.wait_for_timeout(400)
    assert card(page, "KI-0007").is_visible()


def test_what_cannot_be_fetched_says_so_and_can_be_tried_again(page: "Page", box: "Locator") -> None:
    """The text stays."""
    page.route("**/search/signatures.bin", refused)
    box.fill(LOG)
    page.get_by_role("alert").wait_for()
    page.unroute("**/search/signatures.bin")
    page.get_by_role("button", name="Retry").click()
    card(page, "KI-0007").wait_for()
    assert box.input_value() == LOG


def test_a_known_issue_without_its_record_is_shown_all_the_same(page: "Page", box: "Locator") -> None:
    """It may have gone since."""
    page.route("**/search/fixes/**", refused)
    box.fill(LOG)
    said(page, "matches")
    assert card(page, "KI-0007").locator("pre").is_visible()


@pytest.mark.parametrize(
    "text", ["\0\x01\x02" * 1000, "{" * 5000, "[" * 100_000, "١٢٣ عربي 漢字\u202e", "<*>" * 999, "\ud800"]
)
def test_anything_can_be_pasted(page: "Page", box: "Locator", text: str) -> None:
    """It is answered, and nothing fails."""
    box.evaluate("(box, text) => { box.value = text; box.dispatchEvent(new InputEvent('input')); }", text)
    said(page, "^No signature and no alert matches")


def test_what_a_log_says_is_text(page: "Page", box: "Locator") -> None:
    """And no markup."""
    box.fill("<img src=x onerror=alert(1)> Connection is not available, request timed out after <b>1</b>ms")
    found = card(page, "KI-0007")
    assert "<img src=x onerror=alert(1)>" in found.inner_text()
    assert found.locator("img, .ib-line b").count() == 0


def test_without_script_it_leads_on(chromium: "Browser", site: str) -> None:
    """There is no field that would do nothing."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}match/")
    assert not page.get_by_label("Log, stack trace or alert").is_visible()
    text = page.get_by_text("Matching needs its script")
    assert text.is_visible()
    assert "incidentbook match app.log" in text.inner_text()
    assert text.get_by_role("link", name="list of symptoms").get_attribute("href") == "../symptoms/"
    context.close()


def test_a_page_from_the_disk_says_why_it_does_nothing(page: "Page", once: Once, site: str) -> None:
    """In a sentence."""
    del site  # it has been built
    page.goto((once("match-book", lambda _: None) / "site/match/index.html").as_uri())
    page.get_by_text("a page opened from the disk cannot run this one").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_scrolls_sideways_on_a_phone(chromium: "Browser", site: str, scheme: Any) -> None:
    """Long lines break; commands scroll in their own box."""
    context = chromium.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{site}match/")
    page.get_by_label("Log, stack trace or alert").fill(HIT.replace(" ", "_" * 40 + " ") + "\n" + LOG)
    card(page, "KI-0007").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_on_paper_there_are_the_results_alone(page: "Page", box: "Locator") -> None:
    """What was pasted and the buttons are left out."""
    box.fill(LOG)
    said(page, "matches")
    page.emulate_media(media="print")
    assert card(page, "KI-0007").is_visible()
    for hidden in (box, page.get_by_role("button", name="Copy"), page.locator(".ib-match-bar")):
        assert not hidden.is_visible()
