"""WHAT Grunnlag measures: sources, indicators and themes as YAML, read strictly. Imports nothing of ours."""

from catalogue.load import load_catalogue
from catalogue.models import Catalogue, Indicator, Source

__all__ = ["Catalogue", "Indicator", "Source", "load_catalogue"]
