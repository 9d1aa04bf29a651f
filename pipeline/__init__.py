"""A run: fetch, build, check, publish, switch. Plain Python under one lock, with a small module for each kind of source."""
