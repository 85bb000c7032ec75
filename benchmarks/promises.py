"""Measure the ledger of promises on this machine: server time of its questions and of its page. Prints JSON.

    PYTHONPATH=src python benchmarks/promises.py [--meetings 500] [--promises 10000] [--rounds 15]

The goal is 200 ms for a page of the ledger with 500 meetings and 10,000 promises. The data folder is a temporary one;
``DATABASE_URL`` chooses PostgreSQL (an empty database). Everything is recorded through the commands or the journal.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import logging
import os
import platform
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

FOLDER = tempfile.TemporaryDirectory(prefix="sinergi-bench-")
os.environ["SINERGI_DATA"] = FOLDER.name
os.environ["DJANGO_SETTINGS_MODULE"] = "sinergi.config.settings"
django.setup()

# the settings must be there before models are imported
from allauth.mfa.totp.internal.auth import TOTP  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import NoReverseMatch, reverse  # noqa: E402

from sinergi.areas.meetings import queries  # noqa: E402
from sinergi.areas.meetings.facts import (  # noqa: E402
    AnswerGiven,
    Ask,
    EvidenceKind,
    MeetingCalled,
    MeetingClosed,
    MeetingOpened,
    PromiseDropped,
    PromiseGiven,
    PromiseKept,
    PromisePostponed,
    PromiseReported,
    Stance,
)
from sinergi.areas.people import commands as people  # noqa: E402
from sinergi.areas.people.facts import Duty, DutyPostFilled, DutyPostRegistered  # noqa: E402
from sinergi.areas.places import commands as places  # noqa: E402
from sinergi.areas.places.facts import StationRegistered, VillageKind, VillageRegistered  # noqa: E402
from sinergi.areas.rulebook import commands as rulebook  # noqa: E402
from sinergi.config import credentials  # noqa: E402
from sinergi.journal import clock, repair  # noqa: E402
from sinergi.journal.book import record, writing  # noqa: E402
from sinergi.vocabulary.facts import Fact  # noqa: E402
from sinergi.vocabulary.stamp import Stamp  # noqa: E402
from sinergi.vocabulary.viewer import FIVE_PARTIES, Party, Role, Viewer  # noqa: E402

DISTRICT = "14.04.19"
VILLAGES, STATIONS = 12, 7  # seven TPS in each of twelve villages: a middle-sized kecamatan
HEADS = {party: Viewer(party=party, role=Role.CHAIR, account=f"bench-{party}") for party in FIVE_PARTIES}
ASKS = (
    Ask(),
    Ask(evidence=EvidenceKind.COUNT, number=24),
    Ask(evidence=EvidenceKind.PHOTO),
    Ask(evidence=EvidenceKind.RECORD, number=4, record="risk.station.classed.v1"),
)
DUTIES = {
    Party.POLSEK: Duty.POLICE,
    Party.KORAMIL: Duty.ARMY,
    Party.KECAMATAN: Duty.LINMAS,
    Party.PPK: Duty.KPPS,
    Party.PANWASCAM: Duty.PTPS,
}


def main() -> None:
    """Parse, build, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--meetings", type=int, default=500)
    parser.add_argument("--promises", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=15)
    given = parser.parse_args()
    logging.disable(logging.WARNING)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    repair.start_up()
    print(json.dumps(measure(given), indent=1))
    FOLDER.cleanup()


def measure(given: argparse.Namespace) -> dict[str, object]:
    """Return every figure, in milliseconds of wall time: median, largest, number of questions to the database."""
    started = time.perf_counter()
    posts, stations = _ground()
    _promises(given, posts, stations)
    connection.cursor().execute("ANALYZE")
    built, now = round(time.perf_counter() - started, 1), clock.now()
    found: dict[str, object] = {
        "engine": connection.vendor,
        "python": platform.python_version(),
        "machine": platform.machine(),
        "cpu": _cpu(),
        "cpus": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2),
        "meetings": given.meetings,
        "promises": given.promises,
        "built_s": built,
        "goal_ms": 200,
    }
    viewer = HEADS[Party.PPK]
    for tab in queries.Tab:
        found[f"query {tab}"] = _timed(lambda tab=tab: queries.ledger(viewer, tab=tab, now=now), given.rounds)
    found["query text"] = _timed(
        lambda: queries.ledger(viewer, tab=queries.Tab.OPEN, now=now, text="logistik 77"), given.rounds
    )
    found["query place"] = _timed(
        lambda: queries.ledger(viewer, tab=queries.Tab.OPEN, now=now, place=stations[3]), given.rounds
    )
    found["query last page"] = _timed(
        lambda: queries.ledger(viewer, tab=queries.Tab.CLOSED, now=now, page=10_000), given.rounds
    )
    found["carried"] = _timed(lambda: queries.carried_ids(before=now), given.rounds)
    found |= _pages(given.rounds)
    return found


