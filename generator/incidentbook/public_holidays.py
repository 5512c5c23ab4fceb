"""The public holidays of countries and regions, as the package `holidays` knows them.

The package takes 80 ms to import, so only a code that somebody wrote loads it.
"""

from functools import lru_cache
from typing import Any

from incidentbook.text import closest, shortened


@lru_cache(maxsize=1024)
def public_holidays(code: str, year: int) -> frozenset[int]:
    """Return the ordinals of a year's public holidays, each on the day on which it is observed.

    ValueError when nothing is known of the country or region.
    """
    from holidays import country_holidays  # noqa: PLC0415

    check_holidays(code)
    country, _, region = code.partition("-")
    return frozenset(day.toordinal() for day in country_holidays(country, subdiv=region or None, years=year))


def check_holidays(code: str) -> None:
    """Raise ValueError when nothing is known of a country or region: `GB-ENG`, `US`."""
    country, hyphen, region = code.partition("-")
    regions = _regions().get(country)
    if regions is None or (hyphen and region not in regions):
        raise ValueError(f"`{shortened(code)}` is no country or region whose public holidays are known")


def nearest_holidays(code: str) -> str | None:
    """Return the code that a wrong one, or a country's English name, most likely stands for."""
    country, _, region = code.strip().replace("_", "-").partition("-")
    known, country = _regions(), _by_name(country) or country.upper()
    if country not in known:
        return closest(country, known)
    by_name = {name.lower(): one for name, one in _entity(country, "subdivisions_aliases", {}).items()}
    near = by_name.get(region.strip().lower()) or closest(region.strip(), known[country])
    return f"{country}-{near}" if near else country


def _by_name(country: str) -> str | None:
    code = _entity(country.title().replace(" ", ""), "country", None)
    return code if isinstance(code, str) and code in _regions() else None


def _regions() -> dict[str, list[str]]:
    """Return the codes of regions by the code of their country."""
    from holidays import list_supported_countries  # noqa: PLC0415

    return list_supported_countries()


def _entity(name: str, attribute: str, default: Any) -> Any:
    """Return what the package says of a country, by its code or its name in one word."""
    import holidays  # noqa: PLC0415

    return getattr(getattr(holidays, name, None), attribute, default)
