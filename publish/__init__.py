"""Published warehouse -> pages. Reads the published file only."""
