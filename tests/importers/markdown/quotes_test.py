"""What a known issue looks like."""

from incidentbook.importers.markdown.documents import read_document
from incidentbook.importers.markdown.quotes import symptoms_of


def signatures(text: str) -> list[str]:
    found = symptoms_of(read_document("a.md", text.encode()).lines)
    assert isinstance(found, list)
    said = found[0]["signatures"] if found and isinstance(found[0], dict) and "signatures" in found[0] else []
    assert isinstance(said, list)
    return [str(one) for one in said]


def test_quoted_errors_are_signatures_with_gaps() -> None:
    text = (
        "It fails.\n\n> Could not open \\<path> for *UserName*, code %d\n>\n> 2024-03-04 10:12:31,005 Fatal pool error"
    )
    assert signatures(text) == ["Could not open <*> for <*>, code <*>", "Fatal pool error"]


def test_notes_commands_and_short_words_are_none() -> None:
    text = "> [!NOTE]\n> Nobody looks for this text.\n\n```sql\nSELECT everything FROM somewhere\n```\n\n> OK\n"
    assert signatures(text) == []


def test_output_and_quotation_marks_count_where_errors_are_spoken_of() -> None:
    output = "```\nfatal: the pool is empty\n```\n\n"
    text = f'{output}The message "the pool of workers is empty" appears.\n\nSelect "Tools and other things".'
    assert signatures(text) == ["fatal: the pool is empty", "the pool of workers is empty"]


def test_the_text_is_the_first_whole_sentence() -> None:
    found = symptoms_of(read_document("a.md", b"Consider this:\n\n- It `fails`.\n").lines)
    assert found == [{"text": "It fails."}]
    assert symptoms_of([]) == []


def test_a_word_between_quotations_is_no_symptom() -> None:
    """Unless nothing else is said."""
    said = b"You see this:\n\n> The pool of workers is empty\n\nor\n\nError message 2\n\n"
    texts = [symptoms_of(read_document("a.md", text).lines) for text in (said, said + b"Queues grow.\n", b"or\n")]
    signatures = {"signatures": ["The pool of workers is empty"]}
    assert texts == [
        [{"text": "The pool of workers is empty", **signatures}],
        [{"text": "Queues grow.", **signatures}],
        [{"text": "or"}],
    ]
