"""Table files in and out: read anything, explain every bad cell, hand it back marked. No Django.

The doors: ``read.read_book`` (bytes to cells), ``parse.parse`` (cells to rows and problems), ``mark.mark`` (the user's
file, annotated), ``template.template``, ``export.csv_lines`` and ``export.xlsx_file``, ``geojson.read_features`` and
``geojson.write_features``, ``suggest.suggest``. What a table of ours looks like is said in ``schema``.
"""
