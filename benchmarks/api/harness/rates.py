"""How many requests a second: logins, who one is, small answers over HTTP/1.1 and HTTP/2."""
import concurrent.futures
import time

from . import addresses, client as clients
from .client import Client
from .report import Failed, spread, table


def logins(weir, rounds, count, say):
    """Logins one after another, then by four clients at once; and as many GETs of who one is."""
    results = {}
    body = {"username": weir.username, "password": weir.password}

    def one_client(times):
        client = Client(weir.port)
        for _ in range(times):
            client.call("POST", "/api/auth/login/", body, expected=(200,))
        client.close()

    def who(times):
        client = weir.client()
        for _ in range(times):
            client.get("/api/auth/me/")
        client.close()

    def timed(server, name, requests, work):
        start, before = time.perf_counter(), server.cpu()
        work()
        seconds, cpu = time.perf_counter() - start, server.cpu() - before
        results.setdefault(name, []).append({"rate": requests / seconds, "cpu": cpu / requests})

    def parallel():
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            for done in [pool.submit(one_client, count) for _ in range(4)]:
                done.result()

    with weir.server() as server:
        for number in range(rounds):
            timed(server, "login, one after another", count, lambda: one_client(count))
            timed(server, "login, 4 clients", 4 * count, parallel)
            timed(server, "`GET /api/auth/me/`, one after another", 1_000, lambda: who(1_000))
            say(f"logins: round {number + 1} of {rounds}")
    return results


def login_lines(results):
    rows = [
        [name, "HTTP/1.1", spread([one["rate"] for one in made]), spread([one["cpu"] * 1e3 for one in made], 3)]
        for name, made in results.items()
    ]
    return ["## Logins", ""] + table(["call", "over", "requests/s", "CPU ms of the server"], rows)


def calls(weir):
    """Path and headers of each call."""
    client = weir.client()
    tag = client.get(weir.path + "?limit=100").headers["ETag"]
    client.close()
    result = {
        "`/api/healthz`": ("/api/healthz", {}),
        "`/api/auth/me/`": ("/api/auth/me/", weir.headers),
        "`/api/anomaly/blacklist/?limit=100`": (weir.path + "?limit=100", weir.headers),
    }
    if tag:
        result["the same, 304"] = (weir.path + "?limit=100", weir.headers | {"If-None-Match": tag})
    return result


def loaded(server, work):
    before = server.cpu()
    made = work()
    return made | {"cpu": (server.cpu() - before) / made["requests"]}


def loopback(weir, peer, rounds, seconds, say):
    """wrk against both over HTTP/1.1, the sides taking turns; answers {(side, call, over): [result]}."""
    results = {}

    def of_weir():
        with weir.server() as server:
            for name, (path, headers) in calls(weir).items():
                url = f"http://127.0.0.1:{weir.port}{path}"
                made = loaded(server, lambda: clients.wrk(url, headers, seconds=seconds))
                results.setdefault((weir.name, name, "HTTP/1.1"), []).append(made)

    def of_peer():
        # One address: its `limit` of 1.4.6 leaves nothing out.
        path = f"/v1/decisions?ip={addresses.text(addresses.public_addresses(1)[0])}"
        with peer.server() as server:
            url = f"http://127.0.0.1:{peer.port}{path}"
            made = loaded(server, lambda: clients.wrk(url, peer.headers, seconds=seconds))
            results.setdefault((peer.name, f"`{path}`", "HTTP/1.1"), []).append(made)

    turns = [of_weir] * bool(weir) + [of_peer] * bool(peer)
    for number in range(rounds):
        for turn in turns if number % 2 == 0 else turns[::-1]:
            turn()
        say(f"wrk: round {number + 1} of {rounds}")
    return results


def over_tls(weir, rounds, say):
    """h2load against Weir over HTTP/2 and TLS."""
    results = {}
    with weir.server() as server:
        wanted = calls(weir)
    with weir.server(tls=weir.certificate()) as server:
        for number in range(rounds):
            for name, (path, headers) in wanted.items():
                url = f"https://127.0.0.1:{weir.port}{path}"
                requests = 4_000 if "limit=100" in path and "If-None-Match" not in headers else 40_000
                made = loaded(server, lambda: clients.h2load(url, headers, requests=requests))
                results.setdefault((weir.name, name, "HTTP/2, TLS"), []).append(made)
            say(f"h2load: round {number + 1} of {rounds}")
    return results


def loopback_lines(results):
    rows = [
        [side, call, over, spread([one["rate"] for one in made], 0), spread([one["cpu"] * 1e6 for one in made], 0),
         spread([one["p99"] for one in made], 2) if over == "HTTP/1.1" else ""]
        for (side, call, over), made in results.items()
    ]
    heads = ["server", "call", "over", "requests/s", "CPU µs of the server", "p99 ms"]
    return ["## Small answers on loopback", ""] + table(heads, rows) + [
        "wrk: 16 connections, one thread. h2load: 4 connections of 8 streams each, one thread. The client shares the"
        " processors with the server.", "",
    ]
