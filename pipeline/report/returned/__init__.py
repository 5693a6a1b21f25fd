"""The returned workbook: the office's own sheets again, bad cells marked, and a list of what to mend in front.

It is a new file drawn with xlsxwriter from values alone, not a patched copy of what came in. Whatever hides in an
office's file (macros, external links, formulas, embedded objects, metadata, hidden names) cannot come back in it, and
every cell is a text, a number or a date. Looks are kept as far as they make the sheets recognisable: order, names,
merged ranges, widths, heights, frozen panes, fonts, fills, borders and number formats; drop-downs, pictures and the
office's own hyperlinks and comments are not. It costs a fourth of loading, marking and saving with openpyxl.

remarks          the findings of one workbook as they are told in it, root causes first
verdicts         what becomes of each row, in one line
findings_sheet   the first sheet
office_sheets    the office's sheets, marked
formats, text    how cells look, and how a text stays a text
"""

from pipeline.report.returned.workbook import returned_workbook

__all__ = ["returned_workbook"]
