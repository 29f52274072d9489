-- What the columns of people's spreadsheets hold, by what they are called: said once, known the next time.
CREATE TABLE "sheet_columns" (
    "header" TEXT NOT NULL,
    "field" TEXT,

    CONSTRAINT "sheet_columns_pkey" PRIMARY KEY ("header")
);
