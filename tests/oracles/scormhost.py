"""scormhost as a server on 127.0.0.1, with one account that may upload.

Runs inside the virtual environment that install.sh makes. Prints one line of JSON when it is ready, and ends when its
standard input closes.
"""

import json
import os
import socket
import sys
import threading

import uvicorn
from scormhost import create_scorm_app

app = create_scorm_app(data_dir=sys.argv[1], secret_key="only-for-this-run-of-the-judges-0123456789")
listener = socket.create_server(("127.0.0.1", 0))
server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))


def announce_when_started():
    while not server.started:
        threading.Event().wait(0.05)
    print(json.dumps({"ready": f"http://127.0.0.1:{listener.getsockname()[1]}"}), flush=True)
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=announce_when_started, daemon=True).start()
server.run(sockets=[listener])
