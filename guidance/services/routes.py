from functools import cache
from django.conf import settings
from guidance.routes.shipped import read_book
from guidance.search import static_pages
@cache
def public_book():
    return read_book(settings.FIXTURES_DIR, static_pages.names())
