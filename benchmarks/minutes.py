"""Measure the papers of one long meeting on this machine, from the click to the last byte. Prints JSON.

    PYTHONPATH=src python benchmarks/minutes.py [--lines 200] [--decisions 40] [--promises 60] [--rounds 5]

The goal is 5 s for the minutes with list of attendance, decisions and promises. The data folder is a temporary one.
Everything is recorded through the commands. The first download of each kind also warms the compiler: it is told apart.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import platform
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta

import django
from django.core.management import call_command

FOLDER = tempfile.TemporaryDirectory(prefix="sinergi-bench-")
os.environ["SINERGI_DATA"] = FOLDER.name
os.environ["DJANGO_SETTINGS_MODULE"] = "sinergi.config.settings"
django.setup()

# the settings must be there before models are imported
from allauth.mfa.totp.internal.auth import TOTP  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.test import Client  # noqa: E402

from sinergi.areas.meetings import commands  # noqa: E402
from sinergi.areas.meetings.commands import Draft, Invitation  # noqa: E402
from sinergi.areas.meetings.facts import Seat, Stance  # noqa: E402
from sinergi.areas.people import commands as people  # noqa: E402
from sinergi.areas.rulebook import commands as rulebook  # noqa: E402
from sinergi.config import credentials  # noqa: E402
from sinergi.entrypoints.console.meeting_papers import PAPERS  # noqa: E402
from sinergi.journal import clock, repair  # noqa: E402
from sinergi.journal.book import writing  # noqa: E402
from sinergi.vocabulary.stamp import Stamp  # noqa: E402
from sinergi.vocabulary.viewer import FIVE_PARTIES, Party, Role, Viewer  # noqa: E402

CAMAT = Viewer(party=Party.KECAMATAN, role=Role.CHAIR, account="bench-camat")
ITEMS, SEATS = 8, 30
WORDS = "Isi baris catatan rapat koordinasi yang cukup panjang supaya memakan lebih dari satu baris kertas, nomor"


def main() -> None:
    """Parse, build, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, usual in (("lines", 200), ("decisions", 40), ("promises", 60), ("rounds", 5)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    given = parser.parse_args()
    logging.disable(logging.WARNING)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    repair.start_up()
    print(json.dumps(measure(given), indent=1))
    FOLDER.cleanup()


def measure(given: argparse.Namespace) -> dict[str, object]:
    """Return seconds for each paper: the first download, median and slowest of later ones, and processor time.

    On a busy machine only the processor time says what the program costs.
    """
    meeting, client = _held(given), _client()
    found: dict[str, object] = {
        "python": platform.python_version(),
        "cpus": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2),
        "lines": given.lines,
        "decisions": given.decisions,
        "promises": given.promises,
        "goal_s": 5,
    }
    for what in PAPERS:
        times, costs, size = [], [], 0
        for _round in range(given.rounds + 1):
            started, worked = time.perf_counter(), time.process_time()
            size = len(client.get(f"/rapat/{meeting}/{what}", secure=True).content)
            times.append(time.perf_counter() - started)
            costs.append(time.process_time() - worked)
        found[what] = {
            "first_s": round(times[0], 2),
            "median_s": round(statistics.median(times[1:]), 2),
            "max_s": round(max(times[1:]), 2),
            "cpu_s": round(statistics.median(costs[1:]), 2),
            "kB": round(size / 1000),
        }
    return found


def _held(given: argparse.Namespace) -> str:
    """Hold the meeting: every party answers every decision, one in seven with a dissent."""
    starts, day = clock.now() - timedelta(hours=1), timedelta(days=1)
    seats = tuple(Seat(seat="", party=FIVE_PARTIES[at % 5], title=f"Jabatan {at}") for at in range(SEATS))
    agenda = tuple(f"Acara {at}" for at in range(1, ITEMS + 1))
    with writing():
        rulebook.adopt_pack(
            viewer=CAMAT, stamp=_stamp(), name="pilkada-2024", district="14.04.19",
            district_name="Kecamatan Ukur", timezone="Asia/Jakarta", synthetic="Rekaan untuk mengukur.",
        )  # fmt: skip
        said = Invitation(number="005/1", title="Rapat ukur", starts_at=starts, ends_at=starts + day / 2, venue="Aula",
                          agenda=agenda, seats=seats)  # fmt: skip
        meeting = commands.call_meeting(viewer=CAMAT, stamp=_stamp(), invitation=said)
        commands.open_meeting(viewer=CAMAT, stamp=_stamp(), meeting=meeting)
        for at in range(given.lines):
            commands.take_note(viewer=CAMAT, stamp=_stamp(), meeting=meeting, item=at % ITEMS + 1, text=f"{WORDS} {at}")
        for at in range(given.decisions):
            decision = commands.take_decision(viewer=CAMAT, stamp=_stamp(), meeting=meeting, item=at % ITEMS + 1,
                                              text=f"{WORDS} {at}", party=FIVE_PARTIES[at % 5], due=starts + 9 * day,
                                              public=at % 3 == 0)  # fmt: skip
            for index, party in enumerate(FIVE_PARTIES):
                against = (at + index) % 7 == 0
                commands.answer(
                    viewer=Viewer(party=party, role=Role.CHAIR, account=f"bench-{party}"),
                    stamp=Stamp(party=party, actor="bench", device="bench", happened_at=datetime.now(UTC)),
                    about=decision,
                    stance=Stance.DISSENTED if against else Stance.CONFIRMED,
                    note="Jalannya putus." if against else "",
                )
        for at in range(given.promises):
            draft = Draft(party=FIVE_PARTIES[at % 5], text=f"{WORDS} {at}", due=starts + 9 * day, meeting=meeting)
            commands.give_promise(viewer=CAMAT, stamp=_stamp(), draft=draft)
        commands.close_meeting(viewer=CAMAT, stamp=_stamp(), meeting=meeting)
    return meeting


def _client() -> Client:
    settings.ALLOWED_HOSTS = ["*"]
    people.open_account(
        viewer=CAMAT, stamp=_stamp(), account=CAMAT.account, party=CAMAT.party, role=Role.CHAIR, label="ukur"
    )
    credentials.set_password(CAMAT.account, "kuda-laut-menari-pagi")
    user = User.objects.get(username=CAMAT.account)
    TOTP.activate(user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _stamp() -> Stamp:
    return Stamp(party=CAMAT.party, actor=CAMAT.account, device="bench", happened_at=datetime.now(UTC))


if __name__ == "__main__":
    main()
