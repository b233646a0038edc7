"""The two small tables that content is filed by: who it is for, and which phases and needs it suits."""

from guidance.loading import COMMAND
from guidance.models import Audience, Phase
from guidance.services import seeding
from lesas_portal.core.setting_types import NEEDS, PHASES

AUDIENCES = {
    "dsl": "Designated safeguarding leads (DSLs)",
    "leaders": "Heads and leaders",
    "governors": "Governors and trustees",
    "teachers": "Teachers",
    "all-staff": "All staff",
    "early-years": "Early years staff",
    "technicians": "Network managers and technicians",
    "parents": "Parents and carers",
    "children": "Children and young people",
}


def seed() -> None:
    """Create the labels that are missing; a label that advisers renamed keeps its name."""
    for model, names in ((Audience, AUDIENCES), (Phase, PHASES | NEEDS)):
        known = set(model.objects.values_list("slug", flat=True))
        new = (
            model(slug=slug, name=name, order=order)
            for order, (slug, name) in enumerate(names.items(), start=1)
            if slug not in known
        )
        seeding.write_rows(model=model, new=new, by=COMMAND)
