"""Slides (.pptx) for a meeting about the planning strategy of a municipality."""
