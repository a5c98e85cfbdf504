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
