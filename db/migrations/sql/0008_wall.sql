-- The second wall (decision 0021). The service connects as zones_api, which owns nothing. At the beginning of each
-- transaction it shows a key that only the service has, and says who asks; the wall keeps that under a seal of its own,
-- good for this transaction alone. Without a seal every table is empty and takes nothing.
CREATE SCHEMA wall
--;
CREATE SCHEMA unsealed
--;
CREATE TABLE wall.secrets (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    key_sha256 text CHECK (key_sha256 ~ '^[0-9a-f]{64}$'),
    seal text NOT NULL DEFAULT encode(sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')), 'hex')
)
--;
INSERT INTO wall.secrets DEFAULT VALUES
--;
-- The database's own copy of the matrix (terms/matrix.py), which a test compares; a token for some zones holds some acts
-- to them, keeps some as they are, and loses the others.
CREATE TABLE wall.role_acts (
    role text NOT NULL,
    act text NOT NULL,
    reach text NOT NULL CHECK (reach IN ('COUNTY', 'ZONE', 'ORGAN', 'OWN')),
    in_zones text NOT NULL CHECK (in_zones IN ('HELD', 'KEPT', 'LOST')),
    PRIMARY KEY (role, act)
)
--;
CREATE FUNCTION wall.seal_of(body text) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT encode(sha256(convert_to(s.seal || pg_backend_pid() || '|' || extract(epoch FROM transaction_timestamp())
        || '|' || body || s.seal, 'UTF8')), 'hex')
    FROM wall.secrets AS s
$$
--;
-- Begins a transaction for somebody. The passport says role, acts, zones, organ, person and day; what the acts are and
-- how far they reach comes from the matrix here. Without a role it is the service itself that asks. Judging shows all
-- rows and the sealed facts, for the rules to decide on; it wants one of the acts named, but of the service itself.
CREATE FUNCTION wall.enter(the_key text, passport jsonb, judging boolean, acts text[]) RETURNS void LANGUAGE plpgsql
    VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    reaches jsonb;
    body text;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM wall.secrets AS s
        WHERE s.key_sha256 = encode(sha256(convert_to(the_key, 'UTF8')), 'hex')) THEN
        RAISE EXCEPTION 'the key does not open the wall' USING ERRCODE = 'ZB030', CONSTRAINT = 'wall_key';
    END IF;
    SELECT coalesce(jsonb_object_agg(m.act, CASE
            WHEN jsonb_typeof(passport -> 'zones') = 'array' AND m.in_zones = 'HELD' AND m.reach = 'COUNTY' THEN 'ZONE'
            ELSE m.reach END), '{}')
    INTO reaches
    FROM wall.role_acts AS m
    WHERE m.role = passport ->> 'role'
        AND (jsonb_typeof(passport -> 'acts') IS DISTINCT FROM 'array' OR passport -> 'acts' ? m.act)
        AND (jsonb_typeof(passport -> 'zones') IS DISTINCT FROM 'array' OR m.reach <> 'COUNTY' OR m.in_zones <> 'LOST');
    IF judging AND passport ->> 'role' IS NOT NULL AND NOT coalesce(reaches ?| acts, false) THEN
        RAISE EXCEPTION 'the wall does not open for this role' USING ERRCODE = 'ZB031', CONSTRAINT = 'wall_act';
    END IF;
    body := (passport || jsonb_build_object('reaches', reaches, 'judging', judging,
        'closed', ARRAY(SELECT wall.closed_to((passport ->> 'person')::bigint))))::text;
    PERFORM set_config('zones.passport', body, true), set_config('zones.seal', wall.seal_of(body), true);
END $$
--;
CREATE FUNCTION wall.passport() RETURNS jsonb LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    body text := current_setting('zones.passport', true);
BEGIN
    IF coalesce(body, '') = '' OR current_setting('zones.seal', true) IS DISTINCT FROM wall.seal_of(body) THEN
        RETURN NULL;
    END IF;
    RETURN body::jsonb;
END $$
--;
-- Whether the rules are at work, who see everything; the owner of the database, who is under no wall, counts as such.
CREATE FUNCTION wall.judging() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT session_user <> 'zones_api' OR coalesce((wall.passport() ->> 'judging')::boolean, false)
$$
--;
CREATE FUNCTION wall.reach(act text) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT wall.passport() -> 'reaches' ->> act
$$
--;
CREATE FUNCTION wall.may(VARIADIC acts text[]) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(wall.passport() -> 'reaches' ?| acts, false)
$$
--;
-- Whether the transaction may write what this act alone writes: the service itself always.
CREATE FUNCTION wall.writes(VARIADIC acts text[]) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT wall.judging() AND (session_user <> 'zones_api' OR wall.passport() ->> 'role' IS NULL
        OR wall.passport() -> 'reaches' ?| acts)
