"""PostgreSQL takes no samples of mails for its planner: they would outlive what is erased."""

from django.db import migrations

TABLES = {"core_queuedemail": ("recipient", "reply_to", "subject", "body", "about", "message_id")}


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
    dependencies = [("core", "0006_mail_outcomes")]

    operations = [migrations.RunPython(sample(0), sample(-1))]
