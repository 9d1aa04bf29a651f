"""Text of sources in Markdown."""


def escaped(text: str) -> str:
    """Return text that Markdown and HTML take as text, on one line."""
    marked = "".join(f"\\{sign}" if sign in "\\`*_{}[]#|!" else sign for sign in text)
    return marked.replace("<", "&lt;").replace("\n", " ")
