"""A time is in another year than everything beside it.

## What

The times of an incident, the dates of its timeline and the date in its file's name are laid side by side. One
that is half a year or more from the others, and would be within two weeks of them in another year, is
reported. Where all times agree and only the file's name has another year, that is said once.

## Why

In January people write the year before. The incident then lasts a year, or ends before it begins, and one
quarter has it too many while another lacks it.

## Example

```yaml
# incidents/2023-01-05-ci-supplier-breach.md
times:
  detected: 2023-01-04
  declared: 2022-01-05 08:56
  resolved: 2023-02-01 10:30
```

## Instead

```yaml
# incidents/2023-01-05-ci-supplier-breach.md
times:
  detected: 2023-01-04
  declared: 2023-01-05 08:56
  resolved: 2023-02-01 10:30
```
"""

CODE = "KB402"