$$
--;
-- Whether the transaction may write what follows from acts: whoever has an act that is no mere reading.
CREATE FUNCTION wall.acts() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT wall.judging() AND (session_user <> 'zones_api' OR wall.passport() ->> 'role' IS NULL
        OR EXISTS (SELECT 1 FROM jsonb_object_keys(wall.passport() -> 'reaches') AS act
            WHERE NOT starts_with(act, 'READ_') AND act NOT IN ('SCREEN', 'EXPORT')))
$$
--;
CREATE FUNCTION wall.person() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT (wall.passport() ->> 'person')::bigint
$$
--;
CREATE FUNCTION wall.zones() RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER ROWS 4
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT z::bigint FROM jsonb_array_elements_text(CASE jsonb_typeof(wall.passport() -> 'zones')
        WHEN 'array' THEN wall.passport() -> 'zones' ELSE '[]' END) AS z
$$
--;
-- The organs to whose cases an act reaches: of the caller's zones on the day, or the caller's own.
CREATE FUNCTION wall.organs(act text) RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    CASE wall.reach(act)
        WHEN 'ZONE' THEN
            RETURN QUERY SELECT m.organ_id FROM zone_members AS m
            WHERE m.zone_id IN (SELECT wall.zones()) AND m.superseded_at IS NULL
                AND m.during @> (wall.passport() ->> 'on')::date;
        WHEN 'ORGAN' THEN
            RETURN NEXT (wall.passport() ->> 'organ')::bigint;
        ELSE
    END CASE;
END $$
--;
-- Kin today, from either end: one is the word of the other; a pair are spouses, or who raised and was raised.
CREATE VIEW wall.kin (one, other, word) AS
    SELECT k.first_id, k.second_id, CASE WHEN k.edge IN ('SPOUSE', 'STEP_PARENT') THEN 'PAIR' ELSE 'PARENT' END
    FROM kin_ties AS k WHERE k.superseded_at IS NULL AND k.during @> today() AND (k.edge <> 'STEP_PARENT' OR k.raised)
    UNION ALL
    SELECT k.second_id, k.first_id, CASE WHEN k.edge IN ('SPOUSE', 'STEP_PARENT') THEN 'PAIR' ELSE 'CHILD' END
    FROM kin_ties AS k WHERE k.superseded_at IS NULL AND k.during @> today() AND (k.edge <> 'STEP_PARENT' OR k.raised)
    UNION ALL
    SELECT k.relative_id, k.person_id, CASE k.kinship WHEN 'SPOUSE' THEN 'PAIR' ELSE k.kinship END
    FROM asserted_kin_ties AS k WHERE k.superseded_at IS NULL AND k.during @> today()
    UNION ALL
    SELECT k.person_id, k.relative_id,
        CASE k.kinship WHEN 'SPOUSE' THEN 'PAIR' WHEN 'PARENT' THEN 'CHILD' WHEN 'CHILD' THEN 'PARENT' ELSE k.kinship END
    FROM asserted_kin_ties AS k WHERE k.superseded_at IS NULL AND k.during @> today()
--;
-- People with all their records, and if asked with their full siblings by word, who share everything of theirs.
CREATE FUNCTION wall.as_one(the_people bigint[], and_siblings boolean) RETURNS bigint[] LANGUAGE sql STABLE
    SET search_path = pg_catalog, public, pg_temp AS $$
    WITH RECURSIVE walked (id) AS (
        SELECT given.id FROM unnest(the_people) AS given (id) WHERE given.id IS NOT NULL
        UNION
        SELECT step.id
        FROM walked CROSS JOIN LATERAL (
            SELECT records_of(walked.id)
            UNION ALL
            SELECT k.one FROM wall.kin AS k WHERE and_siblings AND k.other = walked.id AND k.word = 'SIBLING'
        ) AS step (id)
    )
    SELECT coalesce(array_agg(id), '{}') FROM walked
$$
--;
CREATE FUNCTION wall.kin_of(the_people bigint[], the_word text) RETURNS bigint[] LANGUAGE sql STABLE
    SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT ARRAY(SELECT k.one FROM wall.kin AS k WHERE k.other = ANY (the_people) AND k.word = the_word)
$$
--;
-- A person with all her records and her near kin (TL25 art. 325), generously: whoever was adopted away stays among them.
CREATE FUNCTION close_people(the_person bigint) RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 10
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    herself bigint[] := wall.as_one(ARRAY[the_person], false);
    siblings bigint[] := wall.as_one(herself, true);
    parents bigint[] := wall.as_one(wall.kin_of(siblings, 'PARENT'), false);
