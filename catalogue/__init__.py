"""What Grunnlag measures: sources, indicators and themes as strictly validated YAML. Imports no other package of ours."""

from catalogue.definition import Indicator
from catalogue.kinds import Source
from catalogue.load import load_catalogue
from catalogue.models import Catalogue

__all__ = ["Catalogue", "Indicator", "Source", "load_catalogue"]
