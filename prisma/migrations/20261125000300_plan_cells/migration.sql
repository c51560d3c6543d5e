-- What an imported plan says of an action in its status column, and in columns that are nothing else to the board.
ALTER TABLE "Action" ADD COLUMN     "otherAsWritten" TEXT,
ADD COLUMN     "statusAsWritten" TEXT;
