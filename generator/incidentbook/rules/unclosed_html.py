"""Raw HTML in the text is not balanced.

## What

An HTML element is opened and never closed, closed and never opened, or is none that there is. A `<` that
begins no element is shown as the character.

## Why

An open element takes in the rest of the page. Mostly it was no HTML at all: `<pod-name>` in a command is
shown as nothing where it is not in backticks.

## Example

```markdown
Run kubectl delete pod <pod-name>.
```

## Instead

```markdown
Run `kubectl delete pod <pod-name>`.
```
"""

CODE = "KB115"
