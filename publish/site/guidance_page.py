"""The page on how the knowledge base is used in a planning strategy."""

from publish.content.place import Base
from publish.site.templating import Fill


def guidance_html(fill: Fill, base: Base) -> str:
    """Return the page; its questions are those of the chapters, and its points those of the laws in the catalogue."""
    requirements = sorted(base.catalogue.requirements.values(), key=lambda each: "§ 10-1" not in each.title.nb)
    return fill("guidance.html", chapters=base.catalogue.chapters, requirements=requirements)
