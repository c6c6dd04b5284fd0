#!/usr/bin/env python3
"""Serves the recorded answers of a Kubernetes API server over TLS.

usage: cluster.py --cert FILE --key FILE [--host 127.0.0.1] [--port 0] [--port-file FILE] [--until-eof]

The bearer token says which account is meant: weir-sa (reads nodes, pods, ...), narrow-sa (pods of prod only), nobody-sa,
garbage, expired. More tokens, each as weir-sa but for one thing:
  weir-metrics  metrics.k8s.io is there (its answer is handwritten)    weir-stale  it answers 503
  hang          no answer for 60 s             close     the connection closes without an answer
  throttled     429 as plain text              internal  500      slow504  504      redirect  302
  gone          the second page of a list is 410            endless   every page has a next one
  html          200 that is no JSON            wrong     JSON of another shape     huge  2 MB of JSON
  gzip          pods come as gzip, chunked     anonymous reviews as system:anonymous
  old           no SelfSubjectReview and no SelfSubjectAccessReview
  odd           pods and nodes are those of odd.HANDWRITTEN.json
  trickle       headers at once, the body never
  <k8s-sa-token>  as the client's document writes it: weir-sa
"""
import argparse, asyncio, json, os, re, signal, ssl, sys, threading
from urllib.parse import parse_qsl, unquote, urlsplit

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Fixtures")


def fixture(name):
    for file in os.listdir(FOLDER):
        if file.startswith(name + "-") and file.endswith(".http"):
            with open(os.path.join(FOLDER, file), "rb") as stream:
                return stream.read()
    raise KeyError(name)


def load_index():
    """(account, path with query, whether it is a Table) -> answer."""
    answers = {}
    with open(os.path.join(FOLDER, "INDEX.tsv")) as stream:
        for line in stream:
            name, account, target, options = line.rstrip("\n").split("\t")[:4]
            if "-X" in options or "-m" in options or "HANDWRITTEN" in name or name[:2] in ("47", "86", "88"):
                continue
            if "gzip" in options or "pretty" in name:
                continue
            special = "table" if "as=Table" in options else "discovery" if "apidiscovery" in options else ""
            answers.setdefault((account, unquote(target), special), fixture(name.split("-")[0]))
    return answers


INDEX = load_index()


def answer(status, body, content_type="application/json", extra=""):
    if not isinstance(body, bytes):
        body = json.dumps(body).encode()
    head = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{extra}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def failure(code, reason, message):
    body = {"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure", "message": message,
            "reason": reason, "code": code}
    return answer(f"{code} {reason}", body)


def attributes(body):
    """What a SelfSubjectAccessReview asks about; kubectl sends protobuf, of which the strings are enough."""
    if body[:1] == b"{":
        return json.loads(body)["spec"].get("resourceAttributes", {})
    words = re.findall(r"[a-z]{3,}", body.decode("latin-1"))
    found = {"verb": [w for w in words if w in ("get", "list", "watch", "create", "delete")],
             "resource": [w for w in words if w in ("nodes", "pods", "namespaces", "services")],
             "namespace": [w for w in words if w in ("prod", "default")]}
    return {name: values[0] for name, values in found.items() if values}


def review(account, path, body):
    if account == "old":
        return fixture("36")
    if path.endswith("/selfsubjectreviews"):
        user = "system:anonymous" if account == "anonymous" else "system:serviceaccount:default:" + account
        return answer("201 Created", {"kind": "SelfSubjectReview", "apiVersion": "authentication.k8s.io/v1",
                                      "metadata": {}, "status": {"userInfo": {"username": user}}})
    wanted = attributes(body)
    allowed = account not in ("narrow-sa", "nobody-sa") and wanted.get("verb") in ("get", "list", "watch")
    if account == "narrow-sa":
        allowed = wanted.get("resource") == "pods" and wanted.get("namespace") == "prod"
    return answer("201 Created", {"kind": "SelfSubjectAccessReview", "apiVersion": "authorization.k8s.io/v1",
                                  "metadata": {}, "spec": {"resourceAttributes": wanted},
                                  "status": {"allowed": allowed}})


