"""``python -m django bench_submissions COUNT``: whole drafts of the demonstration's
survey, which has twelve questions. Prints for each the address to which it is sent
and the token of its form, a line each."""

from __future__ import annotations

import random
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand
from django.urls import reverse

from cms.public_forms import SHORTEST, Token
from surveys import services
from surveys.demo import answers
from surveys.models import Draft, SurveyVersion


class Command(BaseCommand):
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("count", type=int)

    def handle(self, *args: Any, count: int, **options: Any) -> None:
        version = SurveyVersion.objects.latest("pk")
        chance = random.Random(12)
        secrets = [f"draft-{number}" for number in range(count)]
        drafts = Draft.objects.bulk_create(
            Draft(
                secret=services.digest(secret),
                version=version,
                answers=answers(version, chance),
            )
            for secret in secrets
        )
        read = time.time() - SHORTEST.total_seconds() - 1
        for draft, secret in zip(drafts, secrets, strict=True):
            address = reverse("survey_review", args=[version.survey_id, secret])
            token = Token.new(read).write(f"survey-send:{draft.pk}")
            self.stdout.write(f"{address} {token}")
