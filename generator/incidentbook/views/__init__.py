"""What each page shows: one module per kind of page, each turning the book into values for its template."""
