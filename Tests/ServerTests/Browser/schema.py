"""The interface against its own description, with requests that schemathesis makes up."""

import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request

from common import arguments, check, server


def main():
    program, root = arguments()
    examples = os.environ.get("PERUSE_SCHEMA_EXAMPLES", "6")
    with server(program, "--no-token", os.path.join(root, "corpora", "news", "lisk-bridge-reopens.xml")) as address:
        command = [
            shutil.which("schemathesis") or "schemathesis", "run", address + "v1/openapi.json", "--url", address.rstrip("/"),
            "--checks", "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance",
            "--max-examples", examples, "--phases", "examples,coverage,fuzzing", "--seed", "7", "--request-timeout", "60",
        ]
        with tempfile.TemporaryDirectory() as folder:
            outcome = subprocess.run(command, capture_output=True, text=True, timeout=600, cwd=folder)
        sys.stdout.write(outcome.stdout[-6000:] + outcome.stderr[-2000:])
        check(outcome.returncode == 0, "requests that the description allows and the server does not, or the reverse")
        with urllib.request.urlopen(address + "v1/health") as health:
            check(health.status == 200, "the server is well afterwards")


if __name__ == "__main__":
    main()
