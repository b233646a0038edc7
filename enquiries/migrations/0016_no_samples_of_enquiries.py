"""PostgreSQL takes no samples of what people wrote for its planner: they would outlive what is erased."""

from django.db import migrations

TABLES = {
    "enquiries_enquiry": (
        "reference",
        "token",
        "submission",
        "name",
        "role",
        "setting_name",
        "email",
        "phone",
        "subject",
        "message",
        "preferred_dates",
        "attendees",
        "order_number",
        "outcome_missing",
        "outcome_page",
        "screen_signals",
        "spam_signs",
    ),
    "enquiries_event": ("text", "about"),
}


def sample(target: int):
    """Set how many values are sampled: 0 for none, -1 as the server is set."""

    def set_target(apps, schema_editor) -> None:
        if schema_editor.connection.vendor != "postgresql":
            return
        for table, columns in TABLES.items():
            for column in columns:
                schema_editor.execute(
                    f'ALTER TABLE "{table}" ALTER COLUMN "{column}" SET STATISTICS {target}'
                )

    return set_target


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0015_plain_words")]

    operations = [migrations.RunPython(sample(0), sample(-1))]
