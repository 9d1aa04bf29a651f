"""SSB's Arealprofiler: a workbook attached to an article on ssb.no, not a table in the StatBank."""
