"""An ID is none of its kind.

## What

The ID of an incident is written `INC-2026-0042`, that of a known issue `KI-0007`, of a runbook `RB-0003`, of
a maintenance `MNT-2026-0001`. A symptom goes by the name of its file, in lower-case words joined by hyphens.
Until a number is assigned, write `INC-NEW`.

## Why

IDs are recognised in texts by their form. Nothing could refer to this one.

## Example

```yaml
id: INC-42
```

## Instead

```yaml
id: INC-2026-0042
```
"""

CODE = "KB207"
