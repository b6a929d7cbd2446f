ALTER POLICY shows ON calendar_feeds USING (principal = (SELECT wall.passport() ->> 'principal')
    AND coalesce(token_id, account_id) IS NOT DISTINCT FROM (SELECT (wall.passport() ->> 'access')::bigint))
--;
ALTER POLICY added ON calendar_feeds WITH CHECK (
    (SELECT wall.writes('READ_MEETINGS')) AND principal = (SELECT wall.passport() ->> 'principal')
    AND coalesce(token_id, account_id) IS NOT DISTINCT FROM (SELECT (wall.passport() ->> 'access')::bigint)
)
--;
ALTER POLICY changed ON calendar_feeds USING ((SELECT wall.judging())) WITH CHECK (
    (SELECT wall.writes('READ_MEETINGS')) AND principal = (SELECT wall.passport() ->> 'principal')
    AND coalesce(token_id, account_id) IS NOT DISTINCT FROM (SELECT (wall.passport() ->> 'access')::bigint)
)
