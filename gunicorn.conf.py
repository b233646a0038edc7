"""How the portal is served. gunicorn finds this file by its name; PORT and WEB_CONCURRENCY are settings."""

import sys

import gunicorn.http.wsgi
from django.conf import settings

from lesas_portal import wsgi
from lesas_portal.core import metrics, worker_slots
from lesas_portal.core.server_at_hand import AtHandWorker
from lesas_portal.core.server_log import ServerLog
from lesas_portal.core.server_response import WholeResponse

wsgi_app = wsgi.__name__
# A socket, whose folder decides who reaches it (deploy/lesas.tmpfiles.conf), or a port of this machine.
bind = f"unix:{settings.SOCKET}" if settings.SOCKET else f"127.0.0.1:{settings.PORT}"
workers = settings.WEB_CONCURRENCY
# gthread, but no thread waits for a client that sends slowly, and none is asked for a page from memory.
worker_class = "lesas_portal.core.server_at_hand.AtHandWorker"
AtHandWorker.refused_pages = wsgi.REFUSED_PAGES
threads = 4
worker_connections = 400
# The portal is loaded once and the workers share its memory, the weights of the screen among it. That is safe
# because nothing is opened while it loads: no connection to the database or the mail server, no file that
# stays open, and no thread but those of numpy, which stops them before a fork. A worker opens its own at its
# first request.
preload_app = True
timeout = 60
graceful_timeout = 30
keepalive = 5
# A worker that is begun anew has none of the pages that are kept in memory, so it is not done often.
max_requests = 100_000
max_requests_jitter = 10_000
control_socket_disable = True
# gunicorn would take these from whoever calls from this machine, as the proxy does: a visitor could then say
# where the site begins. Django reads the proxy's header for https itself.
forwarder_headers = ""
secure_scheme_headers = {}
# gunicorn's own number, said because searches lean on it: of what is typed into an address no more arrives.
limit_request_line = 4094
# The name of the server is nobody's business; gunicorn has no setting for the header.
gunicorn.http.wsgi.SERVER = "web"
# Head and body leave in one piece; gunicorn has no setting for this either.
gunicorn.http.wsgi.Response = WholeResponse
# No access log here: the proxy in front keeps one, without query text.
accesslog = None
logger_class = ServerLog
# On this machine the address to open stays the last line; on a public host the log says when workers start.
loglevel = "info" if settings.PRODUCTION else "warning"


def when_ready(server) -> None:
    """Say where to look, once there is something to see."""
    if not settings.PRODUCTION and not settings.SOCKET:
        sys.stdout.write("For trial on this machine only: a public host needs ALLOWED_HOSTS (README).\n")
        sys.stdout.write(f"Open http://{bind}/ in a browser. Ctrl+C stops the portal.\n")
        sys.stdout.flush()


def pre_fork(server, worker) -> None:
    """Say under which number a worker counts."""
    worker_slots.take(worker)


def post_fork(server, worker) -> None:
    """Let it count there."""
    worker_slots.begin(worker)


def child_exit(server, worker) -> None:
    """Let the next worker go on where this one ended."""
    worker_slots.give_back(worker)


def on_exit(server) -> None:
    """Leave nothing behind that was counted."""
    metrics.remove_folder()
