"""Rows are written by services only: views, the admin and the loader call them."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
WRITES = {
    *("save", "create", "get_or_create", "update_or_create", "update", "delete"),
    *("bulk_create", "bulk_update", "asave", "acreate", "aupdate", "adelete"),
}
PLACES = [
    *("guidance/views", "guidance/admin", "guidance/loading", "guidance/management"),
    *("enquiries/admin.py", "enquiries/admin", "enquiries/views.py", "enquiries/views"),
    *(
        "enquiries/responses.py",
        "enquiries/forms.py",
        "enquiries/management",
        "enquiries/feedback_views.py",
        "lesas_portal/views",
    ),
]
# What looks like a write to a row and is none.
ALLOWED = {
    # WorkflowForm.save(by) calls a service of publishing or editions.
    ("guidance/admin/workflow_pages.py", "form.save"),
    # With commit=False: it says which rows to hand to the service, or to show in a preview.
    ("guidance/admin/route_nodes.py", "formset.save"),
    ("guidance/admin/route_preview.py", "formset.save"),
}


def modules() -> list[Path]:
    paths = [ROOT / place for place in PLACES]
    found = [[path] if path.is_file() else sorted(path.rglob("*.py")) for path in paths]
    return [path for group in found for path in group]


def writes(source: str) -> list[str]:
    """Calls that write rows, as they stand in ``source``.

    Not a function of an imported module (a service), not what a class hands on to its parent, and not
    ``update`` with a positional argument: a dictionary takes one, a queryset only keywords.
    """
    tree = ast.parse(source)
    imported = {
        alias.asname or alias.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [ast.unparse(call.func) for call in calls if _is_write(call, imported)]


def _is_write(call: ast.Call, imported: set[str]) -> bool:
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in WRITES:
        return False
    receiver = call.func.value
    if isinstance(receiver, ast.Name) and receiver.id in imported and receiver.id.islower():
        return False
    if isinstance(receiver, ast.Call) and ast.unparse(receiver.func) == "super":
        return False
    return not (call.func.attr == "update" and call.args)


@pytest.mark.parametrize("module", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_rows_are_written_by_services_only(module):
    place = module.relative_to(ROOT).as_posix()
    found = {(place, call) for call in writes(module.read_text(encoding="utf-8"))}
    assert found <= ALLOWED


def test_every_exception_is_still_needed():
    found = {
        (path.relative_to(ROOT).as_posix(), call)
        for path in modules()
        for call in writes(path.read_text(encoding="utf-8"))
    }
    assert found >= ALLOWED


@pytest.mark.parametrize(
    "source",
    [
        "obj.save()",
        "Page.objects.create(title=title)",
        "Page.objects.filter(pk=1).update(title=title)",
        "queryset.delete()",
        "model.objects.bulk_update(rows, names)",
        "from guidance.models import Page\nPage.save(page)",
    ],
)
def test_a_write_is_found(source):
    assert writes(source)


@pytest.mark.parametrize(
    "source",
    [
        "context.update({'a': 1})",
        "super().save_model(request, obj, form, change)",
        "super().delete(request)",
        "from enquiries.services import handle\nhandle.delete(enquiries=rows, by=user)",
    ],
)
def test_other_calls_are_not_taken_for_writes(source):
    assert writes(source) == []


def leaves_by_unrecorded(source: str) -> list[str]:
    """Functions of ``source`` that take ``by`` and neither record it nor hand it on to one that does."""
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    return [node.name for node in functions if _takes_by(node) and not _uses_by(node)]


def _takes_by(function: ast.FunctionDef) -> bool:
    arguments = [*function.args.args, *function.args.kwonlyargs]
    return any(argument.arg == "by" for argument in arguments)


def _uses_by(function: ast.FunctionDef) -> bool:
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    given = [value for call in calls for value in (*call.args, *(word.value for word in call.keywords))]
    return any(isinstance(value, ast.Name) and value.id == "by" for value in given)


def test_the_check_can_find_a_by_that_is_not_recorded():
    assert leaves_by_unrecorded("def close(*, by):\n    pass\n") == ["close"]
    assert leaves_by_unrecorded("def close(*, by):\n    record('close', by=by)\n") == []


def test_who_acts_is_recorded_or_handed_on():
    found = {
        str(path.relative_to(ROOT)): names
        for app in ("lesas_portal", "guidance", "enquiries")
        for path in sorted((ROOT / app).rglob("*.py"))
        if "migrations" not in path.parts
        and (names := leaves_by_unrecorded(path.read_text(encoding="utf-8")))
    }
    # Only what WorkflowForm asks of its kinds: each of them calls a service.
    # And the sheet of resources, which keeps it and hands it to the service with each row.
    assert found == {
        "guidance/admin/workflow_form.py": ["perform"],
        "guidance/admin/resource_sheet.py": ["__init__"],
    }
