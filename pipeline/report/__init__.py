"""What each office, and central staff, get back. Rendering is pure: data in, bytes (or lines) out.

province       report.html, findings.csv, findings.json of one province (verdict, grouping, chat: its parts)
letter         the covering letter of one province
board          the status board; terminal: the same in 80 columns
central        what central staff have to look at, and the commands that let it through
rules_page     the rule catalogue as a page and a sheet
contacts       the internal contact book
totals         the sums and the order of provinces that both boards share
save           the only I/O: writes what was rendered
"""
