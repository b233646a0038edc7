"""One permission to publish, withdraw and check, whatever the content."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("guidance", "0001_initial"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="revision",
            options={
                "ordering": ["-at", "-pk"],
                "permissions": [("publish_content", "Can publish, withdraw and check content")],
            },
        ),
    ]
