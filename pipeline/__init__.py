"""Thabian: spreadsheets from many offices in, exactly what to fix back out.

intake      finds the files in the inbox and whose they are
read        opens a workbook and finds its tables, every cell keeping its address
interpret   says what each cell means: websites, phones, people, years, LAOs
validate    holds the values against the rules and places every row in its fiscal year
merge       decides what a submission changes in the master, and the fate of every row
publish, report, forms    render the public directory, what each office gets back, and the workbooks to hand out
"""
