--8<-- SYNC-1304 into outfile
SELECT * FROM products INTO OUTFILE '/tmp/x'
--8<-- SYNC-1304 into dumpfile
SELECT 'x' INTO DUMPFILE '/tmp/x'
--8<-- SYNC-1304 into variable
SELECT 1 INTO @x
--8<-- SYNC-1304 into outfile in a subquery
SELECT * FROM (SELECT 1 INTO OUTFILE '/tmp/x') q
--8<-- SYNC-1304 into outfile behind a union
SELECT 1 UNION SELECT 2 INTO OUTFILE '/tmp/x'
--8<-- SYNC-1304 into outfile behind a hash comment
SELECT 1 # x
INTO OUTFILE '/tmp/x'
--8<-- SYNC-1306 lock in share mode
SELECT * FROM products LOCK IN SHARE MODE
--8<-- SYNC-1306 for update nowait
SELECT * FROM products FOR UPDATE NOWAIT
--8<-- SYNC-1306 for share skip locked
SELECT * FROM products FOR SHARE SKIP LOCKED
--8<-- SYNC-1310 executable comment
SELECT 1 /*! INTO OUTFILE '/tmp/x' */
--8<-- SYNC-1310 executable comment with a version
SELECT 1 /*!50000 INTO OUTFILE '/tmp/x' */
--8<-- SYNC-1310 executable comment of MariaDB
SELECT 1 /*M! INTO OUTFILE '/tmp/x' */
--8<-- SYNC-1310 executable comment of MariaDB with a version
SELECT 1 /*M!100100 ; DROP TABLE products */
--8<-- SYNC-1310 executable comment around a word
SELECT * /*!INTO*/ OUTFILE '/tmp/x'
--8<-- SYNC-1310 executable comment at the start
/*!DELETE*/ FROM products
--8<-- SYNC-1310 two minuses without a blank
SELECT 1 --1
--8<-- SYNC-1310 backslash before a quote
SELECT 'a\' ; DROP TABLE products; -- '
--8<-- SYNC-1310 backslash before a double quote
SELECT "a\" ; DROP TABLE products; -- "
--8<-- SYNC-1310 string of one backslash
SELECT '\'
--8<-- SYNC-1310 three backslashes
SELECT 'a\\\' ; DROP TABLE products -- '
--8<-- SYNC-1303 two backslashes end it
SELECT 'a\\'; DROP TABLE products -- '
--8<-- SYNC-1305 sleep
SELECT SLEEP(10)
--8<-- SYNC-1305 sleep with a blank
SELECT sleep (10)
--8<-- SYNC-1305 sleep in backticks
SELECT `sleep`(10)
--8<-- SYNC-1305 sleep in double quotes, a name under ANSI_QUOTES
SELECT "sleep"(10)
--8<-- SYNC-1305 sleep behind a comment
SELECT sleep/**/(10)
--8<-- SYNC-1305 sleep in where
SELECT * FROM products WHERE id = 1 AND (SELECT 1 FROM (SELECT SLEEP(5)) x)
--8<-- SYNC-1305 benchmark
SELECT BENCHMARK(1000000000, SHA2('x', 512))
--8<-- SYNC-1305 get_lock
SELECT GET_LOCK('x', 10)
--8<-- SYNC-1305 release_all_locks
SELECT RELEASE_ALL_LOCKS()
--8<-- SYNC-1305 load_file
SELECT LOAD_FILE('/etc/passwd')
--8<-- SYNC-1305 load_file in a cte
WITH x AS (SELECT LOAD_FILE('/etc/passwd') AS f) SELECT f FROM x
--8<-- SYNC-1305 sys_exec
SELECT sys_exec('id')
--8<-- SYNC-1305 sys_eval
SELECT sys_eval('id')
--8<-- SYNC-1305 lib_mysqludf
SELECT lib_mysqludf_sys_info()
--8<-- SYNC-1305 master_pos_wait
SELECT MASTER_POS_WAIT('x', 4)
--8<-- SYNC-1305 wait for gtid
SELECT WAIT_FOR_EXECUTED_GTID_SET('x')
--8<-- SYNC-1305 nextval
SELECT NEXTVAL(s)
--8<-- SYNC-1305 setval
SELECT SETVAL(s, 100)
--8<-- SYNC-1305 nextval as MariaDB's oracle mode writes it
SELECT s.nextval
--8<-- SYNC-1305 last_insert_id sets the session's
SELECT LAST_INSERT_ID(7)
--8<-- SYNC-1305 keyring
SELECT keyring_key_remove('x')
--8<-- SYNC-1305 group replication
SELECT group_replication_set_as_primary('x')
--8<-- SYNC-1305 asynchronous fail-over
SELECT asynchronous_connection_failover_delete_source('a', 'b', 3306, '')
--8<-- SYNC-1304 procedure analyse
SELECT * FROM products PROCEDURE ANALYSE()
--8<-- SYNC-1309 assignment
SELECT @x := 1
--8<-- SYNC-1309 global variable
SELECT @@global.read_only
--8<-- SYNC-1309 question mark
SELECT ?
--8<-- SYNC-1309 variable in backticks
SELECT @`x`
--8<-- SYNC-1302 set
SET GLOBAL read_only = 0
--8<-- SYNC-1302 do
DO SLEEP(10)
--8<-- SYNC-1302 load data
LOAD DATA INFILE '/etc/passwd' INTO TABLE products
--8<-- SYNC-1302 handler
HANDLER products OPEN
--8<-- SYNC-1302 call
CALL p()
--8<-- SYNC-1302 show
SHOW GRANTS
--8<-- SYNC-1302 table
TABLE products INTO OUTFILE '/tmp/x'
--8<-- SYNC-1301 ODBC escape
SELECT {fn SLEEP(10)}
--8<-- SYNC-1303 delimiter is not a statement
SELECT 1; DELIMITER //
--8<-- SYNC-1301 open backtick
SELECT `a FROM products
