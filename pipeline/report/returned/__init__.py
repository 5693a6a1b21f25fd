"""The returned workbook: the office's own sheets again, bad cells marked, and a list of what to mend in front.

It is a new file drawn with xlsxwriter from values alone, not a patched copy of what came in. Whatever hides in an
office's file (macros, external links, formulas, embedded objects, metadata, hidden names) cannot come back in it, and
every cell is a text, a number or a date. Looks are kept as far as they make the sheets recognisable: order, names,
merged ranges, widths, heights, frozen panes, fonts, fills, borders and number formats; drop-downs, pictures and the
office's own hyperlinks and comments are not. It costs a fifth of loading, marking and saving with openpyxl; patching
the XML of a copy would be cheaper still, but carries over whatever was in it.

remarks          the findings of one workbook as they are told in it, root causes first
verdicts         what becomes of each row, in one line
findings_sheet   the first sheet
office_sheets    the office's sheets, marked
formats          how cells look
cells, sheet     cells as XML, and the worksheet that takes them
text             what XML has no place for, and names that Excel accepts
hidden           what is secret, and left blank
workbook         puts it together
"""

from pipeline.report.returned.remarks import DataRows, data_rows
from pipeline.report.returned.workbook import returned_workbook

__all__ = ["DataRows", "data_rows", "returned_workbook"]
