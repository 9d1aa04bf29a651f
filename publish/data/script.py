"""Figures as a script, for pages that are opened from a folder, where a page may not fetch a file."""

import orjson

ESCAPED = {"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""In a string of JSON these mean the same; escaped, they end neither the script nor its line."""


def script(kind: str, key: str, json: bytes) -> bytes:
    """Return a script that calls grunnlag.data(kind, key, the JSON)."""
    text = json.decode()
    for character, escape in ESCAPED.items():
        text = text.replace(character, escape)
    names = ",".join(orjson.dumps(name).decode() for name in (kind, key))
    return f"grunnlag.data({names},{text});\n".encode()
