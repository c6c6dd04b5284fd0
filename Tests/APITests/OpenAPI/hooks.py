"""What schemathesis cannot know from the document.

A schema cannot say that two parameters exclude each other, that a cursor has to come from an answer, or what a kubectl
command is. Where a case means to be valid, such values are made so here. Cases that mean to be wrong stay as they are, with
two exceptions, which keep the run harmless: clusters are at the address given and nowhere else, and the password of the
fuzzing user is not changed.
"""

import json
import os
import re
import urllib.parse
import zlib

import schemathesis

BLACKLIST = "/api/anomaly/blacklist/"
ALLOWLIST = "/api/anomaly/allowlist/"
TRAFFIC = "/api/anomaly/traffic/"
PASSWORD = "/api/auth/password/"

# The password in the document's examples.
EXAMPLE_PASSWORD = "password123"

COMMANDS = [
    "kubectl get pods -n default",
    "kubectl get nodes -o wide",
    "kubectl get pod 'a b'",
    "kubectl version",
    "kubectl api-resources",
    "kubectl describe pod web",
    "kubectl get nosuchresource",
]
SELECTORS = ["app=nginx", "app!=nginx", "app in (a,b)", "app", "!app", "app=nginx,tier=web"]
HOST = os.environ.get("WEIR_FUZZ_CLUSTER_HOST", "127.0.0.1")
PORT = int(os.environ.get("WEIR_FUZZ_CLUSTER_PORT", "1"))
AUTHORITY = os.environ.get("WEIR_FUZZ_CLUSTER_CA")

# The last cursor that a path gave.
cursors = {}
# The last cursor of the changes of the blacklist.
changes = {"cursor": "0"}


@schemathesis.deserializer("application/x-ndjson")
def lines(context, response):
    return [json.loads(line) for line in response.content.decode().split("\n") if line]


@schemathesis.hook
def after_call(context, case, response):
    # `response.json()` is remembered as the answer's value, so it may be asked of JSON only.
    if response.status_code != 200 or not response.headers.get("content-type", [""])[0].startswith("application/json"):
        return
    try:
        answer = response.json()
    except ValueError:
        return
    if not isinstance(answer, dict):
        return
    if isinstance(answer.get("cursor"), str):
        changes["cursor"] = answer["cursor"]
    if link := answer.get("next"):
        parameters = urllib.parse.parse_qs(urllib.parse.urlsplit(link).query)
        if "cursor" in parameters:
            cursors[case.operation.path] = parameters["cursor"][0]


@schemathesis.hook
def before_call(context, case, kwargs):
    path = case.operation.path
    body = case.body if isinstance(case.body, dict) else None
    if body is not None:
        keep_harmless(path, body)
    if not is_valid(case):
        return
    if body is not None:
        mend_body(body)
    if isinstance(case.query, dict):
        mend_query(path, case.query)
        # To JSON Schema 1.0 is an integer; in a URL it is none.
        for name, value in case.query.items():
            if isinstance(value, float) and value.is_integer() or re.fullmatch(r"-?[0-9]+\.0", str(value)):
                case.query[name] = int(float(value))


def is_valid(case):
    """Whether the case means to be valid."""
    meta = getattr(case, "meta", None)
    return meta is not None and meta.generation.mode.is_positive


def choice(options, value):
    """One of the options, by the value that it stands in for."""
    return options[zlib.crc32(str(value).encode("utf-8", "surrogatepass")) % len(options)]


def keep_harmless(path, body):
    server = body.get("api_server")
    if isinstance(server, str) and 0 < len(server) <= 253:
        body["api_server"] = HOST
        if isinstance(body.get("port"), int) and 0 < body["port"] <= 65535 or "port" not in body:
            body["port"] = PORT
    if path == PASSWORD and body.get("current_password") == EXAMPLE_PASSWORD:
        body["current_password"] = "not " + EXAMPLE_PASSWORD


def mend_body(body):
    if "command" in body:
        body["command"] = choice(COMMANDS, body["command"])
        # A manifest belongs to `-f -`.
        if body.get("manifest") is not None:
            body["command"] = "kubectl apply -f -"
    if "username" in body and not re.fullmatch(r"[0-9A-Za-z._-]{1,64}", body["username"]):
        body["username"] = f"user{zlib.crc32(body['username'].encode('utf-8', 'surrogatepass'))}"
    for name in ("password", "new_password"):
        if name in body and not body[name].isprintable():
            body[name] = f"password {zlib.crc32(body[name].encode('utf-8', 'surrogatepass'))}"
    if body.get("ca_cert") is not None:
        body["ca_cert"] = AUTHORITY
    if body.get("expires_at") is not None:
        year = 2030 + zlib.crc32(body["expires_at"].encode()) % 200
        body["expires_at"] = f"{year}-02-28T23:59:59.5+01:30"
    if "password" in body and str(body["password"]).casefold() == str(body.get("username")).casefold():
        body["password"] = "password of another kind"


def mend_query(path, query):
    if "label_selector" in query:
        query["label_selector"] = choice(SELECTORS, query["label_selector"])
    mend_cursor(path, query)
    for name in ("start", "end"):
        if name in query:
            query[name] = instant(query[name])
    if "start" in query and "end" in query and query["start"] > query["end"]:
        query["start"], query["end"] = query["end"], query["start"]
    if path == TRAFFIC:
        if "ip" in query:
            query.pop("cidr", None)
        if query.get("format") in ("ndjson", "csv"):
            keep_all_but(query, {"limit", "cursor"})
    if path == BLACKLIST:
        if "since" in query:
            query["since"] = changes["cursor"]
            keep_only(query, {"since", "limit"})
        elif query.get("format") == "ndjson":
            keep_only(query, {"format", "action", "simulated"})
        elif query.get("format", "json") != "json":
            keep_only(query, {"format", "action"})
    if path == ALLOWLIST and query.get("format", "json") != "json":
        keep_only(query, {"format"})


def mend_cursor(path, query):
    if "cursor" not in query:
        return
    # A cluster's cursor belongs to the very list that it came with.
    if path in cursors and path != "/api/runtime/pods/":
        query["cursor"] = cursors[path]
    else:
        del query["cursor"]


def instant(value):
    """A date or an instant in UTC in the years that the server takes, so that texts compare as times do."""
    seed = zlib.crc32(str(value).encode("utf-8", "surrogatepass"))
    date = f"{1970 + seed % 290}-{1 + seed // 7 % 12:02}-{1 + seed // 11 % 28:02}"
    return date if "T" not in str(value).upper() else f"{date}T{seed % 24:02}:30:15.25Z"


def keep_only(query, names):
    keep_all_but(query, set(query) - names)


def keep_all_but(query, names):
    for name in names & set(query):
        del query[name]
