# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the files of an annex: real styles, heads and alternatives, same bytes, no markup run."""

import re
import zipfile
import zlib

import pytest
from annex_sample import annex_text, masked, region_of
from docx import Document
from docx.oxml.ns import qn

from kotipesa.errors import UsageError
from kotipesa.report.annex import AnnexSettings, annex, write_annex
from kotipesa.report.annex.content import TableBlock

HOSTILE = 'x #panic("run") $a$ *b* _c_ `d` <e> @f "g" \\ #read("/etc/passwd")'
LONG = "Pitkänimisenkunnanmaankäyttöjärakentamispalvelut" * 6


def made(language="fi", **given):
    return annex(region_of(), language, name="Kuvitelma", settings=AnnexSettings(**given))[0]


def written(path, **options):
    write_annex(made(**options), path)
    return path


def test_a_document_says_what_the_annex_says(tmp_path, golden):
    document = Document(written(tmp_path / "a.docx", author="Maija Massa"))
    said = [line.text for line in document.paragraphs if line.text]
    golden("annex/docx.txt", masked("\n".join(said) + "\n"))


def test_a_document_has_real_headings_and_captions(tmp_path):
    document = Document(written(tmp_path / "a.docx"))
    styles = {line.style.name for line in document.paragraphs if line.text}
    assert styles == {
        *("Title", "Subtitle", "Heading 1", "Normal", "Caption", "Note", "List Number")
    }


def test_every_table_repeats_its_head_and_sets_numbers_to_the_right(tmp_path):
    document = Document(written(tmp_path / "a.docx"))
    blocks = [block for block in made().blocks if isinstance(block, TableBlock)]
    assert len(document.tables) == len(blocks)
    for table, block in zip(document.tables, blocks, strict=True):
        heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert heads == [True] + [False] * (len(table.rows) - 1)
        sides = [cell.paragraphs[0].alignment == 2 for cell in table.rows[1].cells]
        assert sides == list(block.is_number)


@pytest.mark.parametrize(
    ("language", "locale"), [("fi", "fi-FI"), ("sv", "sv-FI"), ("en", "en-GB")]
)
def test_a_document_knows_its_language_and_describes_its_picture(tmp_path, language, locale):
    path = written(tmp_path / "a.docx", language=language)
    document = Document(path)
    with zipfile.ZipFile(path) as archive:
        assert f'w:lang w:val="{locale}"' in archive.read("word/styles.xml").decode()
    described = document.element.body.find(f".//{qn('wp:docPr')}").get("descr")
    assert described in annex_text(made(language))
    assert document.core_properties.language == locale


def test_a_document_tells_nothing_of_time_or_machine(tmp_path):
    about = Document(written(tmp_path / "a.docx", author="Maija Massa")).core_properties
    assert (about.author, about.last_modified_by, about.comments) == ("Maija Massa", "", "")
    assert (about.created.year, about.modified.year) == (1980, 1980)


@pytest.mark.parametrize("ending", [".docx", ".pdf"])
def test_the_same_annex_gives_the_same_bytes(tmp_path, ending):
    first, second = (written(tmp_path / f"{number}{ending}") for number in (1, 2))
    assert first.read_bytes() == second.read_bytes()


def test_a_pdf_is_tagged_and_knows_its_language_and_title(tmp_path):
    content = written(tmp_path / "a.pdf", title="Liite 7").read_bytes()
    streams = b"".join(_unpacked(content))
    assert content.startswith(b"%PDF-1.7")
    assert b"/MarkInfo" in content
    assert b"/Lang(fi)" in content + streams
    assert b"Liite 7" in content
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content


def _unpacked(content):
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            yield zlib.decompress(found[1])
        except zlib.error:
            continue


@pytest.mark.parametrize("ending", [".docx", ".pdf"])
def test_what_users_write_is_never_run(tmp_path, ending):
    given = {"title": HOSTILE, "organisation": HOSTILE, "author": HOSTILE, "funders": (HOSTILE,)}
    path = written(tmp_path / f"a{ending}", **given)
    if ending == ".docx":
        assert Document(path).paragraphs[0].text == HOSTILE


@pytest.mark.parametrize("ending", [".docx", ".pdf"])
def test_long_names_and_many_rows_are_written_too(tmp_path, ending):
    many = [f"L{n} have savi {n}000 . . t s 2026-03 2027-02 {LONG}{n} public" for n in range(1, 60)]
    annex_of_many, _ = annex(region_of(*many), "fi", name=LONG, settings=AnnexSettings(title=LONG))
    write_annex(annex_of_many, tmp_path / f"a{ending}")
    assert (tmp_path / f"a{ending}").stat().st_size > 10_000


def test_other_endings_are_refused_and_nothing_is_written(tmp_path):
    with pytest.raises(UsageError) as caught:
        written(tmp_path / "a.odt")
    assert [p.code for p in caught.value.problems] == ["annex_ending"]
    assert list(tmp_path.iterdir()) == []
