"""The service catalogue: what may break, who owns it and how to reach them."""

from pydantic import Field

from incidentbook.articles import Audience
from incidentbook.fields import Fields, Many, Text


class Service(Fields):
    """One service of `services.yml`."""

    name: Text | None = None
    """What people call it; default: its key."""
    description: str = ""
    """What it does, in one sentence."""
    audience: Audience = "internal"
    """Who may see its page: `public`, `internal` (also when left out) or `restricted`."""
    owner: Text | None = None
    """The team that looks after it."""
    contacts: dict[str, Text] = Field(default_factory=dict)
    """How to reach the owner and where to look: `on-call`, `chat`, `dashboard` and others."""
    tier: int | None = None
    """How important it is; 1 is most."""
    aliases: Many[Text] = ()
    """Other names it appears under, host names for example."""
    depends_on: Many[Text] = ()
    """Keys of the services it needs."""
    external: bool = False
    """Whether someone else runs it."""
