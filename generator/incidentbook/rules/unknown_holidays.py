"""There are no public holidays under this code.

## What

In `sla.yml`, `holidays` takes the code of a country, `US`, or of a region of one, `GB-ENG`, `DE-BY`.

## Why

Public holidays would count as working days, and targets would be missed that were met.

## Example

```yaml
calendars:
  office: {week: {mon-fri: "09:00-17:00"}, holidays: England}
```

## Instead

```yaml
calendars:
  office: {week: {mon-fri: "09:00-17:00"}, holidays: GB-ENG}
```
"""

CODE = "KB212"
