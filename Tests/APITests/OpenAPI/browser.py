#!/usr/bin/env python3
"""Opens the documentation's pages in headless Chromium as a person would.

usage: browser.py BASE_URL USER PASSWORD OUT_DIR

/api/docs: logs in by Swagger's Authorize with a token of USER's, calls GET /api/auth/me/ and reads the answer.
/api/redoc: finds every call of the document. On both: nothing in the console, nothing that the content security policy
refused, no request to another host. Leaves screenshots in OUT_DIR. Exits with 1 where something is wrong.

Needs Debian's chromium and chromium-driver, or what WEIR_CHROMIUM and WEIR_CHROMEDRIVER name.
"""

import json
import os
import pathlib
import shutil
import sys
import time
import urllib.parse
import urllib.request

from selenium import webdriver
from selenium.common.exceptions import (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    StaleElementReferenceException,
    TimeoutException,
)
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support import expected_conditions as when
from selenium.webdriver.support.ui import WebDriverWait

SECONDS = 30

# Remembers what the policy refuses, from before the page's first script on.
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", event =>
    window.violations.push(event.violatedDirective + " " + event.blockedURI + " " + event.sourceFile + ":" + event.lineNumber));
"""


class Failure(Exception):
    """What keeps a page from being looked at any further."""


def fail(message):
    sys.exit(f"browser: {message}")


def fetch(url, body=None):
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"} if data else {})
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:
        return json.load(answer)


def chromium():
    program = os.environ.get("WEIR_CHROMIUM") or shutil.which("chromium") or fail("chromium is missing")
    driver = os.environ.get("WEIR_CHROMEDRIVER") or shutil.which("chromedriver") or fail("chromedriver is missing")
    options = Options()
    options.binary_location = program
    for switch in ("--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1400,1800",
                   "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"):
        options.add_argument(switch)
    if os.geteuid() == 0:
        options.add_argument("--no-sandbox")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service(driver))
    browser.set_page_load_timeout(SECONDS)
    browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
    return browser


class Page:
    """A page that is open, and what came of opening it."""

    def __init__(self, browser, base, path, folder):
        self.browser, self.base, self.folder = browser, base, folder
        # Another page's rest.
        browser.get_log("browser")
        browser.get_log("performance")
        browser.get(base + path)

    def shoot(self, name):
        self.browser.save_screenshot(str(self.folder / f"{name}.png"))

    def find(self, selector):
        """The first element that matches and can be seen."""
        try:
            return WebDriverWait(self.browser, SECONDS).until(when.visibility_of_element_located((By.CSS_SELECTOR, selector)))
        except TimeoutException:
            self.shoot("failure")
            told = "; ".join([f"nothing matches {selector}, see failure.png", *self.problems()])
            raise Failure(f"{self.browser.current_url}: {told}") from None

    def click(self, selector):
        """Clicks it once it holds still: a page that still unfolds moves it, or draws it anew, under the pointer."""
        self.find(selector)

        def clicked(browser):
            element = browser.find_element(By.CSS_SELECTOR, selector)
            browser.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
            element.click()
            return True

        moving = (ElementClickInterceptedException, ElementNotInteractableException, StaleElementReferenceException)
        try:
            WebDriverWait(self.browser, SECONDS, ignored_exceptions=moving).until(clicked)
        except TimeoutException:
            self.shoot("failure")
            raise Failure(f"{self.browser.current_url}: {selector} cannot be clicked, see failure.png") from None

    def unfold(self, call):
        """Opens a call; a click may go lost while the page still draws."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            control = self.browser.find_elements(By.CSS_SELECTOR, f"{call} .opblock-summary-control[aria-expanded='true']")
            if control:
                return
            self.click(f"{call} .opblock-summary-control")
            time.sleep(1)
        self.shoot("failure")
        raise Failure(f"{self.browser.current_url}: {call} does not unfold, see failure.png")

    def problems(self):
        """What the console, the policy and the network log have to say."""
        for line in self.browser.execute_script("return window.violations"):
            yield f"the policy refused {line}"
        for entry in self.browser.get_log("browser"):
            if entry["level"] in ("WARNING", "SEVERE"):
                yield f"console: {entry['message']}"
        host = urllib.parse.urlsplit(self.base).netloc
        for entry in self.browser.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] != "Network.requestWillBeSent":
                continue
            url = urllib.parse.urlsplit(message["params"]["request"]["url"])
            if url.scheme not in ("data", "blob") and url.netloc != host:
                yield f"a request to another host: {url.geturl()}"


