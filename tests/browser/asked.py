"""What the tests of search in a browser share: a few words that the demo knows, and what a person does with them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, Route

OOM = "Prometheus is killed for lack of memory (OOMKilled)"
"""What KI-0001 of the demo is called."""
LOG = "\n".join(f"2026-03-04T10:0{minute}:00Z level=error secret-{minute} OOMKilled" for minute in range(6))


def paste(page: "Page", text: str) -> None:
    """Paste into what has the focus, as a person would from the clipboard."""
    page.evaluate(
        """text => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
          if (document.activeElement.dispatchEvent(event)) document.execCommand("insertText", false, text);
        }""",
        text,
    )


def has_focus(element: "Locator") -> bool:
    """Whether keys go to the element."""
    return bool(element.evaluate("element => element === document.activeElement"))


def refused(route: "Route") -> None:
    """Answer as a server that cannot."""
    route.fulfill(status=503)
