"""What the fingerprint of a build's surroundings covers, and when it is not enough."""

from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation

from incidentbook.mkdocs_host.fingerprints import doubts, environment

THEME = "theme: {name: material, custom_dir: own}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "kb").mkdir()
    (tmp_path / "own").mkdir()
    return tmp_path


def config(folder: Path, text: str = "") -> MkDocsConfig:
    first = "" if "theme:" in text else "theme: {name: material}\n"
    plugins = "" if "plugins:" in text else "plugins: [incidentbook]\n"
    (folder / "mkdocs.yml").write_text(f"site_name: X\ndocs_dir: kb\n{first}{plugins}{text}", encoding="utf-8")
    return load_config(str(folder / "mkdocs.yml"))


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("", ""),
        ("markdown_extensions: [admonition, footnotes, toc, pymdownx.superfences, markdown.extensions.tables]\n", ""),
        ("plugins: [incidentbook, search]\n", "search may change"),
        ("hooks: [hook.py]\n", "hook.py may change"),
        ("markdown_extensions: [pymdownx.snippets]\n", "reads other files"),
        ("markdown_extensions: [my_own_extension]\n", "my_own_extension may read anything"),
        ("markdown_extensions: [{toc: {slugify: !!python/name:os.path.basename }}]\n", "code of your own"),
        ("markdown_extensions: [{toc: {slugify: !!python/object/apply:pymdownx.slugs.slugify {}}}]\n", ""),
        ("extra_templates: [feed.xml]\n", "feed.xml"),
        ("theme: {name: material, static_templates: [all.html]}\n", "all.html"),
        ("exclude_docs: '*.txt'\n", ""),
    ],
)
def test_a_doubt_is_named(folder: Path, text: str, doubt: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever may read other files or change any page is a reason to build all of them."""
    monkeypatch.syspath_prepend(str(folder))
    (folder / "my_own_extension.py").write_text(
        "from markdown import Extension\nclass Mine(Extension):\n    def extendMarkdown(self, md):\n        pass\n"
        "def makeExtension(**_):\n    return Mine()\n",
        encoding="utf-8",
    )
    (folder / "hook.py").write_text("def on_post_build(**_):\n    pass\n", encoding="utf-8")
    said = doubts(config(folder, text))
    assert doubt in said
    assert bool(doubt) == bool(said)


@pytest.mark.parametrize(
    ("template", "doubtful"),
    [
        ("{% for file in pages %}{{ file.page.content }}{% endfor %}", True),
        ("{{ nav.pages|length }}", True),
        ("{% if nav_item.pages %}x{% endif %}", False),
        ("There are many pages.", False),
    ],
)
def test_a_template_over_all_pages_is_a_doubt(folder: Path, template: str, doubtful: bool) -> None:
    """A template that may show any page needs all of them."""
    (folder / "own/main.html").write_text(template, encoding="utf-8")
    assert bool(doubts(config(folder, THEME))) is doubtful


def test_the_fingerprint_is_that_of_the_settings(folder: Path) -> None:
    """The same for the same settings; where the site goes and how strict the build is make no difference."""
    first = environment(config(folder), Navigation([], []), "")
    assert environment(config(folder, "site_dir: elsewhere\nstrict: true\n"), Navigation([], []), "") == first
    for text in (
        "site_description: Y\n",
        "extra: {a: 1}\n",
        "exclude_docs: '*.txt'\n",
        "markdown_extensions: [abbr]\n",
        "validation: {links: {anchors: warn}}\n",
        THEME,
    ):
        assert environment(config(folder, text), Navigation([], []), "") != first


def test_the_fingerprint_is_that_of_the_templates(folder: Path) -> None:
    """Any file beside a template may be included in it."""
    path = folder / "own/partials/icon.svg"
    path.parent.mkdir()
    found = set()
    for text in ("<svg/>", "<svg></svg>"):
        path.write_text(text, encoding="utf-8")
        found.add(environment(config(folder, THEME), Navigation([], []), ""))
    assert len(found) == 2


def test_the_day_counts_where_it_is_shown(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A template with the date of the build makes every page depend on it, and no other does."""
    for template, days in (("{{ build_date_utc }}", 2), ("nothing of the kind", 1)):
        (folder / "own/main.html").write_text(template, encoding="utf-8")
        found = set()
        for epoch in ("1700000000", "1800000000"):
            monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
            found.add(environment(config(folder, THEME), Navigation([], []), ""))
        assert len(found) == days
