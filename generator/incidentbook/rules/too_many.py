"""There is more of something than anybody writes by hand.

## What

A list in front matter has more than 1,000 entries, a paragraph more than 1,000 brackets, or a text more than
1,000 headings. What is beyond is left out, or shown as plain text.

## Why

Every entry may become a link on other pages. What a machine has produced by the thousand belongs into a file
beside the article.

## Example

```yaml
alerts: [Alert1, Alert2, Alert3]   # and so on, to Alert5000
```

## Instead

```yaml
alerts: [NodeNotReady]
links:
  - {title: All alerts of that night, url: "https://alerts.example.org/2026-03-04"}
```
"""

CODE = "KB120"
