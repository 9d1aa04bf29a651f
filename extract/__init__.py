"""HTTP -> stored bytes. Knows the sources, but not data frames or databases."""
