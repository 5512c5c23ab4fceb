"""A link in the text leads to a page or file that there is not.

## What

A relative link or image has no target in the book, or leads out of it. Addresses of other sites are not
looked at.

## Why

Whoever needs the page at night gets an error instead. Files move; links do not follow by themselves.

## Example

```markdown
See [the runbook](../runbook/dns.md).
```

## Instead

```markdown
See [the runbook](../runbooks/dns.md), or just RB-0003.
```
"""

CODE = "KB306"
