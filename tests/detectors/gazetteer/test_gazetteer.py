"""The tree, the names and the positions of the built-in gazetteer, and what replaces or extends it."""

from __future__ import annotations

from pathlib import Path

import pytest

from detectors.gazetteer import Gazetteer, GazetteerError
from detectors.gazetteer.check import check
from detectors.gazetteer.distance import kilometres

HEADER = "code,level,name_ar,name_en,parent_code,lat,lon,aliases_ar\n"
ELSEWHERE = (
    HEADER
    + "ZZ,country,بلاد الواق,Waqland,,10,10,\n"
    + "ZZ1,governorate,الساحل,Coast,ZZ,10.1,10.1,\n"
    + "ZZ1C1,community,مرسى النجم,Star Harbour,ZZ1,10.2,10.2,النجم البحري\n"
)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def test_it_holds_all_places_and_no_mistake(gazetteer: Gazetteer) -> None:
    assert len(gazetteer) == 8625
    assert check() == ()


def test_every_path_ends_at_the_country(gazetteer: Gazetteer) -> None:
    assert all(gazetteer.path(entry.code)[-1] == "SY" for entry in gazetteer)


def test_a_quarter_known_by_name_alone_has_the_position_and_the_precision_of_its_city(gazetteer: Gazetteer) -> None:
    entry = next(e for e in gazetteer if e.level == "neighbourhood" and e.lat is None)
    city = gazetteer.entry(gazetteer.path(entry.code)[1])
    place = gazetteer.place(entry.code)
    assert (place.level, place.precision) == ("neighbourhood", "community")
    assert (place.lat, place.lon) == (city.lat, city.lon)


def test_a_quarter_knows_its_city_and_governorate(gazetteer: Gazetteer) -> None:
    place = gazetteer.place("N0156")
    assert (place.level, place.precision) == ("neighbourhood", "neighbourhood")
    assert place.path == ("N0156", "C1007", "SY020000", "SY0200", "SY02", "SY")
    assert gazetteer.governorate("N0156") == "SY02"
    assert gazetteer.ancestor("N0156", "district") == "SY0200"
    assert gazetteer.contains("SY02", "N0156")
    assert not gazetteer.contains("SY07", "N0156")


def test_the_country_has_no_governorate(gazetteer: Gazetteer) -> None:
    assert gazetteer.governorate("SY") is None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("حلب", "C1007"),
        ("ريف حلب", "SY02"),
        ("كفرنبل", "C4068"),
        ("كفر نبل", "C4068"),
        ("خان شيخون", "C3987"),
        ("إدلب", "C3871"),
        ("ادلب", "C3871"),
        ("سري كانيه", "C4988"),
        ("كوباني", "C1946"),
    ],
)
def test_names_in_their_spellings(gazetteer: Gazetteer, name: str, code: str) -> None:
    assert code in gazetteer.by_name(name)


def test_distances(gazetteer: Gazetteer) -> None:
    aleppo_to_idlib = gazetteer.distance("C1007", "C3871")
    assert aleppo_to_idlib is not None
    assert 50 < aleppo_to_idlib < 60
    assert kilometres(36.2, 37.1, 36.2, 37.1) == 0


def test_the_nearest_community_to_a_point_in_it(gazetteer: Gazetteer) -> None:
    entry = gazetteer.entry("C3987")
    assert entry.lat is not None and entry.lon is not None
    nearest = gazetteer.nearest(entry.lat, entry.lon)
    assert nearest is not None
    assert nearest[0] == "C3987"


def test_a_place_known_by_name_alone_has_the_position_above_it(gazetteer: Gazetteer) -> None:
    assert gazetteer.entry("X-SA-0035").lat is None
    assert gazetteer.position("X-SA-0035") == gazetteer.position("N0120")


def test_facilities_carry_no_position(gazetteer: Gazetteer) -> None:
    assert gazetteer.facilities
    assert not {"lat", "lon"} & set(gazetteer.facilities[0]._fields)


def test_a_folder_with_places_replaces_everything(tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_text(ELSEWHERE, encoding="utf-8")
    other = Gazetteer.load(tmp_path)
    assert len(other) == 3
    assert other.by_name("مرسى النجم") == ("ZZ1C1",)
    assert other.facilities == ()


def test_a_folder_without_places_extends(tmp_path: Path, gazetteer: Gazetteer) -> None:
    row = "U1,neighbourhood,حي الاختبار الأول,Test quarter,C1007,36.2,37.1,\n"
    fixed = "C3987,community,خان شيخون,Khan Shaykhun,SY070502,35.45,36.66,الخان الجديد\n"
    (tmp_path / "places-extra.csv").write_text(HEADER + row + fixed, encoding="utf-8")
    longer = Gazetteer.load(tmp_path)
    assert len(longer) == len(gazetteer) + 1
    assert longer.governorate("U1") == "SY02"
    assert "C3987" in longer.by_name("الخان الجديد")


def test_all_mistakes_at_once_with_file_and_line(tmp_path: Path) -> None:
    rows = [
        "ZZ,country,بلاد الواق,Waqland,,10,10,",
        "ZZ1,governorate,الساحل,Coast,ZZ,10.1,10.1,",
        "ZZ1,governorate,الجبل,Mountain,ZZ,10.1,10.1,",
        "ZZ2,governorate,North,North,ZZ,10.1,10.1,",
        "ZZ1C1,community,مرسى النجم,Star Harbour,ZZ9,10.2,10.2,",
        "ZZ1C2,community,مرسى القمر,Moon Harbour,ZZ1,99,10.2,",
        "ZZ1C3,community,مرسى الشمس,Sun Harbour,ZZ1,40.2,10.2,",
        "ZZ1C4,village,مرسى الريح,Wind Harbour,ZZ1,10,10,",
        "ZZ1C5,community,مرسى الليل,Night Harbour,ZZ1,10,,",
    ]
    (tmp_path / "places.csv").write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    with pytest.raises(GazetteerError) as caught:
        Gazetteer.load(tmp_path)
    shown = str(caught.value)
    for expected in (
        "places.csv:4: code 'ZZ1' is already on line 3",
        "places.csv:5: the name 'North' is not Arabic",
        "places.csv:6: parent_code 'ZZ9' is no place",
        "places.csv:7: lat 99 is outside",
        "places.csv:8: 40.2, 10.2 lies outside its country",
        "places.csv:9: level is 'village'",
        "places.csv:10: has only one of lat and lon",
    ):
        assert expected in shown


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("code,level\nX,country\n", "lacks the column 'name_ar'"),
        (HEADER + "ZZ,country,بلاد\n", "has 3 cells where the header has 8"),
        (HEADER + "ZZ1,community,قرية,V,ZZ1,1,1,\n", "is its own parent"),
        (HEADER + ",country,بلاد,W,,1,1,\n", "has no code"),
    ],
)
def test_broken_tables(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "places.csv").write_text(content, encoding="utf-8")
    assert message in "\n".join(map(str, check(tmp_path)))


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_bytes("code,حلب".encode("cp1256"))
    assert "is not UTF-8" in str(check(tmp_path)[0])


def test_a_folder_that_is_none_or_empty(tmp_path: Path) -> None:
    assert "is no folder" in str(check(tmp_path / "absent")[0])
    assert "holds none of" in str(check(tmp_path)[0])
