"""SSB's Arealprofiler: not in the StatBank, but a workbook that lies beside an article on ssb.no."""
