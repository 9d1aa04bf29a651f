"""A password or token in an address, a proxy or ~/.netrc stands in no message, log or stored answer."""

import base64
import logging
from pathlib import Path

import pytest

from catalogue.errors import BadSetting, GrunnlagError
from extract.archive import Archive
from tests.lib.apis import client
from tests.lib.scripted import Says, scripted

SECRET = "hemmelig77"

REDIRECTS = (
    f"https://me:{SECRET}@example.org/x",
    f"https://example.org/x?token={SECRET}",
    f"https://me:{SECRET}@[::1/x",
    f"//me:{SECRET}@example.org:99999/",
    f"http://me:a b{SECRET}@exa mple.org:x/",
    f"ftp://me:{SECRET}@/",
)
PROXIES = (
    f"http://me:{SECRET}@127.0.0.1:9",
    f"http://me:a/{SECRET}@127.0.0.1:9",
    f"http://me:a {SECRET}@127.0.0.1:9",
    f"http://me:{SECRET}@[::1",
    f"http://me:{SECRET}@127.0.0.1:99999",
    f"socks5://me:{SECRET}@127.0.0.1:9",
    f"odd://me:{SECRET}@127.0.0.1:9",
    f"me:{SECRET}@",
    f"http://127.0.0.1:9?key={SECRET}",
)


@pytest.fixture(autouse=True)
def _logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)


@pytest.mark.parametrize("to", REDIRECTS)
def test_the_address_of_a_redirect(to: str, caplog: pytest.LogCaptureFixture) -> None:
    body = f'<a href="{to}">moved</a>'.encode()
    says = Says(body, 302, "text/html", {"Location": to})
    with scripted(says) as server, pytest.raises(GrunnlagError) as raised:
        client(server.url).get("tables")
    assert SECRET not in f"{raised.value} {caplog.text}"


@pytest.mark.parametrize("proxy", PROXIES)
def test_the_password_of_a_proxy(proxy: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.setenv(name, proxy)
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "")
    for scheme in ("http", "https"):
        with pytest.raises(GrunnlagError) as raised:
            client(f"{scheme}://example.org").get("tables")
        assert SECRET not in f"{raised.value} {caplog.text}"


def test_a_password_in_netrc_is_sent_and_not_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "netrc").write_text(f"machine 127.0.0.1 login me password {SECRET}\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with scripted(Says(), Says(b"no", 403)) as server:
        archive = Archive(tmp_path)
        archive.keep(client(server.url).get("tables"), "here")
        with pytest.raises(GrunnlagError) as raised:
            client(server.url).get("tables")
    sent = base64.b64encode(f"me:{SECRET}".encode()).decode()
    assert server.headers[0]["Authorization"] == f"Basic {sent}"
    written = f"{raised.value} {caplog.text} {(tmp_path / 'log.jsonl').read_text()}"
    assert SECRET not in written
    assert sent not in written


@pytest.mark.parametrize("address", [f"https://me:{SECRET}@x.no/a", f"https://x.no/a?key={SECRET}&b=1"])
def test_no_message_of_ours_has_the_secret_of_an_address(address: str) -> None:
    assert str(BadSetting(f"'{address}' is not valid; correct it.")).endswith(" is not valid; correct it.")
    assert SECRET not in str(BadSetting(f"'{address}' is not valid; correct it."))
