"""What should stand in no text: secrets, addresses of persons, numbers of payment cards; where each stands, never what
it is. A text is first searched for a few characters that each of them has, as hardly any has one.
"""

import re
from collections.abc import Collection, Iterator
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from detect_secrets.plugins.base import RegexBasedDetector


class Place(NamedTuple):
    """Where something sensitive stands, from 1, and of what sort it is."""

    line: int
    column: int
    what: str


class _Detector(NamedTuple):
    """A plugin of `detect-secrets`: its module, its class, and what stands in every line that it finds something in."""

    module: str
    name: str
    needles: tuple[bytes, ...]


# Those whose secrets have a form of their own. Left out is what goes by entropy or by words such as "password", and
# what has no sign by which most texts can be passed over. Nothing is ever sent anywhere to be verified.
_DETECTORS = (
    _Detector("aws", "AWSKeyDetector", (b"AKIA", b"ASIA", b"ABIA", b"ACCA", b"ecret_access_key", b"SECRET_ACCESS_KEY")),
    _Detector("azure_storage_key", "AzureStorageKeyDetector", (b"AccountKey=",)),
    _Detector("basic_auth", "BasicAuthDetector", (b"@",)),
    _Detector("github_token", "GitHubTokenDetector", (b"ghp_", b"gho_", b"ghu_", b"ghs_", b"ghr_")),
    _Detector("gitlab_token", "GitLabTokenDetector", tuple(
        f"{name}-".encode() for name in "glpat gldt glft glsoat glrt glcbt glimt glptt glagent gloas".split()
    )),
    _Detector("jwt", "JwtTokenDetector", (b"eyJ",)),
    _Detector("npm", "NpmDetector", (b":_authToken=",)),
    _Detector("openai", "OpenAIDetector", (b"T3BlbkFJ",)),
    _Detector("private_key", "PrivateKeyDetector", (b"PRIVATE KEY", b"PuTTY-User-Key-File-2")),
    _Detector("pypi_token", "PypiTokenDetector", (b"pypi-AgE",)),
    _Detector("sendgrid", "SendGridDetector", (b"SG.",)),
    _Detector("slack", "SlackDetector", (b"xox", b"hooks.slack.com/services/")),
    _Detector("square_oauth", "SquareOAuthDetector", (b"sq0csp-",)),
    _Detector("stripe", "StripeDetector", (b"k_live_",)),
)  # fmt: skip
_PASSWORD_IN_ADDRESS = re.compile(r"://[^\s/?#@:]+:[^\s/?#@:]+@")
_NO_SECRET = re.compile(
    r"example|xxx|\*\*\*|\.\.\.|…|1234567|abcdefg|00000|redacted|removed|your|dummy|placeholder|changeme|sample|[<>${%]",
    re.IGNORECASE,
)
_NO_PASSWORD = frozenset("password passwd passphrase secret apikey api-key api_key username sekret hunter2".split())
_SHORTEST_PASSWORD = 6
_FEWEST_CHARACTERS = 6
"""Different ones: `AAAA…` is a placeholder."""
_KEY = re.compile(r"[A-Za-z0-9+/=]{40,}")
_HEAD_OF_KEY = re.compile(r"[\s>]*(?:$|(?:Proc-Type|DEK-Info|Version|Comment|Encryption|Public-Lines):)")
_MOST_HEADS = 6


def secrets_in(content: bytes) -> Iterator[Place]:
    """Yield where tokens, passwords in addresses, and private keys stand, as `detect-secrets` knows them."""
    present = [one for one in _DETECTORS if any(needle in content for needle in one.needles)]
    lines = _lines(content) if present else []
    for detector in present:
        needles = [needle.decode() for needle in detector.needles]
        for number, line in enumerate(lines):
            if any(needle in line for needle in needles) and _may_have(detector, line):
                column = _column(detector, lines, number)
                if column:
                    yield Place(number + 1, column, _plugin(detector).secret_type)


def _may_have(detector: _Detector, line: str) -> bool:
    return detector.name != "BasicAuthDetector" or _PASSWORD_IN_ADDRESS.search(line) is not None


@cache
def _plugin(detector: _Detector) -> "RegexBasedDetector":
    """Return a plugin. It is imported when a text may have what it finds: that takes as long as a hundred articles."""
    module = import_module(f"detect_secrets.plugins.{detector.module}")
    made: RegexBasedDetector = getattr(module, detector.name)()
    return made


