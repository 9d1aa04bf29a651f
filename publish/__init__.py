"""The published file -> pages. Reads nothing but the published file."""
