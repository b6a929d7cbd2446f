-- The moment and the knowledge of an entry are the database's to say, whoever writes it.
CREATE FUNCTION stamp_audit_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.at := clock_timestamp();
    NEW.knowledge := (SELECT version FROM public.fact_clock);
    RETURN NEW;
END $$
--;
CREATE TRIGGER stamp_audit_entry BEFORE INSERT ON audit_entries FOR EACH ROW EXECUTE FUNCTION stamp_audit_entry()
--;
-- Every column of an entry, each with its length in bytes, so that no two entries have one text. The same text is made
-- by db/audit_chain.py, which does not trust this function when it verifies.
CREATE FUNCTION audit_text(entry audit_entries) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT string_agg(coalesce(octet_length(value) || ':' || value, '-'), E'\n' ORDER BY place)
    FROM unnest(ARRAY[
        entry.id::text, to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), entry.actor, entry.act,
        entry.object_type, entry.object_id::text, entry.detail::text, entry.role, entry.on_behalf_of::text,
        entry.zones::text, entry.organ_id::text, entry.origin, entry.knowledge::text, entry.result, entry.mark::text
    ]) WITH ORDINALITY AS columns (value, place)
$$
--;
CREATE FUNCTION audit_hash(entry audit_entries, the_sequence bigint, the_previous text) RETURNS text LANGUAGE sql STABLE
    SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT encode(sha256(convert_to(
        E'zones audit 1\n' || the_sequence || E'\n' || the_previous || E'\n' || public.audit_text(entry), 'UTF8')), 'hex')
$$
--;
-- Deferred to the commit: the lock on the head is held only while the act is being kept, and the order of the chain is
-- the order of the commits. With the rights of its owner: whoever writes entries needs none on links and head. The
-- first entry of a transaction takes all others along: one new version of the head for each would make an act of ten
-- thousand entries wade through ten thousand heads ten thousand times. What is seen without a link under the lock is
-- this transaction's own: nobody else's is seen before it is committed, and it is linked by then.
CREATE FUNCTION link_audit_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    head public.audit_head;
    entry public.audit_entries;
    made text;
BEGIN
    IF EXISTS (SELECT 1 FROM public.audit_links AS l WHERE l.entry_id = NEW.id) THEN
        RETURN NULL;
    END IF;
    SELECT * INTO STRICT head FROM public.audit_head FOR UPDATE;
    FOR entry IN
        SELECT e.* FROM public.audit_entries AS e
        WHERE e.id >= NEW.id AND NOT EXISTS (SELECT 1 FROM public.audit_links AS l WHERE l.entry_id = e.id)
        ORDER BY e.id
    LOOP
        made := public.audit_hash(entry, head.sequence + 1, head.hash);
        INSERT INTO public.audit_links (sequence, entry_id, previous, hash)
        VALUES (head.sequence + 1, entry.id, head.hash, made);
        head.sequence := head.sequence + 1;
        head.hash := made;
    END LOOP;
    UPDATE public.audit_head SET sequence = head.sequence, hash = head.hash;
    RETURN NULL;
END $$
--;
INSERT INTO audit_head (singleton, sequence, hash) VALUES (true, 0, repeat('0', 64))
--;
-- What was written before the chain is linked in the order of its keys.
DO $$
DECLARE
    entry audit_entries;
    place bigint := 0;
    before text := repeat('0', 64);
    made text;
BEGIN
    FOR entry IN SELECT * FROM audit_entries ORDER BY id LOOP
        place := place + 1;
        made := audit_hash(entry, place, before);
        INSERT INTO audit_links (sequence, entry_id, previous, hash) VALUES (place, entry.id, before, made);
        before := made;
    END LOOP;
    UPDATE audit_head SET sequence = place, hash = before;
END $$
--;
CREATE CONSTRAINT TRIGGER link_audit_entry AFTER INSERT ON audit_entries
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION link_audit_entry()
--;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_links FOR EACH ROW EXECUTE FUNCTION append_only()
--;
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON audit_links FOR EACH STATEMENT EXECUTE FUNCTION append_only()
--;
CREATE TRIGGER never_deleted BEFORE DELETE ON audit_head FOR EACH ROW EXECUTE FUNCTION append_only()
--;
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON audit_head FOR EACH STATEMENT EXECUTE FUNCTION append_only()
--;
-- The head only goes on, to the last link that is there, over links that begin where it was.
CREATE FUNCTION guard_audit_head() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM public.audit_links AS l WHERE l.sequence = OLD.sequence + 1 AND l.previous = OLD.hash
    ) OR NOT EXISTS (
        SELECT 1 FROM (SELECT sequence, hash FROM public.audit_links ORDER BY sequence DESC LIMIT 1) AS l
        WHERE l.sequence = NEW.sequence AND l.hash = NEW.hash
    ) THEN
        RAISE EXCEPTION 'the head of the audit trail goes on to the last link, and nowhere else'
            USING ERRCODE = 'ZB011', CONSTRAINT = 'append_only', TABLE = 'audit_head';
    END IF;
    RETURN NEW;
END $$
--;
CREATE TRIGGER guard_audit_head BEFORE UPDATE ON audit_head FOR EACH ROW EXECUTE FUNCTION guard_audit_head()
--;
-- A look at the sealed grounds of one person in one case is kept under a name that only this key can make: two looks at
-- the same are seen to be the same, and who knows the pair can ask who looked; the name tells nobody the pair.
INSERT INTO sealed.look_keys (singleton, key)
VALUES (true, sha256(convert_to(concat_ws('.', gen_random_uuid(), gen_random_uuid(), gen_random_uuid()), 'UTF8')))
--;
CREATE TRIGGER never_deleted BEFORE UPDATE OR DELETE ON sealed.look_keys FOR EACH ROW EXECUTE FUNCTION append_only()
--;
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON sealed.look_keys FOR EACH STATEMENT EXECUTE FUNCTION append_only()
--;
CREATE FUNCTION look_name(the_person bigint, the_case bigint) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT encode(sha256(key || sha256(key || convert_to(the_person || '/' || the_case, 'UTF8'))), 'hex')
    FROM sealed.look_keys
$$
