"""SSB's StatBank, as its API (PxWebApi 2) serves it."""
