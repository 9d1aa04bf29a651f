"""A story of `grunnlag serve` from start to end: its runs, what it refuses, and commands that run at the same time."""

from dataclasses import dataclass
from pathlib import Path

import orjson

from tests.flow.processes import command_of, is_there
from tests.flow.request_log import Asked, data_requests
from tests.flow.serve_process import Json, Served
from tests.flow.shell import Result, Shell
from tests.lib.small import replace

RUN = ("run", "--sample")
COMMANDS = {"pull_steps": [{"prefect.deployments.steps.run_shell_script": {"script": "touch was-here"}}]}
BAD = ({"code": "50555"}, {"code": 9}, {"code": "5055", "county": "Trøndelag"}, {"code": "5055", "kode": "1"}, {})
"""Parameters that the municipality flow must refuse."""


@dataclass(frozen=True)
class Story:
    """The results of each part of the story."""

    home: Path
    environment: dict[str, str]
    password: str
    deployments: dict[str, Json]
    without_secret: list[int]
    allowed_origins: list[str | None]
    bad_parameters: list[int]
    unknown: Result
    asked_for_unknown: list[Asked]
    one: Result
    nightly: Json
    run: Result
    runs_on_the_server: int
    second: Result
    run_of_unknown: list[Result]
    run_with_broken_table: Result
    asked: list[list[Asked]]
    commands: str
    deployments_at_the_end: dict[str, Json]
    exit_code: int
    left: list[int]
    log: str


def play(served: Served) -> Story:
    """Play the story and return the results.

    Requests without the secret, an unknown municipality, the nightly run, a known municipality, runs at the command line,
    a second `serve`, the end.
    """
    deployments = served.deployments()
    municipality, nightly = deployments["municipality"], deployments["nightly"]
    refused = _without_secret(served, municipality), _allowed(served), _bad_parameters(served, municipality)
    with Shell(served.environment) as shell:
        unknown, asked_for_unknown = shell.run("trigger", "9998", "--wait"), requests_of(served.home)
        night = served.ended(served.scheduled(nightly))
        one = shell.run("trigger", "heim", "--wait")
        before, asked = len(served.runs()), [requests_of(served.home)]
        run = shell.run(*RUN, "--county", "50")
        runs = len(served.runs()) - before
        asked.append(requests_of(served.home))
        second = shell.run("serve", "--sample", "--port", str(served.port))
        of_unknown = [shell.run(*RUN, "--municipality", "9998"), shell.run(*RUN, "--county", "99")]
        replace(served.home.parent / "catalogue/sources/ssb/09429.yaml", 'Kjonn: ["0"]', 'Kjonn: ["9"]')
        broken = shell.run(*RUN, "--county", "50")
    children, password, at_the_end = served.children(), served.login()[1], served.deployments()
    commands = "\n".join(map(command_of, children))
    code = served.stop()
    left = [pid for pid in children if is_there(pid)]
    log = served.log.read_text(encoding="utf-8")
    return Story(
        served.home,
        served.environment,
        password,
        deployments,
        *refused,
        unknown,
        asked_for_unknown,
        one,
        night,
        run,
        runs,
        second,
        of_unknown,
        broken,
        asked,
        commands,
        at_the_end,
        code,
        left,
        log,
    )


def requests_of(home: Path) -> list[Asked]:
    """Return the requests for figures that the sample has received from a home."""
    log = (home / "sample-requests.jsonl").read_bytes()
    return data_requests(map(orjson.loads, log.splitlines()))


def _without_secret(served: Served, deployment: Json) -> list[int]:
    """Return the statuses of Prefect's answers to requests without the secret, or with a guessed one."""
    path = f"deployments/{deployment['id']}"
    run = {"parameters": {"code": "5055"}}
    return [
        served.ask("GET", "version").status_code,
        served.ask("PATCH", path, json=COMMANDS).status_code,
        served.ask("POST", f"{path}/create_flow_run", json=run, auth=("grunnlag", "guessed")).status_code,
    ]


def _allowed(served: Served) -> list[str | None]:
    """Return the origins that Prefect allows for a change by a page of another site, and by its own page."""
    answers = [
        served.ask("OPTIONS", "deployments/", headers={"Origin": origin, "Access-Control-Request-Method": "PATCH"})
        for origin in ("http://other.example", f"http://localhost:{served.port}")
    ]
    return [answer.headers.get("Access-Control-Allow-Origin") for answer in answers]


def _bad_parameters(served: Served, deployment: Json) -> list[int]:
    path = f"deployments/{deployment['id']}/create_flow_run"
    bodies = [{"parameters": parameters} for parameters in BAD]
    return [served.ask("POST", path, json=body, auth=served.login()).status_code for body in bodies]
