"""Runs programs, one at a time, and says what each took."""
import json
import os
import pathlib
import resource
import signal
import subprocess
import tempfile
import threading
import time

MEMORY_LIMIT = 16 << 30  # bytes of address space of each process
TIME_LIMIT = 600  # seconds


class Failed(Exception):
    """A program is missing, or fails, or disagrees; the text says which."""


def measured(command, output=None):
    """CPU seconds, wall seconds and KiB of one run; its standard output goes to `output`, else nowhere.

    CPU time is that of all its threads and of the children it waited for, memory that of the largest process.
    """
    late = threading.Event()

    def stop(group):
        late.set()
        os.killpg(group, signal.SIGKILL)

    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        try:
            child = subprocess.Popen(
                [str(word) for word in command], stdin=subprocess.DEVNULL, stdout=output or subprocess.DEVNULL,
                stderr=errors, start_new_session=True,
            )
        except OSError as error:
            raise Failed(f"{command[0]}: {error.strerror}") from error
        timer = threading.Timer(TIME_LIMIT, stop, [child.pid])
        timer.start()
        try:
            resource.prlimit(child.pid, resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
        except ProcessLookupError:
            pass  # it has ended already
        _, status, usage = os.wait4(child.pid, 0)
        timer.cancel()
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if late.is_set():
            raise Failed(f"ended after {TIME_LIMIT // 60} minutes, the limit")
        if child.returncode:
            errors.seek(0)
            said = errors.read().decode(errors="replace").strip().splitlines()
            how = f"exit status {child.returncode}"
            if child.returncode < 0:
                how = f"ended by {signal.Signals(-child.returncode).name}"
            if usage.ru_maxrss * 1024 > MEMORY_LIMIT * 0.9:
                how += f" near the limit of memory, {MEMORY_LIMIT >> 30} GiB"
            raise Failed(how + (f": {said[-1]}" if said else ""))
    kernel = usage.ru_stime
    return {"cpu": usage.ru_utime + kernel, "kernel": kernel, "wall": wall, "kib": usage.ru_maxrss}


def own(command):
    """One run of a program of this folder, which says in JSON what it counted and what memory it took itself."""
    with tempfile.TemporaryFile() as output:
        run = measured(command, output)
        output.seek(0)
        said = json.loads(output.read())
    # A child's ru_maxrss is at least what this script held; the program knows its own.
    return run | {"kib": said["max_rss_kib"], "said": said}


def apart(work):
    """Does it in a process of its own, so that its memory does not count in the ru_maxrss of later children."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            with os.fdopen(writer, "w") as pipe:
                json.dump(work(), pipe)
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return json.loads(said or "null")


def first_match(path, key):
    try:
        for line in pathlib.Path(path).read_text().splitlines():
            if line.startswith(key):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return None
