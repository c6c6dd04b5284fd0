#!/usr/bin/env python3
"""Calls the stream of the blacklist in every way that the document has, and reads its beginning.

usage: stream.py BASE_URL TOKEN
"""

import http.client
import json
import sys
import urllib.parse

PATH = "/api/anomaly/blacklist/stream/"
SECONDS = 10


def cases(token):
    """Name, method, query, headers, expected statuses."""
    good = {"Authorization": f"Bearer {token}"}
    yield "no token", "GET", "", {}, (401,)
    for wrong in ("Bearer", "Bearer x", f"Basic {token}", f"Bearer {token}x", "Bearer weir_x", "Bearer a.b.c"):
        yield f"Authorization: {wrong.replace(token, 'TOKEN')}", "GET", "", {"Authorization": wrong}, (401,)
    for method in ("POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS"):
        yield method, method, "", good, (405,)
    for query in ("?foo=1", "?since=", "?since=x", "?since=-1", "?since=1.0", "?since=0&since=0", "?since=%00", "?since=%ff"):
        yield query, "GET", query, good, (400,)
    yield "a cursor to come", "GET", "?since=999999999999999999", good, (410,)
    for wrong in ("x", "-1", "1.5", ""):
        yield f"Last-Event-ID: {wrong}", "GET", "", dict(good, **{"Last-Event-ID": wrong}), (400,)
    yield "an event to come", "GET", "", dict(good, **{"Last-Event-ID": "999999999999999999"}), (410,)
    yield "HEAD", "HEAD", "", good, (200,)
    yield "as it is", "GET", "", good, (200,)
    yield "since=0", "GET", "?since=0", good, (200,)
    yield "Last-Event-ID: 0", "GET", "", dict(good, **{"Last-Event-ID": "0"}), (200,)
    yield "both", "GET", "?since=0", dict(good, **{"Last-Event-ID": "1"}), (200,)


def call(base, method, query, headers):
    url = urllib.parse.urlsplit(base)
    kind = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
    connection = kind(url.hostname, url.port, timeout=SECONDS)
    connection.request(method, PATH + query, headers=headers)
    answer = connection.getresponse()
    return connection, answer


def judge(method, answer, expected):
    """What is wrong with an answer."""
    media = (answer.getheader("Content-Type") or "").split(";")[0]
    if answer.status not in expected:
        yield f"status {answer.status}, not {' or '.join(map(str, expected))}"
    if not answer.getheader("X-Request-Id"):
        yield "no X-Request-Id"
    if answer.status == 405 and not answer.getheader("Allow"):
        yield "405 without Allow"
    if answer.status == 401 and not answer.getheader("WWW-Authenticate"):
        yield "401 without WWW-Authenticate"
    if method == "HEAD":
        return
    if answer.status == 200:
        if media != "text/event-stream":
            yield f"content type {media}"
        line = answer.readline().decode()
        if not line.strip() or line.split(":")[0] not in ("", "retry", "id", "event", "data"):
            yield f"no line of an event stream: {line!r}"
        return
    body = answer.read().decode()
    try:
        detail = json.loads(body)
    except ValueError:
        detail = None
    if media != "application/json" or not isinstance(detail, dict) or set(detail) != {"detail"}:
        yield f"no detail: {media} {body[:200]!r}"


def check(base, token):
    """How many cases there were, and what was wrong."""
    count, wrong = 0, []
    for name, method, query, headers, expected in cases(token):
        count += 1
        try:
            connection, answer = call(base, method, query, headers)
            wrong += [f"{name}: {error}" for error in judge(method, answer, expected)]
            connection.close()
        except (OSError, http.client.HTTPException) as error:
            wrong.append(f"{name}: {error!r}")
    return count, wrong


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    total, errors = check(sys.argv[1].rstrip("/"), sys.argv[2])
    for error in errors:
        print(error)
    print(f"{total} cases, {len(errors)} failures")
    sys.exit(1 if errors else 0)
