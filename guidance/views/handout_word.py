"""A hand-out as a Word file in the name of a setting. Nothing that is typed here is kept."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from guidance.handout_form import HandoutWordForm
from guidance.handouts.word import Text, of_handout
from guidance.models import Handout, Revision
from guidance.services import front_door, included
from guidance.services.handout_sheet import audience, number_lines
from guidance.views.handouts import crumbs_of
from guidance.views.policy_files import word_file
from guidance.views.shortcuts import get_published_or_404, respond_410_when_withdrawn
from lesas_portal.core.addresses import absolute
from lesas_portal.core.privacy import no_trace


# Nothing is stored or changed by posting a name, and readers get no cookie: so no CSRF check.
@no_trace
@require_http_methods(["GET", "HEAD", "POST"])
@respond_410_when_withdrawn
def handout_word(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for the name of the setting; on POST answer with the Word file."""
    handout = get_published_or_404(Handout.objects.all(), slug)
    form = HandoutWordForm(request.POST) if request.method == "POST" else HandoutWordForm()
    if form.is_valid():
        document = of_handout(_text(handout), form.cleaned_data["setting_name"])
        return word_file(document, name=f"{handout.slug}-hand-out")
    context = {
        "heading": "This sheet in Word, with your name",
        "lead": handout.title,
        "part_of": handout.title,
        "crumbs": crumbs_of(handout),
        "address": reverse("guidance:handout_word", args=[handout.slug]),
        "form": form,
        "noindex": True,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "guidance/handout_word.html", context, status=status)


def _text(handout: Handout) -> Text:
    today = timezone.localdate()
    lines = number_lines(handout, front_door.now())
    return Text(
        title=handout.title,
        audience=audience(handout),
        say=handout.say,
        body=included.all_expanded([handout.body])[0],
        numbers=tuple((line.number, line.words) for line in lines),
        address=absolute(handout.get_absolute_url()).partition("://")[2],
        written_on=handout.content_date(Revision.objects.of(handout).notable()) or today,
        made_on=today,
    )
