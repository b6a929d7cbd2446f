"""Between the workbook's records and the county's rows: reading, checking and keeping them."""
