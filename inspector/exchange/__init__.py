"""Files in and out: lists as they come in, the official workbook as it goes out and is verified, the calendar."""
