"""The pages as nginx serves them with the example configuration: no page breaks its Content-Security-Policy."""

from pathlib import Path

from playwright.sync_api import Browser

from tests.lib.nginx import needs_nginx, serving

PAGES = ("index.html", "5055.html", "fylke-50.html", "indikator-population.html", "alle-tall.html", "endringer.html")


@needs_nginx
def test_no_served_page_breaks_the_policy(browser: Browser, site: Path, tmp_path: Path) -> None:
    (tmp_path / "published").symlink_to(site.parent)
    broken: list[str] = []
    with serving(tmp_path) as address:
        page = browser.new_page()
        page.on("console", lambda said: broken.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: broken.append(str(error)))
        for name in PAGES:
            answer = page.goto(f"{address}/{name}")
            assert answer is not None
            assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
            colour = page.evaluate("getComputedStyle(document.querySelector('.skip')).position")
            assert colour == "absolute", f"{name} has no style"
        page.close()
    assert broken == [], broken


def test_a_script_or_style_put_into_a_page_does_nothing(browser: Browser, site: Path, tmp_path: Path) -> None:
    """The policy in the page itself holds for a page that is opened from a folder."""
    text = (site / "index.html").read_text(encoding="utf-8")
    added = (
        "<style>body{margin:77px}</style><script>document.title='in'</script><i onclick='1' style='margin:77px'></i>"
    )
    (tmp_path / "index.html").write_text(text.replace("</main>", f"{added}</main>"), encoding="utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "index.html").as_uri())
    assert page.title() != "in"
    assert page.evaluate("getComputedStyle(document.body).margin") != "77px"
    assert page.evaluate("getComputedStyle(document.querySelector('main > i, main i')).margin") != "77px"
    page.close()
