"""Markdown of every shape as articles: what is understood becomes front matter and sections, the rest stays as text."""
