"""Addresses of everything people read."""

from django.urls import path
from django.views.decorators.http import require_safe

from guidance.feeds import UpdatesFeed
from guidance.views import (
    handout_translation,
    handout_word,
    handouts,
    helpline_data,
    helplines,
    home,
    pages,
    policies,
    policy_changes,
    policy_folder,
    resources,
    risks,
    routes,
    tailoring,
    training,
    updates,
)
from lesas_portal.core.conditional import conditional

app_name = "guidance"
feed = require_safe(conditional(UpdatesFeed().__call__))
urlpatterns = [
    path("", home.home, name="home"),
    path("risks/", risks.risk_areas, name="risk_areas"),
    path("risks/<slug:slug>/", risks.risk_area, name="risk_area"),
    path("guidance/", pages.pages, name="pages"),
    path("guidance/<slug:slug>/", pages.page, name="page"),
    path("resources/", resources.resources, name="resources"),
    path("resources.json", resources.resources_json, name="resources_json"),
    path("resources/<slug:slug>/", resources.resource, name="resource"),
    path("helplines/", helplines.helplines, name="helplines"),
    path("helplines.json", helpline_data.helplines_json, name="helplines_json"),
    path("front-door/", helplines.front_door_page, name="front_door"),
    path("what-has-happened/", routes.what_has_happened, name="what_has_happened"),
    path("what-has-happened/card/", routes.card, name="staff_card"),
    path("what-has-happened/<slug:slug>/", routes.route, name="route"),
    path("what-has-happened/<slug:slug>/chart/", routes.chart, name="route_chart"),
    path("what-has-happened/<slug:slug>/<slug:key>/", routes.question, name="route_question"),
    path("what-has-happened/<slug:slug>/do/<slug:key>/", routes.outcome, name="route_outcome"),
    path("allegations/", helplines.allegations, name="allegations"),
    path("policies/", policies.policies, name="policies"),
    path("policies/changes/", policy_changes.changes, name="policy_changes"),
    path("policies/changes/changes.docx", policy_changes.changes_word, name="policy_changes_word"),
    path("policies/all/", policy_folder.policy_folder, name="policy_folder"),
    path("policies/changes/governor-paper.docx", policy_changes.changes_paper, name="policy_changes_paper"),
    path("policies/<slug:slug>/", policies.policy, name="policy"),
    path("policies/<slug:slug>/template.docx", policies.plain_word, name="policy_word"),
    path("policies/<slug:slug>/governor-paper.docx", policies.plain_governor_paper, name="policy_paper"),
    path("policies/<slug:slug>/sheets/<slug:sheet>.docx", policies.plain_sheet, name="policy_sheet"),
    path("policies/<slug:slug>/tailor/", tailoring.tailoring, name="policy_tailor"),
    path("training/", training.services, name="services"),
    path("training/<slug:slug>/", training.service, name="service"),
    path("parents/", handouts.handouts, name="handouts"),
    path("parents/<slug:slug>/", handouts.handout, name="handout"),
    path("parents/<slug:slug>/code.svg", handouts.handout_code, name="handout_code"),
    path(
        "parents/<slug:slug>/in/<slug:language>/",
        handout_translation.handout_translation,
        name="handout_translation",
    ),
    path("parents/<slug:slug>/word/", handout_word.handout_word, name="handout_word"),
    path("parents/<slug:slug>/sheet/<slug:look>/", handouts.sheet, name="handout_sheet"),
    path("updates/", updates.updates, name="updates"),
    path("updates/feed/", feed, name="feed"),
    path("updates/feed/<slug:risk>/", feed, name="risk_feed"),
    path("updates/<slug:slug>/", updates.update, name="update"),
]
