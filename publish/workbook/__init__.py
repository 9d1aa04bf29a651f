"""Workbooks (.xlsx): the figures of a municipality, a county or an indicator, for whoever checks and computes."""
