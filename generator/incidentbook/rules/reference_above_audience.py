"""A text refers to an article that not all of its readers may see.

## What

A text for everybody mentions or links to an article that is `internal` or `restricted`.

## Why

On the public site the ID stands there as plain text, and says that there is something hidden.

## Example

```markdown
---
title: Logins fail
audience: public
---

It is a case of KI-0025.        (which is restricted)
```

## Instead

```markdown
---
title: Logins fail
audience: public
---

A known fault of the login service was the cause.
```
"""

CODE = "KB304"
