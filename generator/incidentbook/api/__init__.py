"""The site for programs: its data as JSON, each article as Markdown, feeds, and a guide for language models."""
