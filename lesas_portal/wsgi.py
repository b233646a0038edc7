"""The WSGI application that gunicorn serves."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from lesas_portal.core import metrics
from lesas_portal.core.request_log import logged
from lesas_portal.last_resort import guard

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lesas_portal.settings")

_django = get_wsgi_application()

# Models can be imported only once Django is set up.
from enquiries.services import screen  # noqa: E402 -- see above
from guidance.services import proxy_pages  # noqa: E402 -- see above
from lesas_portal import kept_pages  # noqa: E402 -- see above
from lesas_portal.core import at_hand, bounded_waits, call_stack  # noqa: E402 -- see above

bounded_waits.begin()
# Before the server forks, so that its workers count in one folder.
metrics.prepare()
_pages = kept_pages.in_front_of(call_stack.with_room(_django))
application = at_hand.mark(logged(guard(_pages)), answers=bool(settings.PAGE_CACHE_BYTES))

# For what gunicorn refuses before the application sees it.
REFUSED_PAGES = settings.LAST_KNOWN_DIR / proxy_pages.FOLDER

# The weights are read and the second reader is loaded before the first visitor comes, and before the server
# forks; if they cannot be, the log says so from the start.
# The site starts all the same: most of it needs no screen, and without one an enquiry gets the signpost.
screen.screen_works()
screen.reader_works()
