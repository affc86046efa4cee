"""wagtail-lms as a hostile LMS on 127.0.0.1: no LMSFinish, no error codes, values out of order, slow calls.

Runs inside the virtual environment that install.sh makes. Prints one line of JSON when it is ready, and ends when its
standard input closes. A package is imported by the model's own save(), as its admin form does, and put into a lesson of
a course; the learner then opens the LMS's own player page.

    POST /judge/import     the zip as the body: {"play": path, "launch": path or null}
    GET  /judge/attempt    what the LMS stored for the last imported package
"""

import json
import os
import shutil
import sys
import threading

data = os.path.abspath(sys.argv[1])
os.makedirs(os.path.join(data, "templates"), exist_ok=True)
with open(os.path.join(data, "templates", "base.html"), "w", encoding="utf-8") as base:
    base.write(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>{% block title %}{% endblock %}</title>'
        "{% block content %}{% endblock %}</html>"
    )

database = os.path.join(data, "wagtail.sqlite3")
# Two hundred migrations take most of the start; an empty migrated database is kept in the cache folder.
prepared = os.path.join(os.environ.get("COURSEPACK_ORACLES", data), "wagtail-empty.sqlite3")
fresh = not os.path.exists(prepared)
if not fresh:
    shutil.copy(prepared, database)

from django.conf import settings  # noqa: E402

settings.configure(
    DEBUG=False,
    SECRET_KEY="only-for-this-run-of-the-judges",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF="__main__",
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": database,
            # The player page sends its calls in parallel; without immediate transactions SQLite refuses some of them.
            "OPTIONS": {"timeout": 30, "transaction_mode": "IMMEDIATE"},
        }
    },
    MEDIA_ROOT=os.path.join(data, "media"),
    MEDIA_URL="/media/",
    STATIC_URL="/static/",
    LOGIN_URL="/judge/login",
    USE_TZ=True,
    WAGTAIL_SITE_NAME="judge",
    WAGTAILADMIN_BASE_URL="http://127.0.0.1",
    WAGTAIL_LMS_AUTO_ENROLL=True,
    INSTALLED_APPS=[
        "wagtail_lms",
        "wagtail.contrib.forms",
        "wagtail.contrib.redirects",
        "wagtail.embeds",
        "wagtail.sites",
        "wagtail.users",
        "wagtail.snippets",
        "wagtail.documents",
        "wagtail.images",
        "wagtail.search",
        "wagtail.admin",
        "wagtail",
        "modelcluster",
        "taggit",
        "django.contrib.admin",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "django.contrib.staticfiles",
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [os.path.join(data, "templates")],
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]
            },
        }
    ],
)

import django  # noqa: E402

django.setup()

from django.contrib.auth import get_user_model, login  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connections  # noqa: E402
from django.http import HttpResponse, JsonResponse  # noqa: E402
from django.urls import include, path  # noqa: E402
from wagtail.models import Page  # noqa: E402
from wagtail_lms.models import CoursePage, SCORMAttempt, SCORMData, SCORMLessonPage, SCORMPackage  # noqa: E402

if fresh:
    call_command("migrate", verbosity=0)
    connections.close_all()
    shutil.copy(database, prepared + ".new")
    os.replace(prepared + ".new", prepared)

User = get_user_model()
learner = User.objects.create_user("learner", "learner@example.org", "learner", first_name="Ada", last_name="Learner")
course = CoursePage(title="Course", slug="judge-course")
Page.objects.get(depth=1).add_child(instance=course)
counter = iter(range(1, 1000000))


def judge_login(request):
    login(request, learner)
    return HttpResponse("ok")


def judge_import(request):
    number = next(counter)
    package = SCORMPackage(title=f"Package {number}")
    package.package_file.save(f"package-{number}.zip", ContentFile(request.body), save=False)
    package.save()
    lesson = SCORMLessonPage(title=f"Lesson {number}", slug=f"lesson-{number}", scorm_package=package)
    course.refresh_from_db()
    course.add_child(instance=lesson)
    return JsonResponse(
        {
            "package": package.pk,
            "play": f"/lms/scorm-lesson/{lesson.pk}/play/",
            "launch": package.get_launch_url(),
            "title": package.manifest_data.get("title"),
        }
    )


def judge_attempt(request, package):
    attempt = SCORMAttempt.objects.filter(scorm_package_id=package).first()
    if attempt is None:
        return JsonResponse({})
    return JsonResponse(
        {
            "status": attempt.completion_status,
            "score": attempt.score_raw,
            "suspend_data": attempt.suspend_data,
            "location": attempt.location,
            # One row an element: what arrived, even where parallel calls overwrote each other in the attempt itself.
            "arrived": dict(SCORMData.objects.filter(attempt=attempt).values_list("key", "value")),
        }
    )


urlpatterns = [
    path("judge/login", judge_login),
    path("judge/import", judge_import),
    path("judge/attempt/<int:package>", judge_attempt),
    path("lms/", include("wagtail_lms.urls")),
]


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *_):
        pass


server = ThreadedWSGIServer(("127.0.0.1", 0), QuietHandler)
server.daemon_threads = True
server.set_app(get_wsgi_application())
threading.Thread(target=server.serve_forever, daemon=True).start()
print(json.dumps({"ready": f"http://127.0.0.1:{server.server_address[1]}"}), flush=True)
sys.stdin.read()
os._exit(0)
