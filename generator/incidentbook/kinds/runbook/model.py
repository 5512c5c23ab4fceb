"""The front matter of a runbook."""

from incidentbook.articles import ArticleFields, Services
from incidentbook.fields import Duration, Many, Text, Time


class Runbook(ArticleFields):
    """The front matter of a runbook."""

    id: Text | None = None
    """`RB-0003`."""
    services: Services = ()
    """The services it is for."""
    alerts: Many[Text] = ()
    """The alerts it answers."""
    symptoms: Many[Text] = ()
    """Names of the symptoms it helps with."""
    related: Many[Text] = ()
    """Other articles worth reading with it."""
    owner: Text | None = None
    """The team that looks after it."""
    last_reviewed: Time | None = None
    """When someone last checked that it still works."""
    review_in: Duration | None = None
    """After how long that must be checked again: `6 months`."""
