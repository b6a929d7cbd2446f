-- What takes a part of somebody's time would read as if it took all of it: it is on record no more. LENT is no known word.
ALTER TABLE absences DISABLE TRIGGER USER
--;
UPDATE absences SET superseded_at = clock_timestamp(), superseded_in = (SELECT version FROM fact_clock)
WHERE percent < 100 AND superseded_at IS NULL
--;
UPDATE absences SET kind = 'LEAVE' WHERE kind = 'LENT'
--;
ALTER TABLE absences ENABLE TRIGGER USER
