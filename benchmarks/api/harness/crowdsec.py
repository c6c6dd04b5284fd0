"""Debian's CrowdSec local API with SQLite, in a folder of its own, and its list of decisions."""
import csv
import datetime
import shutil
import subprocess

from . import addresses
from .client import Client
from .report import Failed
from .server import Server, free_port

CONFIGURATION = """\
common: {{daemonize: false, log_media: stdout, log_level: warning, working_dir: .}}
config_paths:
  config_dir: {folder}/conf/
  data_dir: {folder}/data/
  simulation_path: {folder}/conf/simulation.yaml
  hub_dir: {folder}/hub/
  index_path: {folder}/hub/.index.json
  notification_dir: {folder}/conf/notifications/
  plugin_dir: {folder}/plugins/
db_config:
  log_level: warning
  type: sqlite
  db_path: {folder}/data/crowdsec.db
  use_wal: true
  flush: {{max_items: 5000, max_age: 7d}}
api:
  client: {{insecure_skip_verify: false, credentials_path: {folder}/conf/credentials.yaml}}
  server:
    log_level: warning
    listen_uri: 127.0.0.1:{port}
    profiles_path: {folder}/conf/profiles.yaml
    console_path: {folder}/conf/console.yaml
prometheus: {{enabled: false}}
"""


class CrowdSec:
    name = "CrowdSec"
    machine = {"machine_id": "bench", "password": "bench-of-loopback-only"}
    headers = {"X-Api-Key": "bench-of-loopback-only"}
    list_path = "/v1/decisions/stream?startup=true"
    lookup_path = "/v1/decisions?ip=192.0.2.1"
    delta_path = "/v1/decisions/stream"

    def __init__(self, package, folder):
        self.package, self.folder, self.port = package, folder, free_port()
        self.program = package / "usr/bin/crowdsec"
        self.token, self.changes = None, 0

    def version(self):
        done = subprocess.run([self.program, "-version"], capture_output=True, text=True)
        for line in (done.stderr + done.stdout).splitlines():
            if "version:" in line:
                return line.split("version:", 1)[1].strip().strip('"')
        return "of unknown version"

    def prepare(self, entries):
        """A new database with a machine, a bouncer and so many decisions."""
        if not self.program.is_file():
            raise Failed("CrowdSec is missing: benchmarks/api/install gets it")
        shutil.rmtree(self.folder, ignore_errors=True)
        for name in ("conf/notifications", "data", "hub", "plugins"):
            (self.folder / name).mkdir(parents=True)
        shipped = self.package / "etc/crowdsec"
        for name in ("profiles.yaml", "simulation.yaml"):
            shutil.copy(shipped / name, self.folder / "conf")
        shutil.copytree(shipped / "patterns", self.folder / "conf/patterns")
        (self.folder / "hub/.index.json").write_text("{}")
        (self.folder / "conf/credentials.yaml").touch()
        self.configuration = self.folder / "conf/config.yaml"
        self.configuration.write_text(CONFIGURATION.format(folder=self.folder, port=self.port))
        machine = self.machine
        credentials = str(self.folder / "conf/credentials.yaml")
        self.cscli("machines", "add", machine["machine_id"], "--password", machine["password"], "-f", credentials)
        self.cscli("bouncers", "add", "bench", "--key", self.headers["X-Api-Key"])
        decisions = self.folder / "decisions.csv"
        with decisions.open("w", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["duration", "scope", "value", "reason", "type"])
            for number in addresses.public_addresses(entries):
                writer.writerow(["168h", "ip", addresses.text(number), "weir/port-scan", "ban"])
        with self.server():  # cscli imports through it
            self.cscli("decisions", "import", "--input", str(decisions))

    def cscli(self, *words):
        command = [self.package / "usr/bin/cscli", "-c", self.configuration, *words]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=180)
        except subprocess.TimeoutExpired as error:
            raise Failed(f"cscli {words[0]} {words[1]}: not done after 180 s") from error
        if done.returncode:
            raise Failed(f"cscli {words[0]} {words[1]}: {done.stderr.strip()[-300:]}")

    def server(self):
        command = [self.program, "-c", self.configuration, "-no-cs", "-no-capi"]
        self.token = None  # each start signs with a key of its own
        server = Server(self.name, command, self.folder / "log")
        try:
            return server.start(self.is_ready)
        except BaseException:
            server.stop()
            raise

    def is_ready(self):
        client = Client(self.port, self.headers, 5)
        try:
            return client.get(self.lookup_path, expected=None).status == 200
        finally:
            client.close()

    def client(self):
        return Client(self.port, self.headers)

    @staticmethod
    def entries(body):
        """How many entries the answer of `list_path` has."""
        return body.count(b'"value":"')

    def change(self, client, _):
        """Adds a decision, as a machine does."""
        if self.token is None:
            answer = client.call("POST", "/v1/watchers/login", self.machine, expected=(200,))
            self.token = {"Authorization": "Bearer " + answer.json()["token"]}
        now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.changes += 1
        value = addresses.text(0xC6336400 + self.changes)  # of 198.51.100.0 and on
        source = {"scope": "Ip", "value": value}
        decision = source | {"duration": "4h", "origin": "bench", "scenario": "weir/port-scan", "type": "ban"}
        alert = {
            "scenario": "weir/port-scan", "scenario_hash": "", "scenario_version": "", "message": "bench",
            "events_count": 1, "start_at": now, "stop_at": now, "capacity": 0, "leakspeed": "0", "simulated": False,
            "events": [], "source": source, "remediation": True, "decisions": [decision],
        }
        client.call("POST", "/v1/alerts", [alert], headers=self.token, expected=(201,))
        return value

    def delta(self, client):
        return client.get(self.delta_path)

    @staticmethod
    def shows(answer, value):
        """Whether the delta has the change and no more than a few entries with it."""
        new = answer.json()["new"] or []
        return len(new) < 10 and any(entry["value"] == value for entry in new)

    def begin_delta(self, client):
        """Brings this bouncer's place to the end of the changes."""
        self.delta(client)
