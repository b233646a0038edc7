"""A guidance page that is filled in, as a Word file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from guidance.models import GuidancePage, Revision
from guidance.planner.sheet import Text, of_page
from guidance.services import included
from guidance.views.policy_files import word_file
from guidance.views.shortcuts import get_published_or_404, respond_410_when_withdrawn
from lesas_portal.core.addresses import absolute
from lesas_portal.core.conditional import conditional


@require_safe
@conditional
@respond_410_when_withdrawn
def page_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The sheet of one page. Raises Http404 for a page that is only read."""
    page = get_published_or_404(GuidancePage.objects.all(), slug)
    if not page.is_sheet:
        raise Http404
    return word_file(of_page(_text(page)), name=page.slug)


def _text(page: GuidancePage) -> Text:
    today = timezone.localdate()
    return Text(
        title=page.title,
        summary=page.summary,
        body=included.all_expanded([page.body])[0],
        address=absolute(page.get_absolute_url()).partition("://")[2],
        written_on=page.content_date(Revision.objects.of(page).notable()) or today,
        made_on=today,
    )
