"""A former address cannot lead to its article.

## What

An entry of `aliases` is no address of this site, or one that leads to another page already.

## Why

Bookmarks and links in old tickets end at the wrong page, or nowhere.

## Example

```yaml
aliases: ["https://wiki.example.org/old"]
```

## Instead

```yaml
aliases: [incidents/old-name/]
```
"""

CODE = "KB305"
