"""Put SSB's two servers together."""

from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount

from sample.klass.register import Register
from sample.klass.routes import ROOT as KLASS
from sample.klass.routes import ROUTES as KLASS_ROUTES
from sample.recorder import Recorder
from sample.statbank.asking import ROOT as STATBANK
from sample.statbank.drift import StatBank
from sample.statbank.front import AnyCase, QueryLimit, RateLimit
from sample.statbank.routes import ROUTES as STATBANK_ROUTES

CALLS_PER_MINUTE = 40


def create_app(
    statbank: StatBank,
    klass: Register,
    requests: list[dict[str, Any]],
    log: Path | None = None,
    calls_per_minute: int = CALLS_PER_MINUTE,
) -> Starlette:
    """The application: the StatBank behind its limiter, and KLASS.

    Args:
        statbank: the StatBank's tables.
        klass: what KLASS holds.
        requests: filled with what is asked (see `Recorder`).
        log: a file to append it to as JSON lines.
        calls_per_minute: the StatBank's limit for one client address.
    """
    front = [Middleware(RateLimit, limit=calls_per_minute), Middleware(QueryLimit)]
    app = Starlette(
        routes=[Mount(STATBANK, routes=STATBANK_ROUTES, middleware=front), Mount(KLASS, routes=KLASS_ROUTES)],
        middleware=[Middleware(Recorder, requests=requests, log=log), Middleware(AnyCase, root=STATBANK)],
    )
    app.state.statbank, app.state.klass = statbank, klass
    return app
