"""Write the search index anew."""

from django.core.management.base import BaseCommand

from guidance import search


class Command(BaseCommand):
    """``manage.py rebuild_search``: needed only after rows were changed behind the portal's back."""

    help = "Write every search document and its words anew from the published content."

    def handle(self, **options) -> None:
        self.stdout.write(f"{search.rebuild()} things can be found.")
