"""The settings of a site."""

import pytest
from pydantic import ValidationError

from incidentbook.settings import CLOSED_LISTS, Settings


def test_without_a_word_there_are_sensible_settings() -> None:
    """Nobody is the audience until a command says who."""
    settings = Settings()
    assert (settings.audience, settings.zone, settings.repeat_window_days) == (None, "UTC", 90)
    assert settings.durations == "derived-first"
    assert settings.lists == CLOSED_LISTS


def test_a_list_of_the_project_s_own_takes_the_place_of_the_usual_one() -> None:
    """One word needs no list."""
    assert Settings.model_validate({"factors": "moon"}).lists["factors"] == ("moon",)


def test_which_durations_count_is_one_of_three_words() -> None:
    """Derived, stated, or stated where nothing can be derived."""
    for word in ("derived", "stated", "derived-first"):
        assert Settings.model_validate({"durations": word}).durations == word
    with pytest.raises(ValidationError, match="'derived', 'stated' or 'derived-first'"):
        Settings.model_validate({"durations": "typed"})


def test_the_files_of_articles_can_be_left_out() -> None:
    """A misspelt key is no setting."""
    assert Settings().api.articles
    assert not Settings.model_validate({"api": {"articles": False}}).api.articles
    with pytest.raises(ValidationError, match="Extra inputs"):
        Settings.model_validate({"api": {"article": False}})
