"""What other tools and folders hold, as articles: one module or data file for each, behind small registries."""
