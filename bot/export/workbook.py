"""Tables as an Excel workbook that can be filtered, printed and read aloud.

Real dates, a header row that is frozen and repeated in print, named sheets, no merged cells, no meaning in colour.
"""

import datetime as dt
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table as SheetTable
from openpyxl.worksheet.table import TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

if TYPE_CHECKING:
    from bot.export.plan import Table, Value

DATE_FORMAT = "dd/mm/yyyy"
LONGEST_CELL = 32_000
"""Characters; Excel takes 32,767."""

ABOUT = (
    "Each row is one item that inspectors said must improve, with its source.",
    "“Due” is the date that follows from the report; “Own target” is the authority's own date. They are kept apart.",
    "Where inspectors set no date, “Due” is empty. “Confidence” says how a date was arrived at.",
    "People are named as Slack names them; where their name is not known, by their Slack id.",
    "Superseded: a later full inspection's findings are on record.",
)


def workbook_of(title: str, tables: Sequence["Table"], now: dt.datetime) -> bytes:
    """Return `tables` as a workbook, one sheet each, with a sheet that explains them last."""
    book = Workbook()
    properties = book.properties
    properties.title, properties.creator, properties.subject = title, "Ofsted findings bot", title
    properties.language, properties.description = "en-GB", " ".join(ABOUT)
    properties.created = properties.modified = now.astimezone(dt.UTC).replace(tzinfo=None)
    if book.active is not None:
        book.remove(book.active)
    for number, table in enumerate(tables, 1):
        _fill(book.create_sheet(table.title), table, number)
    about = book.create_sheet("About")
    about.column_dimensions["A"].width = 110
    for line in (title, f"Made on {now.astimezone(dt.UTC):%d/%m/%Y %H:%M} UTC.", *ABOUT):
        about.append([line])
        about.cell(about.max_row, 1).alignment = Alignment(wrap_text=True, vertical="top")
    about["A1"].font = Font(bold=True)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(sheet: Worksheet, table: "Table", number: int) -> None:
    sheet.append([column.heading for column in table.columns])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for row_number, row in enumerate(table.rows, 2):
        for column_number, value in enumerate(row, 1):
            cell = sheet.cell(row_number, column_number)
            assert isinstance(cell, Cell)  # nothing is merged
            _put(cell, value)
    for column_number, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(column_number)].width = column.width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if table.rows:
        # A table proper: screen readers announce its header with each cell, and it brings the filters.
        area = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"
        named = SheetTable(displayName=f"Table{number}", ref=area)
        named.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
        sheet.add_table(named)


def _put(cell: Cell, value: "Value") -> None:
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_CELL]
        cell.data_type = "s"  # text stays text, also when it begins like a formula
    elif value is not None:
        cell.value = value
        if isinstance(value, dt.date):
            cell.number_format = DATE_FORMAT
