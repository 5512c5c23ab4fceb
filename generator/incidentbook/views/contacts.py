"""How to reach those who look after a service, as pages show it."""

from typing import NamedTuple

from incidentbook.services import Service

_LINK = ("http://", "https://", "mailto:", "tel:")


class Contact(NamedTuple):
    """A way to reach the owner, or a place to look."""

    label: str
    said: str
    address: str
    """Where it leads, or nothing for a contact that is no link."""


def contacts_of(service: Service) -> tuple[Contact, ...]:
    """Return the contacts of a service in the order of the catalogue."""
    return tuple(_contact(name.replace("-", " ").capitalize(), said) for name, said in service.contacts.items())


def _contact(label: str, said: str) -> Contact:
    if said.lower().startswith(_LINK):
        shown = said.partition("://")[2].rstrip("/") or said.partition(":")[2]
        return Contact(label, shown, said)
    return Contact(label, said, f"mailto:{said}" if _is_mail(said) else "")


def _is_mail(said: str) -> bool:
    before, at, after = said.partition("@")
    return bool(before and at and "." in after) and not any(character in said for character in " <>\"'/")
