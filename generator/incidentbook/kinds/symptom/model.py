"""The front matter of a symptom."""

from incidentbook.articles import ArticleFields, Services
from incidentbook.fields import Duration, Many, Text, Time


class Symptom(ArticleFields):
    """The front matter of a symptom; its title is what an observer sees."""

    id: Text | None = None
    """Its name; default: the file's name."""
    signatures: Many[Text] = ()
    """Error messages with what varies replaced by `<*>`."""
    alerts: Many[Text] = ()
    """Alerts that fire."""
    services: Services = ()
    """Where it is seen."""
    related: Many[Text] = ()
    """Other articles worth reading with it."""
    owner: Text | None = None
    """The team that looks after this article."""
    last_reviewed: Time | None = None
    """When someone last checked that this is still true."""
    review_in: Duration | None = None
    """After how long that must be checked again: `6 months`."""
