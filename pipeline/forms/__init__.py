"""Pre-filled workbooks to hand out, one a province. ``form`` is pure; ``write_form`` puts it into the outbox."""

from pipeline.forms.save import write_form
from pipeline.forms.workbook import form

__all__ = ["form", "write_form"]
