"""The one exception that leaves the program: the environment is not as it must be."""


class IncidentbookError(Exception):
    """Something outside the articles is wrong: a missing folder, an unreadable setting, a full disk.

    The message is one sentence for a person: what happened, where, and what to do next. Commands print it and
    end with exit status 2. What an article says never raises; it becomes a `Diagnostic`.
    """
