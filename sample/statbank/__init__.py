"""The StatBank, as PxWebApi 2 serves it."""
