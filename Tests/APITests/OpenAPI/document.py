"""Reads the API's document and validates with the schemas in it."""

import copy
import json
import pathlib
import re
import urllib.request

import jsonschema
import yaml


def load(source):
    """The document at a URL or in a file, JSON or YAML."""
    if source.startswith(("http://", "https://")):
        with urllib.request.urlopen(source, timeout=10) as answer:
            return json.load(answer)
    return yaml.safe_load(pathlib.Path(source).read_text(encoding="utf-8"))


class Document:
    def __init__(self, root):
        self.root = root
        self.strict = {"components": _closed(copy.deepcopy(root["components"]))}
        paths = sorted(root["paths"], key=lambda path: path.count("{"))
        self.paths = [(re.compile(_pattern(path)), path) for path in paths]

    def resolved(self, part):
        """What a `$ref` points at, and what is none itself."""
        while "$ref" in part:
            reference = part["$ref"]
            part = self.root
            for name in reference.removeprefix("#/").split("/"):
                part = part[name.replace("~1", "/").replace("~0", "~")]
        return part

    def template(self, path):
        """The path of the document that a request's path is one of; None where there is none."""
        path = path.split("?", 1)[0]
        return next((template for pattern, template in self.paths if pattern.match(path)), None)

    def response(self, method, template, status):
        """The description of an answer; None where the document has no such status for the call."""
        method = "get" if method.lower() == "head" else method.lower()
        operation = self.root["paths"][template].get(method)
        found = operation and operation["responses"].get(str(status))
        return self.resolved(found) if found else None

    def errors(self, schema, value):
        """What of the value is not as the schema says; a field that the schema does not name is an error, too."""
        closed = dict(_closed(copy.deepcopy(schema)), **self.strict)
        validator = jsonschema.Draft202012Validator(closed, format_checker=jsonschema.FormatChecker())
        for error in validator.iter_errors(value):
            yield f"{'/'.join(map(str, error.absolute_path)) or '(whole)'}: {error.message[:300]}"


def _pattern(path):
    return "^" + re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path)) + "$"


def _closed(part):
    """The same, with every object that names its properties closed to others."""
    if isinstance(part, dict):
        # What the document leaves open by naming none stays open.
        if part.get("type") == "object" and part.get("properties"):
            part.setdefault("additionalProperties", False)
        for value in part.values():
            _closed(value)
    elif isinstance(part, list):
        for value in part:
            _closed(value)
    return part
