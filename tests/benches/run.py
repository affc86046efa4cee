#!/usr/bin/env python3
"""Builds the generated courses and, in the same run and in turns, zips the very files of our packages.

    tests/benches/run.py [--folder DIR] [--runs N] [--csv FILE] [--binary FILE] [S T M B]

Prints a Markdown table of medians; every single run goes to the CSV. The rival is Info-ZIP: `zip -q -6 -r`
for S, T and B (once a course, as its users would), `zip -q -0 -r` for M. We also parse, check and render.
"""

import argparse
import csv
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import generate

ROOT = Path(__file__).resolve().parents[2]
TIME = shutil.which("time")
WORKLOADS = {
    "S": "90 pages, 60 questions, 20 images",
    "T": "2,000 pages of 800 words",
    "M": "1 GB of media in 40 files",
    "B": "200 small courses",
}
TARGET = {"S": 1.0, "T": 0.5, "M": 0.4, "B": 0.6}
MEMORY = 64


def measured(command, folder):
    """Wall seconds, CPU seconds and the peak memory in MB of the largest process."""
    # GNU time starts the command from a small process: the peak of one that we start ourselves would never
    # be below ours. A bound by our own size is what is left without it.
    with tempfile.NamedTemporaryFile("r") as said:
        whole = [TIME, "-f", "%M", "-o", said.name, *command] if TIME else command
        start = time.perf_counter()
        process = subprocess.Popen(whole, cwd=folder, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"{' '.join(command[:6])} ended with {process.returncode}")
        peak = int(said.read().split()[-1]) if TIME else usage.ru_maxrss
    return wall, usage.ru_utime + usage.ru_stime, peak / 1024


def unpacked(package, folder):
    with zipfile.ZipFile(package) as archive:
        archive.extractall(folder)
        return len(archive.namelist())


def size(path):
    path = Path(path)
    if path.is_file():
        return path.stat().st_size
    return sum(file.stat().st_size for file in path.glob("*.zip"))


def rivals(name, folder, binary, work):
    """Both commands with the file or folder that each makes; the rival's files are those of our package."""
    ours, theirs, files = work / "ours", work / "theirs", work / "files"
    for made in (ours, theirs, files):
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir(parents=True)
    if name == "B":
        courses = sorted(folder.glob("course-*"))
    else:
        courses = [folder]
    build = [binary, "build", "--quiet", "--out", str(ours), *map(str, courses)]
    measured(build, work)
    packages = sorted(ours.glob("*.zip"))
    if len(packages) != len(courses):
        sys.exit(f"{name}: {len(courses)} courses made {len(packages)} packages")
    entries = sum(unpacked(package, files / package.stem) for package in packages)
    level = "-0" if name == "M" else "-6"
    if name == "B":
        script = f'for d in */; do (cd "$d" && zip -q {level} -r "$0/${{d%/}}.zip" .) || exit 1; done'
        zipped = ["sh", "-c", script, str(theirs)]
        rival_folder = files
    else:
        zipped = ["zip", "-q", level, "-r", str(theirs / "theirs.zip"), "."]
        rival_folder = files / packages[0].stem
    return entries, {"coursepack": (build, work, ours), f"zip {level}": (zipped, rival_folder, theirs)}


def run(name, arguments, rows):
    folder = arguments.folder / name
    entries, tools = rivals(name, folder, arguments.binary, arguments.folder / "work" / name)
    # Nothing is read from the disk in a timed run.
    for tree in (folder, arguments.folder / "work" / name / "files"):
        for file in sorted(tree.rglob("*")):
            if file.is_file():
                with file.open("rb") as data:
                    while data.read(1 << 20):
                        pass
    results = {tool: [] for tool in tools}
    for turn in range(arguments.runs + 1):
        for tool, (command, place, made) in tools.items():
            shutil.rmtree(made)
            made.mkdir()
            os.sync()
            wall, cpu, peak = measured(command, place)
            rows.append([name, tool, turn, f"{wall:.4f}", f"{cpu:.4f}", f"{peak:.1f}", size(made)])
            # The first turn is the warm-up.
            if turn:
                results[tool].append((wall, cpu, peak, size(made)))
    shutil.rmtree(arguments.folder / "work" / name)
    medians = {tool: [statistics.median(column) for column in zip(*runs)] for tool, runs in results.items()}
    spread = {tool: max(wall for wall, *_ in runs) - min(wall for wall, *_ in runs) for tool, runs in results.items()}
    (tool, ours), (rival, theirs) = medians.items()
    ratio = ours[0] / theirs[0]
    verdict = "" if ratio <= TARGET[name] and ours[2] < MEMORY else " **(over)**"
    print(
        f"| {name}: {WORKLOADS[name]} | {entries:,} | {seconds(ours[0], spread[tool])} | {ours[1]:.2f} s | {ours[2]:.0f} MB | {ours[3] / 1e6:.1f} MB "
        f"| `{rival}`: {seconds(theirs[0], spread[rival])} | {theirs[1]:.2f} s | {theirs[3] / 1e6:.1f} MB | {ratio:.2f}{verdict} | {TARGET[name]:.1f} |",
        flush=True,
    )


def seconds(median, spread):
    return f"{median:.3f} s ± {spread / 2:.3f}"


def release():
    subprocess.run(["cargo", "build", "--release", "--quiet", "--bin", "coursepack"], cwd=ROOT, check=True)
    return str(Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release" / "coursepack")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("workloads", nargs="*", default=list(WORKLOADS), metavar="S|T|M|B")
    parser.add_argument("--folder", type=Path, default=ROOT / "target" / "benches", help="where courses are generated (2.5 GB for all)")
    parser.add_argument("--runs", type=int, default=7, help="timed runs after the warm-up")
    parser.add_argument("--csv", type=Path, help="where every single run goes; default FOLDER/runs.csv")
    parser.add_argument("--binary", help="measure this program instead of building one")
    arguments = parser.parse_args()
    if unknown := set(arguments.workloads) - set(WORKLOADS):
        parser.error(f"there is no workload {', '.join(sorted(unknown))}")
    arguments.folder = arguments.folder.resolve()
    if arguments.binary:
        arguments.binary = str(Path(arguments.binary).resolve())
    else:
        arguments.binary = release()
    generate.generate(arguments.folder, arguments.workloads)
    with open("/proc/cpuinfo") if os.path.exists("/proc/cpuinfo") else open(os.devnull) as info:
        model = next((line.split(":")[1].strip() for line in info if line.startswith("model name")), platform.processor())
    version = subprocess.run([arguments.binary, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    print(f"{version}; zip {zip_version()}; {model}, {os.cpu_count()} threads; medians of {arguments.runs} runs in turns, ± half the range\n")
    print("| workload | files | coursepack | CPU | peak memory | size | rival | CPU | size | ratio | reach |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    rows = []
    for name in arguments.workloads:
        run(name, arguments, rows)
    table = arguments.csv or arguments.folder / "runs.csv"
    with open(table, "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["workload", "tool", "run", "wall_s", "cpu_s", "peak_mb", "bytes"])
        out.writerows(rows)


def zip_version():
    said = subprocess.run(["zip", "-v"], capture_output=True, text=True, check=True).stdout.split()
    return said[said.index("Zip") + 1]


if __name__ == "__main__":
    main()
