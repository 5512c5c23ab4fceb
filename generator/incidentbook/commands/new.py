"""`incidentbook new`: begin an article, with everything in it that is known, and what it may be a second one of."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, get_args

import click

from incidentbook.article_templates import article_text
from incidentbook.articles import Audience
from incidentbook.catalogue import site_zone
from incidentbook.choices import LINKS, Choices, IssueLink
from incidentbook.commands.options import audience_option, config_option
from incidentbook.drafts import Draft
from incidentbook.duplicates import Likely, Sought, likely_duplicates
from incidentbook.errors import IncidentbookError
from incidentbook.instants import Instant
from incidentbook.interviews import Answers, Question, front_matter, questions
from incidentbook.kinds import KINDS
from incidentbook.kinds.incident.model import MILESTONES, FixOutcome
from incidentbook.kinds.kind import Kind
from incidentbook.matching import Matcher
from incidentbook.new_files import NewFile, new_id, place, verified
from incidentbook.project import Project, find_project, settings_of
from incidentbook.prompts import ask, on_terminal, tell
from incidentbook.report import found_from_here
from incidentbook.searched_book import SearchedBook
from incidentbook.settings import Settings
from incidentbook.text import did_you_mean, listed
from incidentbook.written_files import write_new
