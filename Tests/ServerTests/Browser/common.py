"""What the scripts beside the tests share: a server of its own for each."""

import contextlib
import signal
import subprocess
import sys


def arguments():
    """Path of the program, and of the repository."""
    return sys.argv[1], sys.argv[2]


@contextlib.contextmanager
def server(program, *more):
    """Starts `peruse serve`; gives its address, and ends it as a person would."""
    process = subprocess.Popen(
        [program, "serve", "--port", "0", "--quiet", *more], stdout=subprocess.PIPE, text=True)
    try:
        address = process.stdout.readline().strip()
        if not address.startswith("http://"):
            raise SystemExit("the server has not started")
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        if process.wait(60) != 0:
            raise SystemExit(f"the server ended with {process.returncode}")


def check(condition, words):
    """Ends the script where something is not as it should be."""
    if not condition:
        raise SystemExit("FAILED: " + words)
