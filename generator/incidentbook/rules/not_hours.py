"""The hours of a calendar cannot be read.

## What

In `sla.yml`, the week of a calendar has days or ranges of days, `mon-fri`, and hours, `"09:00-17:30"`.

## Why

The clocks of targets run in these hours. A day that cannot be read would not count.

## Example

```yaml
calendars:
  office:
    week: {monday to friday: 9-17}
```

## Instead

```yaml
calendars:
  office:
    week: {mon-fri: "09:00-17:00"}
```
"""

CODE = "KB211"
