"""Catalogue files of Backstage as services."""

import json

import pytest

from incidentbook.errors import IncidentbookError
from incidentbook.importers.backstage import read_backstage

TWO = """\
# the shop
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: checkout
  title: Checkout
  description: |
    Takes
    the money
  labels: {tier: "1"}
  links:
    - {url: https://status.example.org, title: Dash Board}
    - {url: https://status.example.org/2, title: dash board}
    - {title: without}
    - url: https://chat.example.org
spec:
  type: service
  owner: group:default/payments
  dependsOn: [resource:default/orders-db, component:nowhere, component:checkout]
  consumesApis: [mail, api:default/unknown]
---
apiVersion: backstage.io/v1beta1
kind: resource
metadata: {name: orders-db}
spec: {type: database, owner: user:jo}
---
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: mailer, title: mailer}
spec: {type: service, providesApis: [mail]}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: money}
spec: {type: library}
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: payments}
"""


def test_components_and_resources_become_services() -> None:
    """With their owners, links and what they need; what does not run is left out and said."""
    told = read_backstage([("catalog-info.yaml", TWO.encode())])
    assert told.services == {
        "checkout": {
            "name": "Checkout",
            "description": "Takes the money",
            "owner": "payments",
            "contacts": {
                "dash-board": "https://status.example.org",
                "dash-board-2": "https://status.example.org/2",
                "link": "https://chat.example.org",
            },
            "tier": "1",
            "depends_on": ["orders-db", "mailer"],
        },
        "mailer": {},
        "orders-db": {"owner": "jo"},
    }
    assert [(one.line, one.message) for one in told.remarks] == [
        (3, "`checkout` depends on `nowhere`, which is not among the services; that was left out"),
        (34, "`money` is of the type library, no service; it was left out"),
    ]


@pytest.mark.parametrize("wrap", [lambda one: one, lambda one: [one], lambda one: {"items": [one]}])
def test_json_is_read_too(wrap: object) -> None:
    """One entity, a list, or an answer of the API."""
    entity = {
        "apiVersion": "backstage.io/v1alpha1",
        "kind": "Component",
        "metadata": {"name": "a"},
        "spec": {"owner": 7},
    }
    assert callable(wrap)
    assert read_backstage([("a.json", json.dumps(wrap(entity)).encode())]).services == {"a": {}}


def test_what_is_described_twice_is_one_service() -> None:
    """The first by file."""
    part = "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {{name: a, title: {}}}\n"
    told = read_backstage([("b.yaml", part.format("B").encode()), ("a.yaml", part.format("A").encode())])
    assert told.services == {"a": {"name": "A"}}
    assert [one.file for one in told.remarks] == ["b.yaml"]


_BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"kind: Component", "line 1: `apiVersion: None` is none of Backstage's"),
        (b"---\n\n- a\n", "line 3"),
        (b"apiVersion: v1\nkind: Pod\nmetadata: {name: a}", "line 2: `apiVersion: v1` is none"),
        (b"apiVersion: backstage.io/v9\nkind: API\n", "line 2: the entity has no `metadata.name`"),
        (b"apiVersion: backstage.io/v1\nkind: API\nmetadata: {name: [a]}", "no `metadata.name`"),
        (b"a: 1\n---\nb: [\n", "a.yaml, line 1: this is no entity"),
        (b"\xff\xfea", "line 1: this is not UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
        (b'[{"kind": "Component"}', "a.yaml, line 1, column"),
        (b'["a"]', "this is no entity"),
        (b"a: " + b"[" * 5_000, "nested more than 40 levels"),
        (_BOMB.encode(), "nested or repeated too often"),
    ],
)
def test_what_is_no_catalogue_is_refused_with_its_place(content: bytes, said: str) -> None:
    """Also what was made to do harm."""
    with pytest.raises(IncidentbookError, match=said):
        read_backstage([("a.yaml", content)])
