"""What ends a query of DuckDB before its end: Ctrl-C, SIGTERM, or Prefect's time limit."""


def interruption(error: BaseException) -> BaseException | None:
    """Return what a signal's handler raised while DuckDB was at work, which hides it in a RuntimeError; None for others."""
    return error.__cause__ if isinstance(error, RuntimeError) and str(error) == "Query interrupted" else None
