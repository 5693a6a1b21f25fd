"""One state of the department's lists is told from every other, alike through any connection."""

from datetime import date

import pytest
import sqlalchemy as sa
from made_up_register import AUTUMN, OTHER, PAO, REGISTER, SPRING, SUMMER, TAO, TOWN

from pipeline.store.asking import asking as asking_file
from pipeline.store.certified import CertifiedRow, import_certified
from pipeline.store.database import METADATA, asking
from pipeline.store.known import lists_state
from pipeline.store.register import import_register
from pipeline.store.succession_links import Link
from pipeline.store.successions import import_successions

MOVED = TAO._replace(code="06560930", district="แม่ใจ")
RENAMED = OTHER._replace(name="ห้วยแก้ว")
MOVE = Link("06560115", "06560930", "move", SPRING)
MERGER = Link("06560207", "04560102", "merge", SPRING)


def register(*rows, on=SPRING, sha256="a"):
    return lambda connection: import_register(connection, rows, on, sha256)


def certified(*codes, year=None):
    rows = [CertifiedRow(code, 2557, date(2014, 5, 1)) for code in codes]
    return lambda connection: import_certified(connection, rows, SPRING, "info.csv", "b", year)


def successions(*links):
    return lambda connection: import_successions(connection, links)


IMPORTS = (
    register(*REGISTER),
    register(PAO, TOWN, TAO, RENAMED, sha256="c"),
    register(*REGISTER),
    register(*REGISTER, on=SUMMER),
    certified("02560101"),
    certified("02560101", "04560102"),
    certified("02560101", year=2557),
    register(PAO, TOWN, MOVED, OTHER, on=AUTUMN),
    successions(MOVE),
    successions(MERGER),
)


@pytest.fixture
def engine(tmp_path):
    engine = sa.create_engine(f"sqlite:///{tmp_path}/master.sqlite")
    METADATA.create_all(engine)
    return engine


def state(engine):
    with engine.connect() as connection:
        return lists_state(asking(connection))


def test_every_import_that_changes_something_gives_another(engine):
    states = [state(engine)]
    for take in IMPORTS:
        for _ in range(2):  # the same again changes nothing
            with engine.begin() as connection:
                take(connection)
            states.append(state(engine))
    assert len(set(states)) == 1 + len(IMPORTS)
    assert states[1::2] == states[2::2]


def test_an_embedded_master_answers_the_same(engine, tmp_path):
    for take in IMPORTS:
        with engine.begin() as connection:
            take(connection)
        with asking_file(tmp_path / "master.sqlite") as ask:
            assert lists_state(ask) == state(engine)
