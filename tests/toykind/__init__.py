"""A kind of source that the house does not know: a CSV with a row for each municipality."""
