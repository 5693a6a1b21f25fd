"""How long a keystroke of the directory's search takes in Chromium, over a whole national site.

    python -m tests.bench.search OUTBOX/site

Types each of the queries letter by letter; the time of a keystroke is that of the script's own answer, measured in
the page. Prints the median and the worst of several rounds (the bar: 16 ms, one frame).
"""

import shutil
import sys
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

QUERIES = ("หนองบัว", "อบต.บ้านใหม่", "เทศบาลตำบลท่า", "maesai.go.th", "นํ้าคํา", "โพธิทอง")
ROUNDS = 5
BAR = 16.0
KEYSTROKE = """text => {
    const box = document.querySelector("#q");
    box.value = text;
    const start = performance.now();
    box.dispatchEvent(new Event("input", { bubbles: true }));
    return new Promise(done => {
        const list = document.querySelector("#results ol");
        const seen = () => { watch.disconnect(); done(performance.now() - start); };
        const watch = new MutationObserver(seen);
        const all = { childList: true, subtree: true, characterData: true, attributes: true };
        watch.observe(document.querySelector("#results"), all);
        setTimeout(seen, 200);
    });
}"""


def main(site: Path) -> None:
    """Measure and print."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto((site / "index.html").resolve().as_uri())
        found = {text: _typed(page, text) for query in QUERIES for text in _beginnings(query)}
        browser.close()
    slowest = sorted(found.items(), key=lambda one: -median(one[1]))
    for text, times in slowest[:5]:
        print(f"{median(times):6.1f} ms  {text}")
    worst = median(slowest[0][1])
    print(
        f"{len(found)} keystrokes, median {median(t for times in found.values() for t in times):.1f} ms, "
        f"worst {worst:.1f} ms (bar {BAR:.0f} ms): {'kept' if worst <= BAR else 'NOT kept'}"
    )


def _beginnings(query: str) -> list[str]:
    return [query[:length] for length in range(1, len(query) + 1)]


def _typed(page: Page, text: str) -> list[float]:
    times = []
    for _ in range(ROUNDS):
        page.evaluate(KEYSTROKE, "")
        times.append(page.evaluate(KEYSTROKE, text))
    return times


if __name__ == "__main__":
    main(Path(sys.argv[1]))
