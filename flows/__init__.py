"""Prefect and nothing else: the flows, their deployments and `serve`. The only importer of prefect."""
