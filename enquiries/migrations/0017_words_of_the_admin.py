"""The words of the admin: each noun and field has the name that people know it by. No column changes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("enquiries", "0016_no_samples_of_enquiries"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="establishment",
            options={
                "ordering": ["name"],
                "verbose_name": "school or setting",
                "verbose_name_plural": "schools and settings",
            },
        ),
    ]