def respond(method, target, headers, body):
    """The octets of an answer, or a word for what to do instead."""
    account = headers.get("authorization", "").removeprefix("Bearer ") or "none"
    account = {"<k8s-sa-token>": "weir-sa"}.get(account, account)
    parts = urlsplit(target)
    path, query = parts.path.rstrip("/") or "/", dict(parse_qsl(parts.query))
    if account in ("garbage", "expired"):
        return fixture("15")
    if account == "none" and path not in ("/version", "/api", "/apis"):
        return fixture("17")
    if account in ("hang", "close", "trickle"):
        return account
    fixed = {"throttled": lambda: fixture("88"), "internal": lambda: fixture("32d"), "slow504": lambda: fixture("77"),
             "redirect": lambda: answer("302 Found", b"", extra="Location: https://example.com/\r\n"),
             "html": lambda: answer("200 OK", b"<html>hello</html>", "text/html"),
             "wrong": lambda: answer("200 OK", {"items": [{"metadata": {"name": 7}}]}),
             "huge": lambda: answer("200 OK", {"items": [], "x": "x" * 2_000_000})}.get(account)
    if fixed:
        return fixed()
    if path.startswith("/apis/auth") and method == "POST":
        return review(account, path, body)
    if account == "endless":
        return answer("200 OK", {"kind": "List", "metadata": {"continue": os.urandom(8).hex()}, "items": []})
    if account == "gone" and query.get("continue"):
        return fixture("75")
    if account == "odd" and path in ("/api/v1/pods", "/api/v1/nodes"):
        with open(os.path.join(FOLDER, "odd.HANDWRITTEN.json")) as stream:
            return answer("200 OK", {"kind": "List", "metadata": {}, "items": json.load(stream)[path.split("/")[-1]]})
    if account == "gzip" and path.endswith("/pods"):
        return fixture("80")
    if path.startswith("/apis/metrics.k8s.io"):
        known = {"weir-metrics": "81", "weir-stale": "86", "narrow-sa": "21", "nobody-sa": "21"}
        return fixture(known.get(account, "19"))
    if method not in ("GET", "HEAD"):
        return failure(403, "Forbidden", f'cannot {method.lower()} at "{path}" as "{account}"')
    return lookup(account, unquote(target), path, query, headers.get("accept", ""))


def lookup(account, target, path, query, accept):
    special = "table" if "as=Table" in accept else "discovery" if "apidiscovery" in accept else ""
    reader = account if account in ("narrow-sa", "nobody-sa") else "weir-sa"
    kept = {k: v for k, v in query.items() if k in ("labelSelector", "continue") or (k == "limit" and v != "500")}
    shorter = path + ("?" + "&".join(f"{k}={v}" for k, v in kept.items()) if kept else "")
    selected = path + (f"?labelSelector={query['labelSelector']}" if "labelSelector" in query else "")
    if reader == "weir-sa" and query.get("continue"):
        selected = "none"
    for name in (target, shorter, selected):
        for kind in ([special, ""] if special else [""]):
            for who in [reader] + (["narrow-sa"] if reader == "weir-sa" and path.endswith("/prod/pods") else []):
                if (who, name, kind) in INDEX:
                    return INDEX[(who, name, kind)]
    if query.get("continue"):
        return fixture("40")
    open_paths = ("/version", "/api", "/apis", "/api/v1", "/openapi/v3", "/healthz")
    if path in open_paths and ("weir-sa", path, special) in INDEX:
        return INDEX[("weir-sa", path, special)]
    if path in open_paths and ("weir-sa", path, "") in INDEX:
        return INDEX[("weir-sa", path, "")]
    if match := re.fullmatch(r"/apis/([^/]+/v[^/]+)", path):
        return answer("200 OK", {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": match[1], "resources": []})
    if reader != "weir-sa":
        user = f"system:serviceaccount:default:{reader}"
        return failure(403, "Forbidden", f'User "{user}" cannot list resource at "{path}"')
    if re.fullmatch(r"/api/v1/namespaces/[^/]+/pods", path):
        return fixture("24")
    return fixture("36")


async def serve(reader, writer):
    try:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            method, target, _ = head[0].split(" ", 2)
            headers = {k.lower(): v.strip() for k, v in (h.split(":", 1) for h in head[1:] if ":" in h)}
            body = await reader.readexactly(int(headers.get("content-length", 0)))
            octets = respond(method, target, headers, body)
            if octets == "hang":
                await asyncio.sleep(60)
                break
            if octets == "trickle":
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{")
                await writer.drain()
                await asyncio.sleep(60)
                break
            if octets == "close":
                break
            writer.write(octets)
            await writer.drain()
            if headers.get("connection", "").lower() == "close" or b"\r\nConnection: close" in octets[:1000]:
                break
    except (asyncio.IncompleteReadError, ConnectionError, ValueError, ssl.SSLError):
        pass
    finally:
        writer.close()


async def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cert", required=True)
    parser.add_argument("--key", required=True)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--port-file", help="gets the number of the port once it is open")
    parser.add_argument("--until-eof", action="store_true", help="ends with its standard input, so with its parent")
    options = parser.parse_args()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(options.cert, options.key)
    context.set_alpn_protocols(["http/1.1"])
    server = await asyncio.start_server(serve, options.host, options.port, ssl=context, limit=1 << 20)
    port = server.sockets[0].getsockname()[1]
    if options.port_file:
        with open(options.port_file + ".part", "w") as stream:
            stream.write(str(port))
        os.rename(options.port_file + ".part", options.port_file)
    print(port, flush=True)
    if options.until_eof:
        threading.Thread(target=lambda: (sys.stdin.buffer.read(), os._exit(0)), daemon=True).start()
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await stop.wait()
    server.close()


asyncio.run(main())