def _pages(rounds: int) -> dict[str, object]:
    """Return the figures of the whole page, from request to the last byte, for each tab."""
    try:
        address = reverse("promises")
    except NoReverseMatch:
        return {"page": "no such page yet"}
    settings.ALLOWED_HOSTS = ["*"]
    viewer = HEADS[Party.PPK]
    people.open_account(
        viewer=viewer, stamp=_stamp(Party.PPK), account=viewer.account, party=Party.PPK, role=Role.CHAIR, label="ukur"
    )
    client = Client()
    credentials.set_password(viewer.account, "kuda-laut-menari-pagi")
    user = User.objects.get(username=viewer.account)
    TOTP.activate(user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    found: dict[str, object] = {}
    for tab in queries.Tab:
        answer = client.get(address, {"tab": tab.value}, secure=True)
        if answer.status_code != 200:
            return {"page": f"answers {answer.status_code} {answer.headers.get('Location', '')}"}
        figures = _timed(lambda tab=tab: client.get(address, {"tab": tab.value}, secure=True), rounds)
        found[f"page {tab}"] = figures | {"kB": round(len(answer.content) / 1000)}
    return found


def _timed(work: Callable[[], object], rounds: int) -> dict[str, float]:
    """Return wall time, and processor time beside it: on a busy machine only that says what the program costs."""
    with CaptureQueriesContext(connection) as asked:
        work()
    count = len(asked)  # now: the next request empties the log that it is counted in
    times, costs = [], []
    for _round in range(rounds):
        started, worked = time.perf_counter(), time.process_time()
        work()
        times.append((time.perf_counter() - started) * 1000)
        costs.append((time.process_time() - worked) * 1000)
    return {
        "median_ms": round(statistics.median(times), 1),
        "max_ms": round(max(times), 1),
        "cpu_ms": round(statistics.median(costs), 1),
        "queries": count,
    }


def _ground() -> tuple[dict[Party, list[str]], list[str]]:
    """Adopt a pack, register villages, TPS, posts and who holds them; return posts by party and TPS."""
    camat, ppk = HEADS[Party.KECAMATAN], HEADS[Party.PPK]
    with writing():
        rulebook.adopt_pack(
            viewer=camat, stamp=_stamp(Party.KECAMATAN), name="pilkada-2024", district=DISTRICT,
            district_name="Kecamatan Ukur", timezone="Asia/Jakarta", synthetic="Rekaan untuk mengukur.",
        )  # fmt: skip
        stations = []
        for village in range(1, VILLAGES + 1):
            code = f"{DISTRICT}.2{village:03d}"
            fact = VillageRegistered(
                code=code, name=f"Desa {village}", kind=VillageKind.DESA, district=DISTRICT,
                district_name="Kecamatan Ukur", source="rekaan",
            )  # fmt: skip
            places.register_village(viewer=ppk, stamp=_stamp(Party.PPK), fact=fact)
            for number in range(1, STATIONS + 1):
                stations.append(f"{code.replace('.', '')}{number:03d}")
                told = StationRegistered(code=stations[-1], village=code, number=number, synthetic=True)
                places.register_station(viewer=ppk, stamp=_stamp(Party.PPK), fact=told)
        return {party: _posts(party, stations) for party in FIVE_PARTIES}, stations


def _posts(party: Party, stations: list[str]) -> list[str]:
    viewer, stamp = HEADS[party], _stamp(party)
    facts = [
        DutyPostRegistered(
            post=f"{party}-{code}", party=party, duty=DUTIES[party], at=code, label=f"TPS {code[10:]}", synthetic=True
        )
        for code in stations
    ]
    people.register_posts(viewer=viewer, stamp=stamp, facts=facts)
    entries = [
        people.PersonEntry(
            name=f"Petugas Rekaan {'abcdefghijklmnopqrstuvwxyz'[at % 26]}{'abcd'[at // 26]}",
            phone="", party=party, duty=DUTIES[party], synthetic=True,
        )
        for at in range(len(facts))
    ]  # fmt: skip
    ids = people.register_persons(viewer=viewer, stamp=stamp, entries=entries)
    held = [DutyPostFilled(post=fact.post, person=person) for fact, person in zip(facts, ids, strict=True)]
    people.fill_posts(viewer=viewer, stamp=stamp, facts=held)
    return [fact.post for fact in facts]


def _promises(given: argparse.Namespace, posts: dict[Party, list[str]], stations: list[str]) -> None:
    """Record meetings and their promises: half of them closed, some late, reported, postponed, waiting, answered."""
    chance, now = random.Random(1), clock.now()
    each = max(given.promises // given.meetings, 1)
    with writing():
        for index in range(given.meetings):
            starts = now - timedelta(days=400) + timedelta(hours=index * 19)
            meeting = f"rapat-{index}"
            called = MeetingCalled(
                meeting=meeting, number=f"005/{index}", title=f"Rapat {index}", starts_at=starts,
                ends_at=starts + timedelta(hours=2), venue="Aula", host=FIVE_PARTIES[index % 5],
                agenda=("Kesiapan", "Logistik"), seats=(), synthetic=True,
            )  # fmt: skip
            _record(called, MeetingOpened(meeting=meeting), party=called.host, at=starts)
            said = [_promise(chance, called, posts, stations, f"{index}-{number}") for number in range(each)]
            if index:  # some wait for a promise of the meeting before
                on = f"janji-{index - 1}-{chance.randrange(each)}"
                said[:2] = [dataclasses.replace(one, waits_for=(on,)) for one in said[:2]]
            _record(*said, party=called.host, at=starts)
            for promise in said:
                _life(chance, promise, starts)
            _record(MeetingClosed(meeting=meeting), party=called.host, at=starts)


def _promise(
    chance: random.Random, meeting: MeetingCalled, posts: dict[Party, list[str]], stations: list[str], name: str
) -> PromiseGiven:
    party = chance.choice(FIVE_PARTIES)
    return PromiseGiven(
        promise=f"janji-{name}",
        party=party,
        text=f"Menyiapkan logistik {name} untuk TPS yang disepakati dalam rapat dan melaporkannya",
        due=meeting.starts_at + timedelta(hours=chance.randrange(3, 2000)),
        meeting=meeting.meeting,
        post=chance.choice(posts[party]) if chance.random() < 0.5 else "",
        ask=chance.choice(ASKS),
        places=tuple(chance.sample(stations, chance.randrange(4))),
        synthetic=True,
    )


def _life(chance: random.Random, promise: PromiseGiven, starts: datetime) -> None:
    at, key, other = starts + timedelta(hours=2), promise.promise, FIVE_PARTIES[chance.randrange(5)]
    for party in chance.sample(FIVE_PARTIES, chance.randrange(4)):
        stance = chance.choice(tuple(Stance))
        note = "Belum cukup orang" if stance is Stance.DISSENTED else ""
        _record(AnswerGiven(about=key, party=party, stance=stance, note=note), party=party, at=at)
    match chance.randrange(10):
        case 0:
            later = PromisePostponed(promise=key, due=promise.due + timedelta(days=20), reason="Banjir")
            _record(later, party=promise.party, at=at)
        case 1 | 2:
            _record(PromiseReported(promise=key, number=24, note="Selesai"), party=promise.party, at=at)
        case 3 | 4 | 5 | 6:
            _record(PromiseKept(promise=key), party=other, at=at)
        case 7:
            _record(PromiseDropped(promise=key, reason="Sudah tidak perlu"), party=promise.party, at=at)
        case _:
            pass


def _record(*facts: Fact, party: Party, at: datetime) -> None:
    record(*facts, stamp=Stamp(party=party, actor="bench", device="bench", happened_at=at))


def _stamp(party: Party) -> Stamp:
    return Stamp(party=party, actor=HEADS[party].account, device="bench", happened_at=datetime.now(UTC))


def _cpu() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "")


if __name__ == "__main__":
    main()
