"""The outbox: what a decision owes is kept until it is rendered."""

from pipeline.store.outbox import Outbox, owe, owed


def test_what_is_owed_adds_up(tmp_path):
    outbox = Outbox(tmp_path)
    outbox.make()
    assert owed(outbox) == set()
    owe(outbox, set())
    assert (owed(outbox), outbox.unrendered.exists()) == (set(), True)
    owe(outbox, {"", "83"})
    owe(outbox, {"98"})
    assert owed(outbox) == {"", "83", "98"}, '"" are the files whose province is unknown'
