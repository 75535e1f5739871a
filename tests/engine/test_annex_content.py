# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what an annex says, and what it keeps to itself."""

import numpy as np
import pytest
import shapely
from annex_sample import annex_text, region_of
from hypothesis import given
from hypothesis import strategies as st

from kotipesa.balance import balance
from kotipesa.disclosure import hide_rows, is_safe
from kotipesa.errors import InputError, UsageError
from kotipesa.geo import Areas
from kotipesa.report.annex import AnnexSettings, annex, read_annex_settings
from kotipesa.report.annex.content import Figure, TableBlock
from kotipesa.testing import small

GIVEN = AnnexSettings(
    title="",
    organisation="Kuvitelman kunta",
    diary_number="KK/1/2026",
    author="Maija Massa",
    date="21.11.2026",
    funders=("Hanketta rahoittaa Esimerkkirahasto.",),
)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_an_annex_tells_the_balance_in_every_language(golden, language):
    made, hidden = annex(
        region_of(),
        language,
        by=("material", "municipality"),
        name="Kuvitelma",
        settings=GIVEN,
    )
    assert hidden == 0
    golden(f"annex/{language}.txt", annex_text(made))


def tables(made):
    return [block for block in made.blocks if isinstance(block, TableBlock)]


def cells(table):
    return {row[0].text: [cell.text for cell in row[1:]] for row in (*table.rows, table.foot)}


SEALED = (
    "A have savi  1000 . . t s 2026-03 2026-04 Aho   sealed",
    "B have savi  2000 . . t s 2026-03 2026-04 Berg  sealed",
    "C have savi  3000 . . t s 2026-03 2026-04 Cajan sealed",
    "D have louhe  700 . . t s 2026-03 2026-04 Dahl  sealed",
    "E have hiekka 100 . . t s 2026-03 2026-04 Eno   public",
)


def test_what_one_owner_sealed_is_withheld_and_cannot_be_subtracted():
    made, hidden = annex(region_of(*SEALED), "en")
    told = cells(tables(made)[0])
    assert told["Sand"] == ["100", "0", "100"]
    assert told["Clay"] == told["Blasted rock"] == ["withheld"] * 3
    assert told["Total"] == ["6,800", "0", "6,800"]
    assert hidden > 0


def test_a_total_that_would_give_away_one_owner_is_withheld_too():
    made, _ = annex(region_of(SEALED[0], SEALED[3], SEALED[4]), "en")
    told = cells(tables(made)[0])
    assert (told["Sand"], told["Total"]) == (["100", "0", "100"], ["withheld"] * 3)


def test_the_publisher_may_show_its_own():
    made, hidden = annex(region_of(*SEALED), "en", settings=AnnexSettings(owners=("Dahl",)))
    assert (cells(tables(made)[0])["Blasted rock"], hidden) == (["700", "0", "700"], 0)


def test_a_region_of_one_owner_hides_nothing():
    made, hidden = annex(region_of(SEALED[3], SEALED[4]), "en")
    assert (hidden, cells(tables(made)[0])["Blasted rock"]) == (0, ["700", "0", "700"])


def test_two_owners_can_hide_all_of_an_annex_but_its_words():
    made, _ = annex(region_of(SEALED[0], SEALED[3]), "en")
    said = annex_text(made)
    assert "700" not in said
    assert "1,000" not in said
    assert not any(isinstance(block, Figure) for block in made.blocks)


def test_hidden_rows_stand_last_by_name_whatever_their_size():
    made, _ = annex(region_of(*SEALED), "en")
    assert list(cells(tables(made)[0])) == ["Sand", "Blasted rock", "Clay", "Total"]


def test_only_lots_inside_the_drawn_areas_count():
    square = Areas(
        id=np.array(["1"], dtype=object),
        name=np.array(["West"], dtype=object),
        polygon=_boxes([(370000, 6670000, 380000, 6680000)]),
        source=np.array([""], dtype=object),
        crs=np.array(["EPSG:3067"], dtype=object),
    )
    made, _ = annex(region_of(), "en", areas=square)
    assert list(cells(tables(made)[0])) == ["Blasted rock", "Clay", "Total"]
    assert cells(tables(made)[0])["Total"] == ["0", "6,500", "−6,500"]


def _boxes(bounds):
    boxes = np.empty(len(bounds), dtype=object)
    boxes[:] = [shapely.box(*one) for one in bounds]
    return boxes


def test_owners_are_no_key_of_a_public_paper():
    with pytest.raises(UsageError) as caught:
        annex(region_of(), "en", by=("owner",))
    assert [p.code for p in caught.value.problems] == ["annex_by_unknown"]


def test_a_region_without_lots_in_its_months_says_so():
    made, _ = annex(region_of(start="2036-01"), "en")
    assert "There are no lots for the area and period." in annex_text(made)


def test_the_sums_are_those_of_the_balance():
    made, _ = annex(small(), "en", settings=AnnexSettings(owners=tuple(set(small().lots.owner))))
    total = balance(small(), by=("material",))
    foot = [cell.text for cell in tables(made)[0].foot[1:]]
    sums = (total.surplus_t.sum(), total.need_t.sum(), total.net_t.sum())
    assert [one.replace(",", "").replace("−", "-") for one in foot] == [f"{s:.0f}" for s in sums]


OWNERS = st.frozensets(st.sampled_from("abcdef"), max_size=4)


@given(st.dictionaries(st.integers(0, 8), OWNERS, max_size=7))
def test_nothing_that_is_hidden_can_be_told_from_the_rest(owners_of):
    found = hide_rows(owners_of)
    gone = frozenset().union(*(owners_of[row] for row in found.rows))
    shown = [owners for row, owners in owners_of.items() if row not in found.rows]
    assert all(map(is_safe, shown))
    assert found.total or is_safe(gone)


def settings_of(folder, text):
    path = folder / "annex.toml"
    path.write_text(text, encoding="utf-8")
    return read_annex_settings(path)


def test_settings_are_read_as_they_are_written(tmp_path):
    text = 'organisation = "K"\ndate = 2026-11-21\nowners = ["K"]\n[funders]\nlines = ["F", "G"]\n'
    assert settings_of(tmp_path, text) == AnnexSettings(
        organisation="K", date="21.11.2026", owners=("K",), funders=("F", "G")
    )


@pytest.mark.parametrize(
    "text", ["title", "titel = 'x'", "title = 3", "funders = 'x'", "owners = [1]"]
)
def test_settings_that_make_no_sense_are_refused(tmp_path, text):
    with pytest.raises(InputError) as caught:
        settings_of(tmp_path, text)
    assert [p.code for p in caught.value.problems] == ["annex_settings_unclear"]
