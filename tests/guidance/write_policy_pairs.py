"""Write the tables of what answers bring together anew: ``python -m tests.guidance.write_policy_pairs``."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lesas_portal.settings")
django.setup()

from tests.guidance.policy_pairs_table import FOLDER, tables  # noqa: E402 - it reads settings

for name, table in tables().items():
    (FOLDER / f"{name}.txt").write_text(table, encoding="utf-8")
