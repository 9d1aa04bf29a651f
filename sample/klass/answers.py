"""KLASS speaks XML unless JSON is asked for."""

from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

import orjson
from starlette.requests import Request
from starlette.responses import Response

PROBLEM_NAMESPACE = "urn:ietf:rfc:7807"
ELEMENT_OF_LIST = {
    "codes": "codeItem",
    "codeChanges": "codeChangeItem",
    "correspondenceItems": "correspondenceItem",
    "classificationItems": "classificationItem",
    "versions": "version",
    "levels": "level",
}


class KlassRefusedError(Exception):
    """A refusal in the form of RFC 7807."""

    def __init__(self, title: str, status: int, detail: str) -> None:
        """Take the title, the HTTP status and the sentence that says what is wrong."""
        super().__init__(detail)
        self.title, self.status, self.detail = title, status, detail


def not_found(detail: str) -> KlassRefusedError:
    """What is asked for does not exist."""
    return KlassRefusedError("Not Found", 404, detail)


def bad_request(detail: str) -> KlassRefusedError:
    """A parameter is missing or cannot be read."""
    return KlassRefusedError("Bad Request", 400, detail)


def document(request: Request, root: str, body: dict[str, Any]) -> Response:
    """The body as JSON where the Accept header names it, else as XML under that root."""
    if _wants_json(request):
        return Response(orjson.dumps(body), media_type="application/json")
    return Response(_xml(root, body), media_type="application/xml;charset=UTF-8")


def problem(request: Request, refused: KlassRefusedError) -> Response:
    """The refusal, in the language asked for."""
    body = {"type": "about:blank", "title": refused.title, "status": refused.status, "detail": refused.detail}
    body["instance"] = request.url.path
    if _wants_json(request):
        return Response(orjson.dumps(body), refused.status, media_type="application/problem+json")
    return Response(_xml("problem", body, PROBLEM_NAMESPACE), refused.status, media_type="application/problem+xml")


def _wants_json(request: Request) -> bool:
    return "json" in request.headers.get("accept", "")


def _xml(root: str, body: dict[str, Any], namespace: str | None = None) -> bytes:
    element = Element(root, {"xmlns": namespace} if namespace else {})
    _fill(element, body)
    written: bytes = tostring(element, encoding="utf-8", xml_declaration=namespace is None)
    return written


def _fill(element: Element, node: object, item: str = "item") -> None:
    if isinstance(node, dict):
        for key, value in node.items():
            _fill(SubElement(element, key), value, ELEMENT_OF_LIST.get(key, "item"))
    elif isinstance(node, list):
        for each in node:
            _fill(SubElement(element, item), each)
    elif node is not None:
        element.text = str(node).lower() if isinstance(node, bool) else str(node)
