"""A server on this machine that answers like Statistics Norway's StatBank and KLASS, with SSB's own figures."""

from sample.server import Addresses, serve

__all__ = ["Addresses", "serve"]