def _column(detector: _Detector, lines: list[str], number: int) -> int:
    """Return where in a line a secret begins that is no placeholder, from 1; 0 where there is none."""
    plugin = _plugin(detector)
    for form in plugin.denylist:
        for match in form.finditer(lines[number]):
            if any(True for _ in plugin.analyze_string(match[0])) and _is_meant(detector, match, lines, number):
                return match.start() + 1
    return 0


def _is_meant(detector: _Detector, match: re.Match[str], lines: list[str], number: int) -> bool:
    """Whether it is a secret and not merely its form: a placeholder, the first line of a key without the key."""
    if detector.name == "PrivateKeyDetector":
        return _is_followed_by_key(lines[number][match.end() :], lines[number + 1 : number + 1 + _MOST_HEADS])
    if detector.name == "BasicAuthDetector":
        user, _, password = match[0].removeprefix("://").removesuffix("@").rpartition(":")
        long = len(password) >= _SHORTEST_PASSWORD
        return long and password.lower() not in _NO_PASSWORD | {user.lower()} and _NO_SECRET.search(password) is None
    return _is_varied(match[0])


def _is_followed_by_key(rest: str, following: list[str]) -> bool:
    """Whether a key stands behind its first line, or below it and below the lines that say how it is encrypted."""
    key = _KEY.search(rest)
    for line in following:
        if key is not None:
            break
        key = _KEY.match(line.lstrip(" \t>|\"'"))
        if key is None and _HEAD_OF_KEY.match(line) is None:
            return False
    return key is not None and _is_varied(key[0])


def _is_varied(secret: str) -> bool:
    return _NO_SECRET.search(secret) is None and len(set(secret[-16:])) >= _FEWEST_CHARACTERS


_ADDRESS = re.compile(
    r"(?<![\w.+%~@/-])(?P<local>[^\W\d_][\w.+%-]{0,63})@"
    r"(?P<domain>(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.){1,8}(?P<last>[a-zA-Z]{2,24}))"
    r"(?!-?\w|@|\.\w|[:/]\S)"
)
_LOGS_IN = re.compile(r"\b(?:ssh|scp|sftp|rsync|git clone|ssh-copy-id)\b")
_NO_DOMAIN = frozenset(
    """
    example test invalid localhost local internal lan home arpa svc cluster localdomain corp private intranet
    png jpg jpeg gif svg webp pdf service socket timer target mount scope slice path js css json yml yaml toml md txt
    log conf alpha beta rc snapshot final release dev0
    """.split()
)
_NO_PERSON_AT = (
    "gserviceaccount.com", "noreply.github.com", "googlegroups.com", "amazonaws.com", "pagerduty.com", "opsgenie.com",
    "opsgenie.net", "googleusercontent.com", "contoso.com", "fabrikam.com", "slack.com", "calendar.google.com",
)  # fmt: skip
# A part of a name by which it is that of a team, a program or nobody.
_NO_PERSON = frozenset(
    """
    abuse accounts admin administrator admins alert alerts alerting all announce api app apps automation billing board
    bot builder builds careers ci cloud commits community contact contacts customer customers daemon data deploy
    deployer desk dev developer developers devops devs dpo email emergency engineering enquiries events feedback
    finance foo bar git group groups hello help helpdesk hg hosting hostmaster hr incident incidents info infosec
    infra infrastructure issues it jenkins jira jobs legal list lists mail mailer maintainers marketing me media
    monitoring myname mysql name network news newsletter no nobody noc noreply donotreply notification notifications
    notifier office oncall on ops operations orders pager payments platform postgres postmaster press privacy
    problems product prod production queries registrar releases reply reports request requests root sales sec
    secops security server service servicedesk services somebody someone sre staff staging status support svc svn
    sysadmin system systems team teams tech test tester ticket tickets ubuntu updates user username users webmaster
    who www you your
    """.split()
)
_PARTS = re.compile(r"[\W\d_]+")
_LONGEST_NAME = 9
_NO_NAME = re.compile(
    r"acc(?:oun)?t|admin|alert|bot|data|dev|info|list|mail|notif|ops|reply|secur|serv|supp?|team|user|web"
)


def addresses_in(content: bytes, contacts: Collection[str] = ()) -> Iterator[Place]:
    """Yield where email addresses of persons stand; `contacts` are those, in lower case, that may."""
    if b"@" not in content:
        return
    for number, line in enumerate(_lines(content), 1):
        if "@" in line and "." in line:
            for match in _ADDRESS.finditer(line):
                if match[0].lower() not in contacts and _is_of_person(match, line):
                    yield Place(number, match.start() + 1, "email address")


