"""A symptom described in place would have the page of another article.

## What

A known issue describes a symptom whose name gives it the same page as a file that is there.

## Why

One of the two pages would overwrite the other.

## Example

```yaml
symptoms:
  - {id: checkout-504, text: Checkout answers 504}     # symptoms/checkout-504.md is there
```

## Instead

```yaml
symptoms:
  - checkout-504
```
"""

CODE = "KB307"
