-- Whether the numbers of a data set's file have a decimal comma.
ALTER TABLE datasets ADD COLUMN decimal_comma INTEGER NOT NULL DEFAULT 0;
