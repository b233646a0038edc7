"""A hand-out in another language, once a person has checked it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guidance.handouts.translations import Translation
from guidance.models import Handout
from guidance.services import front_door, included
from guidance.services.handout_sheet import number_lines
from guidance.views.handouts import crumbs_of, handout_context
from guidance.views.shortcuts import get_published_or_404, respond_410_when_withdrawn


@require_safe
@respond_410_when_withdrawn
def handout_translation(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """The sheet of a hand-out in a language; 404 for what nobody has checked against today's English."""
    handout = get_published_or_404(Handout.objects.all(), slug)
    context = handout_context(handout)
    found = next((one for one in context["translations"] if one.language.code == language), None)
    if found is None:
        raise Http404
    return render(request, "guidance/handout_translation.html", {**context, **_in_words(handout, found)})


def _in_words(handout: Handout, translation: Translation) -> dict:
    """What the sheet says in another language in place of the English."""
    text = included.annotated(translation.body)
    words = (translation.danger, translation.office, translation.out_of_hours)
    return {
        "heading": translation.title,
        "lead": "",
        "crumbs": crumbs_of(handout),
        "crumb": translation.language.name,
        "translation": translation,
        "audience": translation.audience,
        "title": [translation.title],
        "say": translation.say,
        "body": text.texts[0],
        "notes": text.notes,
        "numbers": number_lines(handout, front_door.now(), words),
    }
