"""Log records as values."""

import io
import logging
import threading

from incidentbook.mkdocs_host.records import Record, caught, log_again, shown_on

HOST = logging.getLogger("mkdocs.structure.pages")


def test_what_is_logged_is_caught_and_not_shown() -> None:
    """Once each, whoever logged it, with its arguments filled in."""
    stream = io.StringIO()
    with shown_on(stream), caught() as records:
        HOST.warning("a %s", "link")
        logging.getLogger("MARKDOWN").error("an extension")
        HOST.debug("nobody asked for this")
    assert records == [
        Record("mkdocs.structure.pages", logging.WARNING, "a link"),
        Record("MARKDOWN", logging.ERROR, "an extension"),
    ]
    assert stream.getvalue() == ""


def test_what_was_caught_is_logged_again() -> None:
    """By the same loggers, even where the message looks like a format."""
    stream = io.StringIO()
    with shown_on(stream):
        log_again([Record("mkdocs.structure.pages", logging.WARNING, "100 % of %s")])
    assert stream.getvalue() == "WARNING -  100 % of %s\n"


def test_another_thread_is_heard() -> None:
    """What a server logs meanwhile is no finding about a page."""
    stream = io.StringIO()
    with shown_on(stream), caught() as records:
        thread = threading.Thread(target=lambda: HOST.warning("GET /"))
        thread.start()
        thread.join()
    assert records == []
    assert stream.getvalue() == "WARNING -  GET /\n"


def test_a_host_that_shows_its_log_is_left_alone() -> None:
    """Where the host's own program has set up its log, nothing is shown twice."""
    first, second = io.StringIO(), io.StringIO()
    with shown_on(first), shown_on(second):
        HOST.warning("once")
    assert first.getvalue() == "WARNING -  once\n"
    assert second.getvalue() == ""
