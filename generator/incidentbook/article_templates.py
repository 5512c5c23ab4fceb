"""The templates of new articles: the packaged ones in `templates/articles/`, a project's own before them."""

from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined, TemplateError

from incidentbook.drafts import Draft
from incidentbook.errors import IncidentbookError
from incidentbook.templating import packaged_templates


def article_text(draft: Draft, own: Path) -> str:
    """Return the text of a new article; `own` is the project's folder of templates, which may not be there.

    A template says `{{ front_matter }}` between two lines of dashes; `{{ timeline }}` and `{{ error }}`, which may be
    empty, and `{{ title }}` are there for it, too.
    """
    folders = [own / "articles", packaged_templates() / "articles"]
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        autoescape=False,  # noqa: S701 - it makes Markdown
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    name = f"{draft.kind.name}.md"
    try:
        return environment.get_template(name).render(
            front_matter=draft.front_matter, title=draft.title, timeline=draft.timeline, error=draft.error
        )
    except (TemplateError, OSError, UnicodeDecodeError) as error:
        place = f", line {line}" if (line := getattr(error, "lineno", None)) else ""
        raise IncidentbookError(f"The template articles/{name}{place} cannot be used: {error}.") from error
