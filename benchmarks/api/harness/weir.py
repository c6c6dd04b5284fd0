"""`weir serve` on a store of this benchmark's own."""
import json
import secrets
import shutil
import subprocess
import time

from . import addresses, seed
from .client import Client, run
from .report import Failed
from .server import Server, free_port

#: Changes with the rows that seed.py makes.
FORM = 1


class Weir:
    name = "Weir"
    path = "/api/anomaly/blacklist/"
    list_path = path + "?format=ndjson"
    lookup_path = path + "?ip=192.0.2.1"

    def __init__(self, program, folder):
        self.program, self.folder, self.port = program, folder, free_port()
        self.data, self.note = folder / "data", folder / "seed.json"
        self.username, self.password = f"bench-{secrets.token_hex(6)}", secrets.token_urlsafe(24)
        self.headers, self.made, self.options, self.changes = {}, {}, [], 0

    def prepare(self, entries, samples, fresh):
        """A store with these contents, of an earlier run if it has them; and a user of this run."""
        self.look_at_options()
        self.folder.mkdir(parents=True, exist_ok=True)
        wanted = {"form": FORM, "entries": entries, "samples": samples}
        if fresh or not self.has(wanted):
            shutil.rmtree(self.data, ignore_errors=True)
            self.note.unlink(missing_ok=True)
            with self.server():
                pass  # makes the database, by its own migrations
            database = self.data / "weir.sqlite"
            end = int(time.time()) // 3_600 * 3_600
            made = seed.fill(database, entries, samples, end)
            made |= wanted | {"end": end, "octets": database.stat().st_size}
            self.note.write_text(json.dumps(made, indent=2) + "\n")
        self.made = json.loads(self.note.read_text())
        with self.server():
            client = Client(self.port)
            body = {"username": self.username, "password": self.password}
            answer = client.call("POST", "/api/auth/register/", body, expected=(201,))
            client.close()
        self.headers = {"Authorization": "Bearer " + answer.json()["token"]}

    def has(self, wanted):
        """Whether the store has been filled so, not more than a week ago."""
        try:
            made = json.loads(self.note.read_text())
            old = time.time() - made["end"] > 7 * 86_400
            return not old and wanted == {key: made[key] for key in wanted} and (self.data / "weir.sqlite").is_file()
        except (OSError, ValueError, KeyError):
            return False

    def look_at_options(self):
        """Fails where the program, or its `serve`, is not there yet."""
        if not self.program.is_file():
            raise Failed("it is missing: build it with `swift build -c release`, or name it with --weir")
        done = subprocess.run([self.program, "serve", "--help"], capture_output=True, text=True)
        if done.returncode or "--listen" not in done.stdout:
            raise Failed(f"{self.program.name}: this build has no `weir serve`")
        self.options = ["--store-mebibytes", "65536", "--keep-days", "60"]

    def server(self, tls=None):
        """Started; `tls` is the files of a certificate and its key."""
        command = [self.program, "serve", "--data", self.data, "--listen", f"127.0.0.1:{self.port}", *self.options]
        if tls:
            command += ["--tls-certificate", tls[0], "--tls-key", tls[1]]
        server = Server(self.name, command, self.folder / "log")
        try:
            return server.start(self.is_ready_with_tls if tls else self.is_ready)
        except BaseException:
            server.stop()
            raise

    def is_ready(self):
        client = Client(self.port, seconds=5)
        try:
            return client.get("/api/healthz", expected=None).status == 200
        finally:
            client.close()

    def is_ready_with_tls(self):
        command = ["curl", "--silent", "--fail", "--insecure", f"https://127.0.0.1:{self.port}/api/healthz"]
        return subprocess.run(command, capture_output=True).returncode == 0

    def certificate(self):
        """A certificate for loopback that signs itself, and its key."""
        files = self.folder / "certificate.pem", self.folder / "key.pem"
        run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
             "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
             "-out", str(files[0]), "-keyout", str(files[1])], 30)
        return files

    def client(self):
        return Client(self.port, self.headers)

    @staticmethod
    def entries(body):
        """How many entries the answer of `list_path` has."""
        return body.count(b"\n")

    def begin_delta(self, client):
        """Walks the trail of changes to its end; answers how many requests that took."""
        self.cursor = "0"
        for pages in range(1, 2_000):
            said = client.get(f"{self.path}?since={self.cursor}").json()
            self.cursor = said["cursor"]
            if not said["more"]:
                return pages
        raise Failed("the trail of changes has no end")

    def change(self, client, index):
        """Adds an entry, or takes off the one that the call before added, so that the list stays as long."""
        if index % 2:
            client.call("DELETE", f"{self.path}{self.added['id']}/", expected=(204,))
        else:
            self.changes += 1
            value = addresses.text(0xC6336400 + self.changes)  # of 198.51.100.0 and on
            body = {"ip": value, "action": "block", "reason": "benchmark", "ttl": 14_400}
            self.added = client.call("POST", self.path, body, expected=(200, 201)).json()
        return self.added["ip"]

    def delta(self, client):
        answer = client.get(f"{self.path}?since={self.cursor}")
        self.cursor = answer.json()["cursor"]
        return answer

    @staticmethod
    def shows(answer, value):
        """Whether the delta has the change and nothing else."""
        return [change["ip"] for change in answer.json()["changes"]] == [value]
