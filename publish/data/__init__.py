"""The figures as files to take along: CSV, JSON-stat2 and scripts, the page "Alle tall", and what changed."""
