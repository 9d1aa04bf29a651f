"""A story of `grunnlag serve` from start to end: its runs, what it refuses, and commands that run at the same time."""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import orjson
import requests

from tests.flow.processes import command_of, is_there
from tests.flow.request_log import Asked, data_requests
from tests.flow.serve_process import ENTRY, FAR, Json, Served, await_
from tests.flow.shell import ROOT, Result, Shell
from tests.lib.small import replace
from warehouse.lock import only_one

RUN = ("run", "--sample")
COMMANDS = {"pull_steps": [{"prefect.deployments.steps.run_shell_script": {"script": "touch was-here"}}]}
BAD = ({"code": "50555"}, {"code": 9}, {"code": "5055", "county": "Trøndelag"}, {"code": "5055", "kode": "1"}, {})
"""Parameters that the municipality flow must refuse."""
GOOD = ({"code": 5055, "county": 50}, {"code": "0301", "county": "50, 40"}, {"code": " 301\n", "county": None})
"""Parameters that it must accept."""


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
    good_parameters: list[int]
    put_off: Json
    in_flight: list[str]
    after_the_power_cut: list[Json]
    states_of_the_night: list[Json]
    log_of_the_night: list[str]
    queued: Json
    unknown: Result
    asked_for_unknown: list[Asked]
    one: Result
    nightly: Json
    report: Json
    logged: list[str]
    tasks: dict[str, Json]
    artifacts: dict[str, Json]
    published: list[Json]
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

    Requests without the secret, an unknown municipality, a night in closed hours, a power cut, the night, a known
    municipality at the same time, runs at the command line, a second `serve`, the end.
    """
    deployments = served.deployments()
    municipality, nightly = deployments["municipality"], deployments["nightly"]
    refused = _without_secret(served, municipality), _allowed(served), _statuses(served, municipality, BAD)
    accepted = _statuses(served, municipality, GOOD)
    with Shell(served.environment) as shell:
        unknown, asked_for_unknown = shell.run("trigger", "9998", "--wait"), requests_of(served.home)
        served.closed.touch()
        night_id = served.scheduled(nightly)
        put_off = served.once(night_id, lambda run: run["state_name"] == "AwaitingRetry")
        with ThreadPoolExecutor() as beside, only_one(served.home / "lock"):  # it waits for the thread without the lock
            in_flight, after = _power_cut(served, municipality)
            served.closed.unlink()
            served.once(night_id, lambda run: run["state_type"] == "RUNNING")
            triggered = beside.submit(shell.run, "trigger", "5055", "--wait")
            queued = _queued(served)
            log_of_the_night = await_(lambda: _waits(served.logs(night_id)))
        one, night = triggered.result(), served.ended(night_id)
        states = served.states(night_id)
        shown = served.report("nightly"), served.logs(night_id), served.tasks(night_id), served.artifacts(night_id)
        published = served.published()
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
        accepted,
        put_off,
        in_flight,
        after,
        states,
        log_of_the_night,
        queued,
        unknown,
        asked_for_unknown,
        one,
        night,
        *shown,
        published,
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


def _waits(logged: list[str]) -> list[str]:
    return [line for line in logged if line.startswith("Waiting")]


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


def _statuses(served: Served, deployment: Json, given: tuple[Json, ...]) -> list[int]:
    """Return the statuses of Prefect's answers to requests for runs with these parameters, far in the future."""
    path, later = f"deployments/{deployment['id']}/create_flow_run", {"scheduled_time": FAR}
    state = {"type": "SCHEDULED", "state_details": later}
    bodies = [{"parameters": parameters, "state": state} for parameters in given]
    return [await_(partial(_status, served, path, body)) for body in bodies]


def _status(served: Served, path: str, body: Json) -> int | None:
    """Return the status of Prefect's answer; None if its SQLite file is busy."""
    status = served.ask("POST", path, json=body, auth=served.login()).status_code
    return None if status == requests.codes.unavailable else status


def _power_cut(served: Served, municipality: Json) -> tuple[list[str], list[Json]]:
    """Kill everything while a run at the command line waits for the lock, and start again; return all three in flight."""
    in_flight = [served.created(municipality, state) for state in ("RUNNING", "PENDING")]
    with subprocess.Popen([*ENTRY, *RUN], cwd=ROOT, env=served.environment) as run:
        in_flight += await_(lambda: [each["id"] for each in served.runs() if _is_of_a_command(each)])
        served.lose_power()
        run.kill()
    served.start()
    return in_flight, [served.ended(each) for each in in_flight]


def _is_of_a_command(run: Json) -> bool:
    return run["deployment_id"] is None and run["state_type"] == "RUNNING"


def _queued(served: Served) -> Json:
    """Wait until a run waits for another, and return it."""
    return await_(lambda: next((run for run in served.runs() if run["state_name"] == "AwaitingConcurrencySlot"), None))
