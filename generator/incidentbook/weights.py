"""How much what counts in ranking: every number of it, chosen on questions with known answers and nowhere else.

They were chosen on three sets at once: 100 quoted errors (hit@1 .960, MRR .973), 100 descriptions of symptoms
(.910, .938) and 106 alerts (.858, .907), and on 829 more lines of errors and 396 more descriptions taken from the same
articles (.977, .884). Where a range of values did as well, the one in its middle was taken. Weights chosen on one half
of the questions answer one error and two symptoms of a hundred fewer in the other half than weights chosen there, and
as many alerts. `make evaluate` prints the scores; `benchmarks/README.md` has them beside those of others.
"""

from typing import NamedTuple

from incidentbook.searchable import Field


class Weight(NamedTuple):
    """BM25's numbers for one field."""

    weight: float
    """What it counts beside other fields."""
    saturation: float
    """BM25's k1: how soon one more of a word says nothing new."""
    normalisation: float
    """BM25's b: how much a long text counts less than a short one."""
    usual_length: int
    """Terms in a field of the length that is neither long nor short. A constant and not the mean of a book, so that an
    article's part in the index depends on that article alone."""


FIELD_WEIGHTS: dict[Field, Weight] = {
    "title": Weight(3, 1.2, 0.5, 10),
    "signatures": Weight(3, 1.2, 0.75, 20),
    "symptoms": Weight(3.5, 1.2, 0.85, 60),
    "alerts": Weight(3, 1.2, 0.75, 4),
    "fix": Weight(1, 1.2, 0.85, 120),
    "body": Weight(1, 1.2, 0.85, 120),
    "code": Weight(0.25, 1.2, 0.85, 60),
}
"""No question has an answer with signatures or alerts in its front matter: theirs are those of a title."""
REPEATED = 0.75
"""How much more a term counts that a question repeats: 1 + this × ln(times)."""
PAIR = 1
"""What two neighbours in a question that are neighbours in an article count beside one of them in a field of weight 1,
in a title …"""
PAIRS = 8
"""… and in questions with more pairs than this their sum stays the same."""
PHRASE = 0.25
"""What the terms of a line count more when all of it stands in the article."""
MOST_TERMS = 32
"""Terms of a question that are looked up: the rarest."""
FEWEST_TERMS = 4
"""So many are looked up even if each is in half of all articles."""
CHECKED = 10
"""How many of the best are looked through for phrases."""
LEAST_SHARE = 0.25
"""Of what only words speak for, this share of the best score is enough to be shown."""
LEAST_OF_ALL = 0.2
"""A text is similar to an article that has this share of what its words say …"""
LEAST_OF_LINE = 0.6
"""… or this share of what those of one of its lines say: of a log only one need be about it …"""
FEWEST_OF_LINE = 4
"""… and so many of that line's words."""
KIND_QUARTERS = {"known-issue": 6, "symptom": 5, "runbook": 5}
"""What an answer of these kinds counts, in quarters of what an incident does: who asks wants the fix. Not chosen on
questions (each set of them has one kind), but on what the demo book answers."""
