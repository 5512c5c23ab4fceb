"""Everything that knows MkDocs: how the pages of a site become its files, its navigation and its HTML."""
