"""One run: fetch, build, check, publish, switch. Plain Python under one lock; one small part for each kind of source."""
