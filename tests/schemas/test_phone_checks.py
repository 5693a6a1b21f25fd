"""The checks on phone numbers already read: area codes of the province, numbers given for several LAOs."""

import pandas as pd

from schemas.phone import laos_sharing, phone_checks, shared_phone_checks


def frame(*rows: tuple[str, str, str, str, str]) -> pd.DataFrame:
    """lao_id, area_codes, person 1's areas and numbers, person 2's numbers."""
    columns = ["lao_id", "area_codes", "person1_areas", "person1_e164s", "person2_e164s"]
    return pd.DataFrame(rows, columns=columns)


def passes(rule: str, rows: pd.DataFrame) -> list[bool]:
    (check,) = [check for check in (*phone_checks(1), *shared_phone_checks(1)) if check.rule == rule]
    return check.passes(rows).tolist()


def test_area_codes_are_those_of_the_province() -> None:
    rows = frame(
        ("1", "054", "054", "", ""),
        ("2", "054", "", "", ""),
        ("3", "054", "038", "", ""),
        ("4", "02 034", "02", "", ""),
        ("5", "054", "054 038", "", ""),
        ("6", "", "038", "", ""),
    )
    assert passes("PH012", rows) == [True, True, False, True, False, True]


def test_a_number_of_two_laos_is_shared_and_one_of_two_persons_is_not() -> None:
    rows = frame(
        ("1", "", "", "+66812345678 1567", "+66812345678"),
        ("2", "", "", "+66898765432", ""),
        ("3", "", "", "1567", "+66898765432"),
        ("4", "", "", "", ""),
    )
    assert laos_sharing(rows, 1).tolist() == [1, 2, 0, 0]
    assert laos_sharing(rows, 2).tolist() == [1, 0, 2, 0]
    assert passes("PH017", rows.assign(person1_laos=laos_sharing(rows, 1))) == [True, False, True, True]
