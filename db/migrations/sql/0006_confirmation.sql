DO $$
DECLARE
    target text;
BEGIN
    FOREACH target IN ARRAY ARRAY['pin_confirmations', 'sealed.decoy_key'] LOOP
        EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %s FOR EACH ROW '
            'EXECUTE FUNCTION append_only()', target);
        EXECUTE format('CREATE TRIGGER never_emptied BEFORE TRUNCATE ON %s FOR EACH STATEMENT '
            'EXECUTE FUNCTION append_only()', target);
    END LOOP;
END $$
