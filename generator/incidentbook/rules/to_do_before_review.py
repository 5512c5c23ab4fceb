"""What is still missing in a draft.

## What

While a report says `review: draft`, everything that is merely missing is gathered in this one list, with its
lines. It is a note and no mistake. Once the report says `review: reviewed`, each of them is an error.

## Why

A report grows over days. It shall be saved and merged early, and nobody shall be told twelve times what they
know.

## Example

```yaml
title: Checkout times out
review: draft
actions:
  - {type: prevent}
```

## Instead

```yaml
title: Checkout times out
review: reviewed
times: {detected: 2026-03-04 10:12}
actions:
  - {type: prevent, do: Alert on the size of the pool, owner: payments, due: 2026-03-20}
```
"""

CODE = "KB904"
