"""A file is left out because nobody can tell who may read it.

## What

The front matter is broken, so that its `audience` cannot be trusted. For this site's readers the file is left
out. Nothing of what is in it is said here, only which rule it breaks at which line; `incidentbook check` says more.

## Why

A mistake must never publish what is for few. But a site must not lose an article unseen either.

## Example

```markdown
---
title: Keys were exposed
audience: public
services: [vault
---
```

## Instead

```markdown
---
title: Keys were exposed
audience: public
services: [vault]
---
```
"""

CODE = "KB121"