def _is_of_person(match: re.Match[str], line: str) -> bool:
    local, domain, last = match["local"].lower(), match["domain"].lower(), match["last"].lower()
    labels = domain.split(".")
    if last in _NO_DOMAIN or "example" in labels or labels[-2].isdigit() or len(labels[-2]) == 1:
        return False
    if domain.endswith(_NO_PERSON_AT) or labels[0] in {"lists", "list", "groups"} or "noreply" in domain:
        return False
    if not _is_name(local):
        return False
    before = line[: match.start()].rpartition(" ")[2]
    return "://" not in before and _LOGS_IN.search(line) is None


def _is_name(local: str) -> bool:
    """Whether what is before the `@` may be the name of a person: `jo.doe`, `mgarcia`; one long word may not."""
    parts = [part for part in _PARTS.split(local) if part]
    if any(part in _NO_PERSON or part.removesuffix("s") in _NO_PERSON for part in parts):
        return False
    if len(parts) > 1:
        return max(map(len, parts)) > 2
    return len(parts) == 1 and 3 <= len(parts[0]) <= _LONGEST_NAME and _NO_NAME.search(parts[0]) is None


_WRITTEN = bytes(0x30 if chr(byte).isdigit() else byte for byte in range(128)) + b"x" * 128
_BETWEEN = b" -"
_CARD = re.compile(
    r"(?<![\w.,:/+#-])(?<![0-9] )(?:"
    r"[0-9]{4}(?P<by>[ -])[0-9]{4}(?P=by)[0-9]{4}(?P=by)[0-9]{4}|[0-9]{4}(?P<amex>[ -])[0-9]{6}(?P=amex)[0-9]{5}"
    r"|(?P<plain>[0-9]{13,19}))(?![\w/]|[-.:,][0-9]| [0-9])"
)
_ABOUT_CARDS = re.compile(
    r"\b(?:cards?|visa|mastercard|amex|american express|maestro|diners|discover|jcb|pan|card[-_ ]?number|credit)\b",
    re.IGNORECASE,
)
_ISSUED = re.compile(
    r"4(?:[0-9]{12}|[0-9]{15}|[0-9]{18})|5[1-5][0-9]{14}|2(?:22[1-9]|2[3-9][0-9]|[3-6][0-9]{2}|7[01][0-9]|720)[0-9]{12}"
    r"|3[47][0-9]{13}|6(?:011|5[0-9]{2}|4[4-9][0-9])[0-9]{12}|3(?:0[0-5]|[68][0-9])[0-9]{11}|35(?:2[89]|[3-8][0-9])[0-9]{12}"
)
# Those that payment companies publish for tests belong to nobody.
_FOR_TESTS = frozenset(
    """
    4111111111111111 4242424242424242 4012888888881881 4000056655665556 4222222222222 4000000000000002 5555555555554444
    5105105105105100 5200828282828210 2223003122003222 378282246310005 371449635398431 378734493671000 6011111111111117
    6011000990139424 3056930009020004 30569309025904 38520000023237 3530111333300000 3566002020360505 4000002500003155
    4000000000009995 4000000000000077 4000000000003220 4000002760003184 5454545454545454 6011000000000004
    """.split()
)


def cards_in(content: bytes) -> Iterator[Place]:
    """Yield where numbers of payment cards stand: written in groups, or in a line that speaks of cards."""
    if b"0" * 13 not in content.translate(_WRITTEN, _BETWEEN):
        return
    for number, line in enumerate(_lines(content), 1):
        for match in _CARD.finditer(line):
            digits = match[0].replace(" ", "").replace("-", "")
            if (match["plain"] is None or _ABOUT_CARDS.search(line) is not None) and _is_card(digits):
                yield Place(number, match.start() + 1, "card number")


def _is_card(digits: str) -> bool:
    """Whether a card may have this number: one of a known company, with the right check digit."""
    doubled = [sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2]]
    fits = (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0
    return fits and _ISSUED.fullmatch(digits) is not None and digits not in _FOR_TESTS and len(set(digits)) > 3


def is_sensitive(text: str) -> bool:
    """Whether a text has any of these in it."""
    content = text.encode("utf-8", "surrogatepass")
    return any(True for found in (secrets_in(content), addresses_in(content), cards_in(content)) for _ in found)


def _lines(content: bytes) -> list[str]:
    text = content.decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
