"""A server of this benchmark's own: started, measured, ended by its process id."""
import pathlib
import re
import socket
import subprocess
import time

from .report import Failed


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    def __init__(self, name, command, log):
        self.name, self.command, self.log = name, [str(word) for word in command], pathlib.Path(log)
        self.process = None

    def start(self, is_ready, seconds=60):
        """Starts it and waits until `is_ready()`; then until it has nothing to do."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        end = time.monotonic() + seconds
        while not self.answers(is_ready):
            if self.process.poll() is not None:
                raise Failed(f"{self.name}: exit status {self.process.returncode}: {self.last_line()}")
            if time.monotonic() > end:
                raise Failed(f"{self.name}: not ready after {seconds} s: {self.last_line()}")
            time.sleep(0.05)
        self.settle()
        return self

    @staticmethod
    def answers(is_ready):
        try:
            return is_ready()
        except OSError:
            return False

    def last_line(self):
        lines = self.log.read_text(errors="replace").strip().splitlines()
        return lines[-1][:300] if lines else "it said nothing"

    def stop(self):
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def settle(self, seconds=10):
        """Waits until it uses less than 2 % of a processor for 0.3 s."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            before = self.cpu()
            time.sleep(0.3)
            if self.cpu() - before < 0.006:
                return

    def cpu(self):
        """User and system seconds of all its threads so far, ended ones included.

        The kernel's clock of another process (clock_getcpuclockid(3)): what /proc/PID/stat counts in hundredths of a
        second, in nanoseconds.
        """
        return time.clock_gettime((~self.process.pid << 3) | 2)

    def status(self, key):
        """KiB of a line of /proc/PID/status."""
        text = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"^{key}:\s+(\d+) kB", text, re.M).group(1))

    def reset_peak(self):
        """Sets VmHWM back to what is resident now; answers that, in KiB."""
        pathlib.Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")
        return self.status("VmRSS")

    def peak(self):
        return self.status("VmHWM")
