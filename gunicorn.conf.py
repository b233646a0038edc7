"""How the portal is served. gunicorn finds this file by its name; PORT and WEB_CONCURRENCY are settings."""

import sys

from django.conf import settings

from lesas_portal import wsgi
from lesas_portal.core.server_log import ServerLog

wsgi_app = wsgi.__name__
bind = f"127.0.0.1:{settings.PORT}"
workers = settings.WEB_CONCURRENCY
# gthread, but no thread waits for a client that sends slowly.
worker_class = "lesas_portal.core.server_worker.BufferingWorker"
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
max_requests = 2000
max_requests_jitter = 200
control_socket_disable = True
# gunicorn would take these from whoever calls from this machine, as the proxy does: a visitor could then say
# where the site begins. Django reads the proxy's header for https itself.
forwarder_headers = ""
secure_scheme_headers = {}
# gunicorn's own number, said because searches lean on it: of what is typed into an address no more arrives.
limit_request_line = 4094
# No access log here: the proxy in front keeps one, without query text.
accesslog = None
logger_class = ServerLog
# On this machine the address to open stays the last line; on a public host the log says when workers start.
loglevel = "info" if settings.PRODUCTION else "warning"


def when_ready(server) -> None:
    """Say where to look, once there is something to see."""
    if not settings.PRODUCTION:
        sys.stdout.write(f"Open http://{bind}/ in a browser. Ctrl+C stops the portal.\n")
        sys.stdout.flush()
