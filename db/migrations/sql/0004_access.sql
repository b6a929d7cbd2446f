-- Who may come in: administrators stand apart, access is ended and never altered, what the door refused stays on record.
CREATE FUNCTION guard_county() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
    IF NEW.demo AND NOT OLD.demo THEN
        RAISE EXCEPTION 'county % is no demo and never becomes one', OLD.code
            USING ERRCODE = 'ZB020', CONSTRAINT = 'demo_from_the_first', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$
--;
CREATE TRIGGER guard_county BEFORE UPDATE ON counties FOR EACH ROW EXECUTE FUNCTION guard_county()
--;
CREATE FUNCTION holder_word(written text) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = public AS $$
    SELECT lower(regexp_replace(normalize(written, NFKC), '[[:space:]]', '', 'g'))
$$
--;
-- All records that humans found to be one person's.
CREATE FUNCTION records_of(the_person bigint) RETURNS SETOF bigint LANGUAGE sql STABLE SET search_path = public AS $$
    WITH RECURSIVE records (id) AS (
        SELECT the_person WHERE the_person IS NOT NULL
        UNION
        SELECT CASE WHEN l.first_id = r.id THEN l.second_id ELSE l.first_id END
        FROM records AS r JOIN identity_links AS l ON r.id IN (l.first_id, l.second_id)
        WHERE l.superseded_at IS NULL AND l.verdict = 'SAME'
    )
    SELECT id FROM records
$$
--;
-- Whether two holders are one: the same person by whatever record of hers, or the same name, or her name or number.
CREATE FUNCTION one_holder(one bigint, one_named text, other bigint, other_named text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public AS $$
    SELECT CASE
        WHEN one IS NOT NULL AND other IS NOT NULL THEN other IN (SELECT records_of(one))
        WHEN one IS NULL AND other IS NULL THEN holder_word(one_named) = holder_word(other_named)
        ELSE EXISTS (
            SELECT 1 FROM people AS p
            WHERE p.id = coalesce(one, other) AND holder_word(CASE WHEN one IS NULL THEN one_named ELSE other_named END)
                IN (holder_word(p.name), holder_word(p.number)))
    END
$$
--;
CREATE FUNCTION standing_access()
RETURNS TABLE (kind text, id bigint, label text, role text, person_id bigint, holder text)
LANGUAGE sql STABLE SET search_path = public AS $$
    SELECT 'token', t.id, t.label, t.role, t.person_id, t.holder FROM access_tokens AS t
    WHERE t.revoked_at IS NULL AND t.expires_at > clock_timestamp()
    UNION ALL
    SELECT 'account', a.id, a.label, a.role, a.person_id, a.holder FROM accounts AS a WHERE a.revoked_at IS NULL
$$
--;
CREATE FUNCTION stands_apart(role text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT role IN ('SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDITOR')
$$
--;
CREATE FUNCTION guard_access() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
DECLARE
    changing text[] := ARRAY['last_used_at', 'revoked_at', 'revoked_by', 'tokens_from'];
    other record;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'rows of % are ended, never deleted', TG_TABLE_NAME
            USING ERRCODE = 'ZB020', CONSTRAINT = 'access_is_kept', TABLE = TG_TABLE_NAME;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF to_jsonb(NEW) - changing IS DISTINCT FROM to_jsonb(OLD) - changing
            OR (OLD.revoked_at IS NOT NULL
                AND (NEW.revoked_at, NEW.revoked_by) IS DISTINCT FROM (OLD.revoked_at, OLD.revoked_by))
            OR (to_jsonb(OLD)->>'tokens_from')::timestamptz > coalesce(
                (to_jsonb(NEW)->>'tokens_from')::timestamptz, '-infinity') THEN
            RAISE EXCEPTION 'rows of % are ended and replaced, never altered or revived', TG_TABLE_NAME
                USING ERRCODE = 'ZB020', CONSTRAINT = 'access_is_kept', TABLE = TG_TABLE_NAME;
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.person_id IS NULL AND btrim(NEW.holder) = '' THEN
        NEW.holder := NEW.label;
    END IF;
    IF NEW.zone_ids IS NOT NULL AND EXISTS (
        SELECT 1 FROM unnest(NEW.zone_ids) AS given(zone_id)
        WHERE NOT EXISTS (SELECT 1 FROM zones AS z WHERE z.id = zone_id AND z.county_id = NEW.county_id)) THEN
        RAISE EXCEPTION 'there is no such zone'
            USING ERRCODE = 'ZB020', CONSTRAINT = 'zones_exist', TABLE = TG_TABLE_NAME;
    END IF;
    IF NEW.revoked_at IS NOT NULL THEN
        RETURN NEW;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('standing access'));  -- what comes after sees all that was issued before
    SELECT * INTO other FROM standing_access() AS s
    WHERE s.role <> NEW.role AND (stands_apart(s.role) OR stands_apart(NEW.role))
        AND one_holder(s.person_id, s.holder, NEW.person_id, NEW.holder)
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'the holder already stands as %', other.role
            USING ERRCODE = 'ZB021', CONSTRAINT = 'administrators_stand_apart', DETAIL = other.role,
                TABLE = TG_TABLE_NAME;
    END IF;
    IF EXISTS (
        SELECT 1 FROM standing_access() AS s
        WHERE s.label = NEW.label AND (s.kind = 'token') = (TG_TABLE_NAME = 'access_tokens')) THEN
        RAISE EXCEPTION 'the label is another''s while that stands'
            USING ERRCODE = 'ZB022', CONSTRAINT = 'label_is_its_own', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$
--;
CREATE TRIGGER guard_access BEFORE INSERT OR UPDATE OR DELETE ON access_tokens FOR EACH ROW
    EXECUTE FUNCTION guard_access()
--;
CREATE TRIGGER guard_access BEFORE INSERT OR UPDATE OR DELETE ON accounts FOR EACH ROW
    EXECUTE FUNCTION guard_access()
--;
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON access_tokens FOR EACH STATEMENT EXECUTE FUNCTION append_only()
--;
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON accounts FOR EACH STATEMENT EXECUTE FUNCTION append_only()
--;
-- A spent token may be forgotten when it would be too old anyway, and not before.
CREATE FUNCTION guard_spent_token() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.forget_at <= clock_timestamp() THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'what is spent stays so'
        USING ERRCODE = 'ZB020', CONSTRAINT = 'spent_stays_spent', TABLE = TG_TABLE_NAME;
END $$
--;
CREATE TRIGGER guard_spent_token BEFORE UPDATE OR DELETE ON spent_tokens FOR EACH ROW
    EXECUTE FUNCTION guard_spent_token()
--;
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON spent_tokens FOR EACH STATEMENT EXECUTE FUNCTION append_only()
--;
-- What the door refused only grows; it may go after half a year.
CREATE FUNCTION guard_sign_in() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.minute < clock_timestamp() - interval '184 days' THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - ARRAY['count', 'latest_at'] = to_jsonb(OLD) - ARRAY['count', 'latest_at']
        AND NEW.count > OLD.count AND NEW.latest_at >= OLD.latest_at THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the record of sign-ins only grows'
        USING ERRCODE = 'ZB011', CONSTRAINT = 'append_only', TABLE = TG_TABLE_NAME;
END $$
--;
CREATE TRIGGER guard_sign_in BEFORE UPDATE OR DELETE ON sign_ins FOR EACH ROW EXECUTE FUNCTION guard_sign_in()
--;
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON sign_ins FOR EACH STATEMENT EXECUTE FUNCTION append_only()
