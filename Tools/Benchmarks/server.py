"""Requests a second and the 99th percentile of `peruse serve` at 1, 8 and 64 connections (wrk), beside what the same program answers
without HTTP in one process, and ten minutes of mixed load with broken requests.

    Tools/benchmark server            figures, some three minutes
    Tools/Benchmarks/server.py --binaries .build/release --root . --mixed    the mixed load too

Short answers: questions, each with one file of some 600 words that the server holds. Without HTTP: `peruse ask` on the same file and
questions, the time of many less the time of few, on as many threads as the server computes requests at once."""
import argparse
import json
import os
import pathlib
import random
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

QUESTIONS = [
    "When did the bridge open?", "Who crossed the bridge first?", "Why was the bridge closed?", "How long was it closed?",
    "What did the repair cost?", "Who paid for the repair?", "What undermined the pier?", "Where does the bridge stand?",
    "What had the programme promised?", "Who drove the tractor?",
]


class Server:
    def __init__(self, program, *options):
        self.process = subprocess.Popen(
            [program, "serve", "--port", "0", "--quiet", "--no-token", *options], stdout=subprocess.PIPE, text=True)
        self.address = self.process.stdout.readline().strip().split("?")[0].split("#")[0].rstrip("/")
        if not self.address.startswith("http://"):
            sys.exit("the server has not started")

    def post(self, path, body, kind="application/json"):
        request = urllib.request.Request(self.address + path, body, {"Content-Type": kind})
        with urllib.request.urlopen(request, timeout=120) as reply:
            return json.load(reply)

    def memory(self):
        for line in open(f"/proc/{self.process.pid}/status", encoding="ascii"):
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        return 0.0

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        if self.process.wait(60) != 0:
            sys.exit(f"the server ended with {self.process.returncode}")


def without_http(program, file):
    """Answers a second in one process."""
    def seconds(count):
        lines = "".join(QUESTIONS[place % len(QUESTIONS)] + "\n" for place in range(count))
        begin = time.monotonic()
        subprocess.run([program, "ask", "--quiet", file], input=lines, text=True, stdout=subprocess.DEVNULL, check=False)
        return time.monotonic() - begin
    few, many = 20, 220
    return statistics.median((many - few) / max(1e-9, seconds(many) - seconds(few)) for _ in range(3))


def wrk(server, script, connections, seconds):
    result = subprocess.run(
        ["wrk", "-t", "1", "-c", str(connections), "-d", f"{seconds}s", "--timeout", "60s", "--latency", "-s", script,
         server.address + "/v1/answer"], capture_output=True, text=True, check=True).stdout
    rate = float(re.search(r"Requests/sec:\s*([\d.]+)", result).group(1))
    late = re.search(r"99%\s+([\d.]+)(us|ms|s)", result)
    late = float(late.group(1)) * {"us": 0.001, "ms": 1, "s": 1000}[late.group(2)]
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", result)
    return rate, late, int(refused.group(1)) if refused else 0


def mixed(server, document, files, minutes):
    """Requests of every kind and broken ones, from eight clients; none may get an error that is ours, and memory may not grow."""
    host, port = re.match(r"http://([^:/]+):(\d+)", server.address).groups()
    end, counts, faults, lock = time.monotonic() + 60 * minutes, {}, [], threading.Lock()

    def note(kind, status):
        with lock:
            counts[(kind, status)] = counts.get((kind, status), 0) + 1
            if status == 500:
                faults.append(kind)

    def client(seed):
        draw = random.Random(seed)
        while time.monotonic() < end:
            kind = draw.choice(["answer", "answer", "summarize", "inspect", "open", "broken", "torn", "unknown"])
            try:
                if kind == "answer":
                    server.post("/v1/answer", json.dumps({"question": draw.choice(QUESTIONS), "documents": [document]}).encode())
                elif kind in ("summarize", "inspect"):
                    server.post(f"/v1/{kind}", json.dumps({"documents": [document]}).encode())
                elif kind == "open":
                    opened = server.post(f"/v1/documents?name=x{draw.randrange(9)}.xml", draw.choice(files), "application/octet-stream")
                    for item in opened["documents"]:
                        request = urllib.request.Request(f"{server.address}/v1/documents/{item['id']}", method="DELETE")
                        urllib.request.urlopen(request, timeout=60).read()
                elif kind == "broken":
                    server.post("/v1/answer", bytes(draw.randrange(256) for _ in range(draw.randrange(200))))
                elif kind == "unknown":
                    server.post("/v1/answer", json.dumps({"question": "Who?", "documents": ["none"]}).encode())
                else:
                    with socket.create_connection((host, int(port)), timeout=20) as wire:
                        wire.sendall(f"POST /v1/answer HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Length: 999\r\n\r\n{{".encode())
                        if draw.random() < 0.5:
                            wire.sendall(os.urandom(50))
                note(kind, 200)
            except urllib.error.HTTPError as error:
                note(kind, error.code)
                error.read()
            except OSError:
                note(kind, "closed")

    threads = [threading.Thread(target=client, args=(seed,)) for seed in range(8)]
    for thread in threads:
        thread.start()
    memory = []
    while time.monotonic() < end:
        time.sleep(5)
        memory.append(server.memory())
    for thread in threads:
        thread.join()
    third = max(1, len(memory) // 3)
    print(f"mixed load, {minutes:g} minutes, 8 clients: {sum(counts.values())} requests, {len(faults)} errors of ours; memory "
          f"{statistics.mean(memory[:third]):.0f}, {statistics.mean(memory[third:2 * third]):.0f}, {statistics.mean(memory[2 * third:]):.0f} MB "
          "in its thirds")
    for (kind, status), count in sorted(counts.items(), key=str):
        print(f"  {kind:10} {status}: {count}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binaries", type=pathlib.Path, required=True)
    parser.add_argument("--root", type=pathlib.Path, required=True)
    parser.add_argument("--mixed", action="store_true")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seconds", type=int, default=15)
    options = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("wrk is not installed (Debian's package wrk)")
    program = str(options.binaries / "peruse")
    file = str(options.root / "corpora/news/lisk-bridge-reopens.xml")
    alone = without_http(program, file)
    print(f"without HTTP: {alone:.1f} answers a second")
    server = Server(program)
    document = server.post("/v1/documents?name=bridge.xml", open(file, "rb").read(), "application/octet-stream")["documents"][0]["id"]
    bodies = ["{" + f'"question": {json.dumps(question)}, "documents": ["{document}"]' + "}" for question in QUESTIONS]
    with tempfile.TemporaryDirectory() as folder:
        script = os.path.join(folder, "ask.lua")
        with open(script, "w", encoding="ascii") as text:
            text.write('wrk.method = "POST"\nwrk.headers["Content-Type"] = "application/json"\nlocal n = 0\nlocal bodies = {\n')
            text.write("".join(f"[==[{body}]==],\n" for body in bodies))
            text.write("}\nrequest = function() n = n + 1; return wrk.format(nil, nil, nil, bodies[n % #bodies + 1]) end\n")
        for connections in (1, 8, 64):
            rate, late, refused = wrk(server, script, connections, options.seconds)
            print(f"{connections:3} connections: {rate:.1f} requests a second ({rate / alone:.2f} of that), 99th percentile {late:.0f} ms, "
                  f"{refused} refused")
    if options.mixed:
        files = [path.read_bytes() for path in sorted((options.root / "corpora/news").glob("*.xml"))]
        mixed(server, document, files, options.minutes)
    server.end()


main()
