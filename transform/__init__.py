"""Stored bytes -> checked observations (pandas). Pure: no network, no database, no clock."""
