"""A code block is opened and never closed.

## What

A line of three or more backticks or tildes has no counterpart below it. The block is closed at the end of the
text.

## Why

Everything after it is shown as code: headings are none, links lead nowhere, and IDs are not recognised.

## Example

````markdown
```text
request timed out after 30000ms

## Workaround
````

## Instead

````markdown
```text
request timed out after 30000ms
```

## Workaround
````
"""

CODE = "KB114"
