"""What is published of a book for programs: a record for each article and service, in one shape, with its schema."""
