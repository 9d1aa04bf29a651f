"""Prefect: when, in what order, what on failure; and the command line. The only importer of prefect."""
