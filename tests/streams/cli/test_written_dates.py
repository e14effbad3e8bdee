"""Dates as archives write them."""

from __future__ import annotations

import pytest

from streams.cli.written_dates import UNDATED, parse_date

READ = [
    ("2023-10-05 (incident date)", "2023-10-05T12:00"),
    ("2023-10-05", "2023-10-05T12:00"),
    ("2023/10/05", "2023-10-05T12:00"),
    ("2025-04-30T16:58:03.000Z", "2025-04-30T16:58"),
    ("2025-04-30T01:30:00+03:00", "2025-04-29T22:30"),
    ("2025-04-30T01:30:00+0300 2025-05-02T01:30:00+0300", "2025-04-29T22:30"),
    ("2025-04-30 16:58", "2025-04-30T16:58"),
    ("20250430", "2025-04-30T12:00"),
    ("23.08.2023", "2023-08-23T12:00"),
    ("23-8-2023", "2023-08-23T12:00"),
    ("9/2/2022", "2022-02-09T12:00"),
    ("11/28/2024", "2024-11-28T12:00"),
    ("25/01/09 (dd/mm/yy)", "2009-01-25T12:00"),
    ("November 28, 2024", "2024-11-28T12:00"),
    ("28 Nov 2024 10:15", "2024-11-28T12:00"),
    ("Sept. 3rd, 2024 at 7 pm", "2024-09-03T12:00"),
    ("الجمعة, 11 سبتمبر/ أيلول, 2009", "2009-09-11T12:00"),
    ("٥ تشرين الأول ٢٠٢٣", "2023-10-05T12:00"),
    ("2 كانون الثاني 2022", "2022-01-02T12:00"),
    ("14 آب 2021", "2021-08-14T12:00"),
    (1696507200, "2023-10-05T12:00"),
    ("1696507200000", "2023-10-05T12:00"),
]


@pytest.mark.parametrize(("written", "instant"), READ, ids=[str(row[0]) for row in READ])
def test_reads(written: object, instant: str) -> None:
    assert parse_date(written).isoformat()[:16] == instant


@pytest.mark.parametrize("written", [None, "", "unknown", "2024-13-45", "31/02/2024", True, [], "May", 1e300])
def test_what_names_no_day_is_undated(written: object) -> None:
    assert parse_date(written) == UNDATED
