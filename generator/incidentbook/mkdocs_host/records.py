"""Log records as values: caught while a page is made, sent between processes, kept, and logged again."""

import contextlib
import logging
import threading
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TextIO


class Record(NamedTuple):
    """What was logged: the logger's name, the level's number, the message."""

    logger: str
    level: int
    message: str


class _Collector(logging.Handler):
    """Takes the records of one thread; those of others (a server answering requests) go where they belong."""

    def __init__(self, others: Iterable[logging.Handler]) -> None:
        super().__init__()
        self.records: list[Record] = []
        self._others = list(others)
        self._thread = threading.get_ident()
        self._last: logging.LogRecord | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread != self._thread:
            for handler in self._others:
                handler.handle(record)
        elif record is not self._last:  # it arrives twice where the host's logger hands on to the root
            self._last = record
            self.records.append(Record(record.name, record.levelno, record.getMessage()))


@contextlib.contextmanager
def caught() -> Iterator[list[Record]]:
    """Collect what is logged meanwhile, by the host and by anything that logs to the root, instead of showing it."""
    loggers = (logging.getLogger("mkdocs"), logging.getLogger())
    before = [logger.handlers[:] for logger in loggers]
    collector = _Collector(handler for handlers in before for handler in handlers)
    for logger in loggers:
        logger.handlers[:] = [collector]
    try:
        yield collector.records
    finally:
        for logger, handlers in zip(loggers, before, strict=True):
            logger.handlers[:] = handlers


def log_again(records: Iterable[Record]) -> None:
    """Log records as if they had just been made."""
    for record in records:
        logging.getLogger(record.logger).log(record.level, "%s", record.message)


@contextlib.contextmanager
def shown_on(stream: TextIO) -> Iterator[None]:
    """Show what the host and the plugin log on a stream, unless somebody has already seen to that."""
    logger = logging.getLogger("mkdocs")
    if logger.handlers:
        yield
        return
    before = logger.level, logger.propagate
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(levelname)-8s-  %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.level, logger.propagate = before
