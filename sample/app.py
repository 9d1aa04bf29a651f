"""Put SSB's servers together, and those of the other sources."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Mount

from sample.attachments import IMDI, Attachment, arealprofiler, emissions, imdi, unemployed
from sample.attachments import ROUTES as ATTACHMENT_ROUTES
from sample.failures import FaultMiddleware
from sample.faults import Faults
from sample.fhi.figures import own_tables
from sample.fhi.holdings import REGIONS, TIME, FhiBanks
from sample.fhi.routes import ROOT as FHI
from sample.fhi.routes import ROUTES as FHI_ROUTES
from sample.klass.register import Register
from sample.klass.routes import ROOT as KLASS
from sample.klass.routes import ROUTES as KLASS_ROUTES
from sample.recorder import Recorder
from sample.statbank.drift import StatBank
from sample.statbank.front import AnyCase, QueryLimit, Quota, RateLimit
from sample.statbank.model import Variable
from sample.statbank.request import ROOT as STATBANK
from sample.statbank.routes import ROUTES as STATBANK_ROUTES

RETIRED = f"{STATBANK}-beta"


@dataclass(frozen=True, kw_only=True)
class Holdings:
    """The data that a server answers from. A test may change it while the server runs."""

    statbank: StatBank = field(default_factory=StatBank)
    klass: Register = field(default_factory=Register)
    arealprofiler: Attachment = field(default_factory=arealprofiler)
    unemployed: Attachment = field(default_factory=unemployed)
    emissions: Attachment = field(default_factory=emissions)
    imdi: dict[str, Attachment] = field(default_factory=lambda: {table: imdi(table) for table in IMDI})
    fhi: FhiBanks = field(default_factory=lambda: FhiBanks(dict(own_tables())))
    faults: Faults = field(default_factory=Faults)
    requests: list[dict[str, Any]] = field(default_factory=list)

    @property
    def held(self) -> list[str]:
        """The numbers of the tables and classifications that the server has, for a client that must ask for no others."""
        numbers = [*self.klass.codes, *(number for _, number in self.fhi.tables)]
        return [*self.statbank.tables, *map(str, numbers)]

    @property
    def held_codes(self) -> dict[str, dict[str, list[str]]]:
        """Table number -> dimension -> the codes that the server has. Of the regions only those that are groups."""
        statbank = {
            number: {each.code: _held(each) for each in table.variables if each.role != "time"}
            for number, table in self.statbank.tables.items()
        }
        fhi = {
            str(number): {each.code: list(each.labels) for each in table.dimensions if each.code not in (REGIONS, TIME)}
            for (_, number), table in self.fhi.tables.items()
        }
        return statbank | fhi


def _held(variable: Variable) -> list[str]:
    """Return a variable's codes, except those of municipalities."""
    return [code for code in variable.codes if variable.role != "geo" or len(code) != len("0301")]


def create_app(
    holdings: Holdings, quota: Quota, log: Path | None = None, *, klass_shares_quota: bool = True
) -> Starlette:
    """Return the application. Faults can hit all services; the rate limiter is for the StatBank and KLASS only.

    Args:
        holdings: the tables, the classifications and the faults; its list of requests is filled (see `Recorder`).
        quota: the StatBank's limit for one client address.
        log: a file to append the requests to as JSON lines.
        klass_shares_quota: whether calls to KLASS count too (see `serve`).
    """
    failing = Middleware(FaultMiddleware, faults=holdings.faults)
    loud, quiet = (Middleware(RateLimit, quota=quota, show_remaining=shown) for shown in (True, False))
    statbank = Starlette(routes=STATBANK_ROUTES, middleware=[loud, failing, Middleware(QueryLimit)])
    statbank.state.statbank = holdings.statbank
    klass = Starlette(routes=KLASS_ROUTES, middleware=[*([quiet] if klass_shares_quota else []), failing])
    klass.state.klass = holdings.klass
    attachments = Starlette(routes=ATTACHMENT_ROUTES, middleware=[failing])
    attachments.state.attachments = [
        *(holdings.arealprofiler, holdings.unemployed, holdings.emissions),
        *holdings.imdi.values(),
    ]
    fhi = Starlette(routes=FHI_ROUTES, middleware=[failing])
    fhi.state.fhi = holdings.fhi
    return Starlette(
        routes=[
            Mount(STATBANK, statbank),
            Mount(KLASS, klass),
            Mount(FHI, fhi),
            Mount(RETIRED, Response(status_code=503)),
            Mount("", attachments),
        ],
        middleware=[
            Middleware(Recorder, requests=holdings.requests, log=log),
            Middleware(AnyCase, root=STATBANK),
        ],
    )
