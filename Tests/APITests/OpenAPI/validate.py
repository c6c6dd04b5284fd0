#!/usr/bin/env python3
"""Checks the API's document: OpenAPI 3.1, its examples against its schemas, and what every call has to have.

usage: validate.py URL_OR_FILE [FILE]
With FILE, what the URL answers has to be what stands in it, but for the version. Exits with 1 where something is wrong.
"""

import sys

import openapi_spec_validator

from document import Document, load

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def examples(part):
    """The examples of a media type or a parameter, with their names."""
    if "example" in part:
        yield "example", part["example"]
    for name, example in part.get("examples", {}).items():
        yield name, example["value"]


def check_content(document, where, content, needs_example=True):
    for media, part in content.items():
        found = list(examples(part))
        if needs_example and not found and part:
            yield f"{where} {media}: no example"
        for name, value in found:
            for error in document.errors(part["schema"], value):
                yield f"{where} {media} {name}: {error}"


def check_operation(document, where, shared, operation):
    for name in ("operationId", "summary", "tags"):
        if not operation.get(name):
            yield f"{where}: no {name}"
    for parameter in map(document.resolved, shared + operation.get("parameters", [])):
        if not parameter.get("description"):
            yield f"{where} {parameter['name']}: no description"
        for name, value in examples(parameter):
            for error in document.errors(parameter["schema"], value):
                yield f"{where} {parameter['name']} {name}: {error}"
    if body := operation.get("requestBody"):
        yield from check_content(document, f"{where} body", body["content"])
        for status in ("400", "413", "415"):
            if status not in operation["responses"]:
                yield f"{where}: a body, and no {status}"
    if operation.get("security", document.root["security"]) and "401" not in operation["responses"]:
        yield f"{where}: no 401"
    for status, reference in operation["responses"].items():
        response = document.resolved(reference)
        if "X-Request-Id" not in response.get("headers", {}):
            yield f"{where} {status}: no X-Request-Id"
        yield from check_content(document, f"{where} {status}", response.get("content", {}))


def check(root):
    for error in openapi_spec_validator.OpenAPIV31SpecValidator(root).iter_errors():
        yield f"{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}"
    document = Document(root)
    names = []
    for path, item in root["paths"].items():
        for method in METHODS:
            if operation := item.get(method):
                names.append(operation.get("operationId"))
                yield from check_operation(document, f"{method.upper()} {path}", item.get("parameters", []), operation)
    for name in {name for name in names if names.count(name) > 1}:
        yield f"operationId {name}: used twice"


def differences(one, other, where=""):
    """Where two documents differ; the version may."""
    if where == "/info/version":
        return
    if type(one) is not type(other) and not {type(one), type(other)} <= {int, float}:
        yield f"{where}: {type(one).__name__}, not {type(other).__name__}"
    elif isinstance(one, dict):
        if list(one) != list(other):
            yield f"{where}: {', '.join(one)}, not {', '.join(other)}"
        for name in one.keys() & other.keys():
            yield from differences(one[name], other[name], f"{where}/{name}")
    elif isinstance(one, list):
        if len(one) != len(other):
            yield f"{where}: {len(one)} items, not {len(other)}"
        for index, (left, right) in enumerate(zip(one, other)):
            yield from differences(left, right, f"{where}/{index}")
    elif one != other:
        yield f"{where}: {one!r}, not {other!r}"


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    root = load(sys.argv[1])
    errors = list(check(root))
    if len(sys.argv) == 3:
        errors += differences(root, load(sys.argv[2]))
    for error in errors:
        print(error)
    calls = sum(method in item for item in root["paths"].values() for method in METHODS)
    print(f"{calls} calls, {len(errors)} errors")
    sys.exit(1 if errors else 0)


if __name__ == "__main__":
    main()
