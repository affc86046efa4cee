"""The Open edX SCORM importer in its workbench, as a server on 127.0.0.1.

Runs inside the virtual environment that install.sh makes, as a process of its own (the importer is AGPL and is never
linked). Prints one line of JSON when it is ready, and ends when its standard input closes.

The importer is untouched. Two things of the workbench are arranged as the real platform has them: a handler's URL for
assets carries no query, since the importer appends the file's path to it, and a block's location has a name.
"""

import json
import os
import sys
import threading
from types import SimpleNamespace

data = os.path.abspath(sys.argv[1])
os.makedirs(os.path.join(data, "var"), exist_ok=True)
os.chdir(data)

from workbench import settings as workbench_settings  # noqa: E402

workbench_settings.MEDIA_ROOT = os.path.join(data, "media")
workbench_settings.DEBUG = True
workbench_settings.LOGGING = {"version": 1, "disable_existing_loggers": False}
workbench_settings.DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.path.join(data, "workbench.sqlite3"),
        "OPTIONS": {"timeout": 30},
    }
}
os.environ["DJANGO_SETTINGS_MODULE"] = "workbench.settings"

import django  # noqa: E402

django.setup()

from django.contrib.staticfiles.handlers import StaticFilesHandler  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from workbench import scenarios  # noqa: E402
from workbench.runtime import WorkbenchRuntime  # noqa: E402

plain_handler_url = WorkbenchRuntime.handler_url


def handler_url(self, block, handler_name, *args, **kwargs):
    url = plain_handler_url(self, block, handler_name, *args, **kwargs)
    return url.split("?")[0] if handler_name == "assets_proxy" else url


def patch_xblock(self, block):
    block.location = SimpleNamespace(block_id=f"old-style-{block.scope_ids.usage_id}")


WorkbenchRuntime.handler_url = handler_url
WorkbenchRuntime._patch_xblock = patch_xblock

call_command("migrate", run_syncdb=True, verbosity=0)

# One scenario with one block. The one that comes with the importer names the block as it is not registered.
scenarios.get_scenarios.initialized = True
scenarios.WORKBENCH_KVS.prep_for_scenario_loading()
scenarios.add_xml_scenario("scorm", "ScormXBlock", "<scorm/>")


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *_):
        pass


server = ThreadedWSGIServer(("127.0.0.1", 0), QuietHandler)
server.daemon_threads = True
server.set_app(StaticFilesHandler(get_wsgi_application()))
threading.Thread(target=server.serve_forever, daemon=True).start()

print(
    json.dumps(
        {
            "ready": f"http://127.0.0.1:{server.server_address[1]}",
            "usage": scenarios.SCENARIOS["scorm"].usage_id,
        }
    ),
    flush=True,
)
sys.stdin.read()
os._exit(0)
