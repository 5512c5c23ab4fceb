"""Lines end with carriage returns (CRLF).

## What

The file has the line ends of Windows. It is read as if it had those of everybody else.

## Why

When the next editor changes them back, every line of the file is changed, and a review cannot show what
really was.

## Example

```text
title: Checkout times out␍␊
```

## Instead

```text
title: Checkout times out␊
```
"""

CODE = "KB113"
