"""HTTP -> stored bytes. Knows the sources; knows nothing of frames or databases."""
