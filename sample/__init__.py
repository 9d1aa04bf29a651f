"""SSB on your own machine: true figures, and a server that answers as Statistics Norway's StatBank and KLASS do."""

from sample.server import Addresses, serve

__all__ = ["Addresses", "serve"]
