#!/usr/bin/env python3
"""Checks recorded answers against the API's document.

usage: check_answer.py DOCUMENT ANSWERS.jsonl
DOCUMENT is a URL or a file. A line of ANSWERS is {"method", "path", "status", "content_type", "body"}, body a text, and
optionally "headers", an object. A call or status that the document does not have, another content type, a body not as
its schema says, and a field that the schema does not name are errors. 308 and 404 of a path that the document does not
have, and 405, are no call's, and only have to be {"detail": ...}. Exits with 1 where something is wrong.
"""

import json
import sys

from document import Document, load

# Answers that the server gives before it knows the call: of paths that the document does not have, and of those that it has.
WITHOUT_PATH = (308, 404)
WITHOUT_CALL = (405, 431)


def check_error(document, answer):
    yield from check_media(document, answer, {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}})


def parsed(media, text):
    """The value that a schema is about: of JSON lines the list of them."""
    if media == "application/json":
        return json.loads(text)
    if media == "application/x-ndjson":
        return [json.loads(line) for line in text.splitlines()]
    return text


def check_media(document, answer, content):
    media = (answer.get("content_type") or "").split(";")[0].strip().lower()
    if not content:
        if answer.get("body"):
            yield "a body, where the document has none"
        return
    if media not in content:
        yield f"content type {media!r}, not {' or '.join(content)}"
        return
    schema = content[media].get("schema")
    if schema is None:
        return
    text = answer.get("body") or ""
    if answer["method"].upper() == "HEAD":
        return
    try:
        value = parsed(media, text)
    except ValueError as error:
        yield f"no JSON: {error}"
        return
    yield from document.errors(schema, value)


def check_headers(document, answer, response):
    headers = {name.lower(): value for name, value in (answer.get("headers") or {}).items()}
    if not headers:
        return
    for name, reference in response.get("headers", {}).items():
        header = document.resolved(reference)
        value = headers.get(name.lower())
        if value is None:
            if header.get("required"):
                yield f"header {name} is missing"
            continue
        if header["schema"].get("type") == "integer" and value.isdigit():
            value = int(value)
        for error in document.errors(header["schema"], value):
            yield f"header {name}: {error}"


def check(document, answer):
    """What is wrong with an answer."""
    template = document.template(answer["path"])
    status = int(answer["status"])
    response = template and document.response(answer["method"], template, status)
    if not response:
        if status in (WITHOUT_CALL if template else WITHOUT_PATH):
            yield from check_error(document, answer)
        else:
            yield f"status {status}, which the document does not have"
        return
    content = response.get("content", {})
    yield from check_media(document, answer, content)
    yield from check_headers(document, answer, response)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    document = Document(load(sys.argv[1]))
    count, wrong = 0, 0
    with open(sys.argv[2], encoding="utf-8") as lines:
        for line in filter(str.strip, lines):
            answer = json.loads(line)
            count += 1
            for error in check(document, answer):
                wrong += 1
                print(f"{answer['method']} {answer['path']} {answer['status']}: {error}")
    print(f"{count} answers, {wrong} errors")
    sys.exit(1 if wrong or not count else 0)


if __name__ == "__main__":
    main()