BEGIN
    RETURN QUERY SELECT DISTINCT unnest(
        siblings || parents || wall.as_one(wall.kin_of(herself, 'PAIR'), false)
        || wall.as_one(wall.kin_of(herself, 'CHILD') || wall.kin_of(parents, 'CHILD')
            || wall.kin_of(siblings, 'HALF_SIBLING'), true)
    );
END $$
--;
-- The cases that are closed to a person: whose party she or one of her near kin is (R53).
CREATE FUNCTION wall.closed_to(the_person bigint) RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER ROWS 2
    SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT DISTINCT p.case_id FROM case_parties AS p
    WHERE the_person IS NOT NULL AND p.superseded_at IS NULL AND p.person_id IN (SELECT close_people(the_person))
$$
--;
-- The same as it was found when the transaction began, as every statement asks it; whoever is under the wall learns it of
-- herself alone.
CREATE FUNCTION closed_cases(the_person bigint) RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 2
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    passport jsonb := wall.passport();
BEGIN
    IF the_person = (passport ->> 'person')::bigint THEN
        RETURN QUERY SELECT c::bigint FROM jsonb_array_elements_text(passport -> 'closed') AS c;
    ELSIF session_user <> 'zones_api' THEN
        RETURN QUERY SELECT wall.closed_to(the_person);
    END IF;
END $$
--;
CREATE FUNCTION wall.people_in_sight() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 500
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
--;
CREATE FUNCTION wall.own_cases() RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER ROWS 10
    SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT a.case_id FROM assignments AS a WHERE a.person_id = wall.person() AND a.state = 'ACTIVE'
$$
--;
-- The keyed name of a look, for acts that put one on the trail: by itself it would let the pairs be tried out.
CREATE FUNCTION wall.look_name(the_person bigint, the_case bigint) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT public.look_name(the_person, the_case) WHERE wall.judging()
$$
--;
-- The caller's own records and near kin; nobody's where no person asks.
CREATE FUNCTION wall.close_people() RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER ROWS 10
    SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT close_people(wall.person()) WHERE wall.person() IS NOT NULL
$$
--;
-- The proposals with a case that is closed to the caller (R53).
CREATE FUNCTION wall.closed_proposals() RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER ROWS 2
    SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT c.proposal_id FROM proposal_cases AS c WHERE c.case_id IN (SELECT closed_cases(wall.person()))
$$
--;
-- Whether a proposal is about a zone that is not the caller's.
CREATE FUNCTION wall.beyond_zones(the_proposal bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM proposal_zones AS z
        WHERE z.proposal_id = the_proposal AND z.zone_id NOT IN (SELECT wall.zones()))
$$
--;
-- The meetings of the caller's zones, or those to which her organ is invited.
CREATE FUNCTION wall.meetings() RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER ROWS 50
    SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT z.meeting_id FROM meeting_zones AS z
    WHERE wall.reach('READ_MEETINGS') = 'ZONE' AND z.zone_id IN (SELECT wall.zones())
    UNION
    SELECT p.meeting_id FROM meeting_participants AS p
    WHERE wall.reach('READ_MEETINGS') = 'ORGAN' AND p.organ_id = (wall.passport() ->> 'organ')::bigint
$$
--;
-- Whether the transaction may add a line to the audit trail in this name: the caller's own, or that of the service for
-- what follows from facts.
CREATE FUNCTION wall.signs(the_actor text, the_role text, the_person bigint, the_act text) RETURNS boolean LANGUAGE sql
    STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT session_user <> 'zones_api' OR (wall.passport() IS NOT NULL AND CASE
        WHEN the_actor = 'service' THEN wall.judging() AND the_role IS NULL AND the_person IS NULL
            AND the_act IN ('SUSPEND', 'RESTORE', 'OPEN_MATTER', 'LIFT_MATTER')
        ELSE the_actor = wall.passport() ->> 'principal' AND the_role IS NOT DISTINCT FROM wall.passport() ->> 'role'
            AND the_person IS NOT DISTINCT FROM (wall.passport() ->> 'person')::bigint END)
$$
--;
-- Before anything else looks at what is written, even at nothing: a guard that is set off tells by how it refuses.
CREATE FUNCTION wall.guard_writing() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    is_open boolean := CASE WHEN TG_NARGS = 0 THEN wall.acts()
        WHEN TG_ARGV[0] = 'ANYBODY' THEN wall.passport() IS NOT NULL OR session_user <> 'zones_api'
        ELSE wall.writes(VARIADIC TG_ARGV) END;
BEGIN
    IF NOT is_open THEN
        RAISE EXCEPTION 'the wall does not open for this role' USING ERRCODE = 'ZB031', CONSTRAINT = 'wall_act';
    END IF;
    RETURN NULL;
END $$
