"""There is no time zone of this name.

## What

`zone` takes a name of the IANA database: `Europe/London`, `America/New_York`, `UTC`. Abbreviations such as
`IST` stand for several zones, or for none.

## Why

Times without an offset would be read in another zone than the author's, and be hours off.

## Example

```yaml
zone: London
```

## Instead

```yaml
zone: Europe/London
```
"""

CODE = "KB210"
