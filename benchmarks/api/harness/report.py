"""Numbers and tables in Markdown, and where they were measured."""
import os
import pathlib
import platform
import statistics
import subprocess


class Failed(Exception):
    """A program is missing, or fails, or answers what it should not; the text says which."""


def spread(values, digits=1):
    """Median (least–greatest) of the rounds."""
    values = [value for value in values if value is not None]
    if not values:
        return "not measured"
    shown = [f"{value:,.{digits}f}" for value in (statistics.median(values), min(values), max(values))]
    return shown[0] if len(values) == 1 else f"{shown[0]} ({shown[1]}–{shown[2]})"


def percentile(values, share):
    """The value below or at which `share` of the values lie: nearest rank."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)]


def table(heads, rows):
    """A table of Markdown; the first two columns to the left, numbers to the right."""
    marks = ["---", "---"] + ["---:"] * (len(heads) - 2)
    lines = [heads, marks, *rows]
    return ["| " + " | ".join(str(cell) for cell in line) + " |" for line in lines] + [""]


def first_match(path, key):
    try:
        for line in pathlib.Path(path).read_text().splitlines():
            if line.startswith(key):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return None


def machine():
    memory = first_match("/proc/meminfo", "MemTotal")
    parts = [
        first_match("/proc/cpuinfo", "model name") or platform.processor() or platform.machine(),
        f"{os.cpu_count()} cores",
        f"{int(memory.split()[0]) / 1024 ** 2:.1f} GiB of memory" if memory else "memory unknown",
        f"{platform.system()} {platform.release().split('-')[0]}",
    ]
    return ", ".join(parts)


def commit(root):
    def git(*arguments):
        command = ["git", "-C", root, *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    try:
        return git("rev-parse", "--short=12", "HEAD") + (" with changes" if git("status", "--porcelain") else "")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
