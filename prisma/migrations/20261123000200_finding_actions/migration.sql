-- Finding an action while its words are still being typed: by the beginning of a reference, and by beginnings of words
-- as they are written. The English index cannot serve: it knows 'supervis' and would lose 'supervisi'. Signs within a
-- word are taken for spaces, or '18' would not find 'under-18s'.
CREATE INDEX "Action_ref_beginning" ON "Action" ("boardId", (lower("ref")) COLLATE "C");
CREATE INDEX "Action_words" ON "Action" USING gin (to_tsvector('simple', translate("text", '-–—/.:_@+’''', '           ')));
CREATE INDEX "Recommendation_words" ON "Recommendation" USING gin (to_tsvector('simple', translate("text", '-–—/.:_@+’''', '           ')));
