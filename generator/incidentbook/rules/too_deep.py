"""Values are nested or repeated too often to be read.

## What

Front matter is read to 40 levels, and to 20,000 values, counting what an alias repeats.

## Why

A mapping so deep comes from a bracket that was never closed or from a machine; reading it could take all
memory there is.

## Example

```yaml
extra: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
```

## Instead

```yaml
extra: {count: 1}
```
"""

CODE = "KB118"
