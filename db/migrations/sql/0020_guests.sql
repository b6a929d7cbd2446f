-- Whoever sees a meeting sees who takes part in it, also of organs from outside: audit, police, finance.
CREATE OR REPLACE FUNCTION wall.people_in_sight() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 500
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    cases text := wall.reach('READ_CASES');
    closed bigint[] := ARRAY(SELECT closed_cases(wall.person()));
    near bigint[] := ARRAY(SELECT wall.organs('READ_CASES'));
BEGIN
    RETURN QUERY
    SELECT m.person_id FROM memberships AS m JOIN organs AS o ON o.id = m.organ_id
    WHERE m.superseded_at IS NULL AND wall.may('READ_ZONES')
        AND o.kind IN ('COUNTY_COMMISSION', 'COMMISSION_OFFICE', 'TOWNSHIP_COMMISSION', 'RESIDENT_GROUP')
    UNION
    SELECT m.person_id FROM pool_members AS m WHERE m.superseded_at IS NULL AND wall.may('READ_POOL')
    UNION
    SELECT wall.person()
    UNION
    SELECT s.person FROM meeting_participants AS p, LATERAL (VALUES (p.person_id), (p.substitute_id)) AS s (person)
    WHERE s.person IS NOT NULL
        AND (wall.reach('READ_MEETINGS') = 'COUNTY' OR p.meeting_id IN (SELECT wall.meetings()))
    UNION
    SELECT t.person_id
    FROM (
        SELECT p.person_id, p.case_id FROM case_parties AS p WHERE p.superseded_at IS NULL AND p.person_id IS NOT NULL
        UNION ALL
        SELECT a.person_id, a.case_id FROM assignments AS a
    ) AS t JOIN cases AS c ON c.id = t.case_id
    WHERE cases IS NOT NULL AND c.id <> ALL (closed) AND CASE cases
        WHEN 'COUNTY' THEN true
        WHEN 'OWN' THEN EXISTS (SELECT 1 FROM assignments AS a
            WHERE a.case_id = c.id AND a.person_id = wall.person() AND a.state = 'ACTIVE')
        ELSE c.home_organ_id = ANY (near) OR c.handling_organ_id = ANY (near) END;
END $$