def operations(document):
    methods = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
    return [item[method] for item in document["paths"].values() for method in methods if method in item]


def swagger(browser, base, user, token, document, folder):
    page = Page(browser, base, "/api/docs", folder)
    page.find(".opblock")
    shown = len(browser.find_elements(By.CSS_SELECTOR, ".opblock"))
    if shown != len(operations(document)):
        yield f"Swagger UI shows {shown} calls of {len(operations(document))}"
    page.shoot("swagger")
    page.click(".auth-wrapper button.authorize")
    page.find(".auth-container input").send_keys(token)
    page.click(".auth-container button.authorize")
    page.find(".auth-container button[aria-label='Remove authorization']")
    page.shoot("swagger-authorize")
    page.click(".auth-container button.btn-done")
    call = "#operations-auth-me"
    page.unfold(call)
    page.click(f"{call} .try-out__btn")
    page.click(f"{call} .execute")
    status = page.find(f"{call} .live-responses-table tr.response .response-col_status").text
    body = page.find(f"{call} .live-responses-table tr.response .response-col_description").text
    browser.execute_script("arguments[0].scrollIntoView()", page.find(call))
    page.shoot("swagger-me")
    if status.split()[0] != "200" or f'"username": "{user}"' not in body:
        yield f"GET /api/auth/me/ in Swagger UI: {status} {body}"
    # Another page of the same browser: the token must be gone.
    page.browser.refresh()
    page.find(".opblock")
    page.find(".auth-wrapper button.authorize.unlocked")
    # A call with a body: its editor, examples and schema.
    call = "#operations-anomaly-addToBlacklist"
    page.unfold(call)
    page.click(f"{call} .try-out__btn")
    if "192.168.1.100" not in page.find(f"{call} textarea").get_attribute("value"):
        yield "Swagger UI does not offer the example of POST /api/anomaly/blacklist/"
    page.shoot("swagger-body")
    yield from page.problems()


def redoc(browser, base, document, folder):
    page = Page(browser, base, "/api/redoc", folder)
    page.find("h1")
    names = [f"operation/{operation['operationId']}" for operation in operations(document)]
    end = time.monotonic() + SECONDS
    while missing := [name for name in names if not browser.find_elements(By.CSS_SELECTOR, f"[id$='{name}']")]:
        if time.monotonic() > end:
            yield f"ReDoc does not show {', '.join(missing)}"
            break
        time.sleep(0.2)
    page.shoot("redoc")
    # The search is a worker's, which the policy has to let run.
    page.find("input[type=text]").send_keys("blacklist")
    page.find("[data-role='search:results'] li")
    page.shoot("redoc-search")
    yield from page.problems()


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    base, user, password = sys.argv[1].rstrip("/"), sys.argv[2], sys.argv[3]
    folder = pathlib.Path(sys.argv[4])
    folder.mkdir(parents=True, exist_ok=True)
    token = fetch(base + "/api/auth/login/", {"username": user, "password": password})["token"]
    document = fetch(base + "/api/openapi.json")
    browser = chromium()
    wrong = []
    try:
        for page in (swagger(browser, base, user, token, document, folder), redoc(browser, base, document, folder)):
            try:
                wrong += page
            except Failure as failure:
                wrong.append(str(failure))
    finally:
        browser.quit()
    for line in wrong:
        print(f"browser: {line}")
    print(f"browser: 2 pages, {len(wrong)} failures, screenshots in {folder}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
