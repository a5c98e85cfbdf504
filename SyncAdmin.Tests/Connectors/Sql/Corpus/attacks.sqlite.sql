--8<-- SYNC-1302 pragma
PRAGMA writable_schema = 1
--8<-- SYNC-1302 pragma that reads
PRAGMA table_info(products)
--8<-- SYNC-1302 attach
ATTACH DATABASE '/tmp/x.db' AS x
--8<-- SYNC-1302 detach
DETACH x
--8<-- SYNC-1302 vacuum into
VACUUM INTO '/tmp/x.db'
--8<-- SYNC-1302 reindex
REINDEX
--8<-- SYNC-1302 analyze
ANALYZE
--8<-- SYNC-1302 replace
REPLACE INTO products VALUES (1)
--8<-- SYNC-1302 savepoint
SAVEPOINT x
--8<-- SYNC-1304 pragma inside
SELECT * FROM (PRAGMA table_info(products))
--8<-- SYNC-1304 attach inside
SELECT 1 ATTACH DATABASE 'x' AS y
--8<-- SYNC-1302 cte then replace
WITH x AS (SELECT 1) REPLACE INTO products SELECT * FROM x INTO y
--8<-- SYNC-1302 cte then replace, no into
WITH x AS (SELECT 1) REPLACE products
--8<-- SYNC-1305 load_extension
SELECT load_extension('/tmp/evil.so')
--8<-- SYNC-1305 load_extension with an entry point
SELECT LOAD_EXTENSION('/tmp/evil.so', 'init')
--8<-- SYNC-1305 load_extension, blank and comment before the parenthesis
SELECT load_extension /* x */ ('/tmp/evil.so')
--8<-- SYNC-1305 load_extension in quotes
SELECT "load_extension"('/tmp/evil.so')
--8<-- SYNC-1305 load_extension in brackets
SELECT [load_extension]('/tmp/evil.so')
--8<-- SYNC-1305 load_extension in backticks
SELECT `Load_Extension`('/tmp/evil.so')
--8<-- SYNC-1305 load_extension in a subquery
SELECT * FROM products WHERE id = (SELECT load_extension('x'))
--8<-- SYNC-1305 load_extension in order by
SELECT * FROM products ORDER BY load_extension('x')
--8<-- SYNC-1305 writefile
SELECT writefile('/tmp/x', 'y')
--8<-- SYNC-1305 readfile
SELECT readfile('/etc/passwd')
--8<-- SYNC-1305 edit
SELECT edit('x', 'vi')
--8<-- SYNC-1305 fsdir
SELECT * FROM fsdir('/')
--8<-- SYNC-1305 fts3_tokenizer
SELECT fts3_tokenizer('simple', x'00')
--8<-- SYNC-1305 eval
SELECT eval('DELETE FROM products')
--8<-- SYNC-1305 pragma function
SELECT * FROM pragma_table_info('products')
--8<-- SYNC-1305 pragma table without parentheses
SELECT * FROM pragma_database_list
--8<-- SYNC-1305 pragma table in quotes
SELECT * FROM "pragma_database_list"
--8<-- SYNC-1305 pragma table in a string, which SQLite takes for a name here
SELECT * FROM 'pragma_database_list'
--8<-- SYNC-1305 pragma table in brackets
SELECT * FROM main.[PRAGMA_database_list]
--8<-- SYNC-1305 raw pages
SELECT * FROM sqlite_dbpage
--8<-- SYNC-1305 raw pages, called
SELECT * FROM sqlite_dbpage('main')
--8<-- SYNC-1305 zip
SELECT zipfile('a', 'b') FROM products
--8<-- SYNC-1305 collation loader
SELECT icu_load_collation('en', 'x')
--8<-- SYNC-1309 numbered parameter
SELECT ?1
--8<-- SYNC-1309 parameter
SELECT ?
--8<-- SYNC-1309 dollar parameter
SELECT $x
--8<-- SYNC-1309 dollar parameter with a name space
SELECT $ns::x
--8<-- SYNC-1301 open bracket
SELECT [a FROM products
--8<-- SYNC-1301 open backtick
SELECT `a FROM products
--8<-- SYNC-1301 bracket does not double
SELECT [a]] FROM products WHERE b = 'x
--8<-- SYNC-1303 comment does not nest
SELECT 1 /* /* */ ; DROP TABLE products /* */
--8<-- SYNC-1303 backslash escapes nothing
SELECT 'a\'; DROP TABLE products; --'
--8<-- SYNC-1303 semicolon behind a quoted semicolon
SELECT ';' ; DROP TABLE products
--8<-- SYNC-1304 returning write in a cte
WITH x AS (SELECT 1), y AS (SELECT 2) INSERT INTO products SELECT * FROM x
--8<-- SYNC-1304 write as the body of a cte
WITH x AS (PRAGMA table_list) SELECT * FROM x
--8<-- SYNC-1305 load_extension behind a bracketed comment with a line break
SELECT load_extension/*
*/('/tmp/evil.so')
--8<-- SYNC-1305 load_extension behind a line comment
SELECT load_extension -- x
('/tmp/evil.so')
--8<-- SYNC-1305 load_extension in a cte
WITH x AS (SELECT load_extension('/tmp/evil.so') AS e) SELECT * FROM x
--8<-- SYNC-1305 load_extension in a case
SELECT CASE WHEN 1 THEN load_extension('/tmp/evil.so') END
--8<-- SYNC-1305 load_extension in group by
SELECT COUNT(*) FROM products GROUP BY load_extension('/tmp/evil.so')
--8<-- SYNC-1305 load_extension in having
SELECT brand FROM products GROUP BY brand HAVING load_extension('/tmp/evil.so')
--8<-- SYNC-1305 load_extension in limit
SELECT id FROM products LIMIT (SELECT load_extension('/tmp/evil.so'))
--8<-- SYNC-1305 load_extension in a join
SELECT a.id FROM products a JOIN products b ON load_extension('/tmp/evil.so')
--8<-- SYNC-1305 load_extension in a window
SELECT SUM(price) OVER (ORDER BY load_extension('/tmp/evil.so')) FROM products
--8<-- SYNC-1305 load_extension in a filter
SELECT COUNT(*) FILTER (WHERE load_extension('/tmp/evil.so')) FROM products
--8<-- SYNC-1305 load_extension in a row of values
WITH v(a) AS (VALUES (load_extension('/tmp/evil.so'))) SELECT a FROM v
--8<-- SYNC-1305 load_extension as an argument
SELECT COALESCE(NULL, load_extension('/tmp/evil.so'))
--8<-- SYNC-1305 writefile in quotes
SELECT "writefile"('/tmp/x', name) FROM products
--8<-- SYNC-1305 writefile in where
SELECT id FROM products WHERE writefile('/tmp/x', name) > 0
--8<-- SYNC-1305 readfile in a union
SELECT id FROM products UNION ALL SELECT readfile('/etc/passwd')
--8<-- SYNC-1305 edit of a column
SELECT edit(name) FROM products
--8<-- SYNC-1305 fts3_tokenizer that reads an address
SELECT hex(fts3_tokenizer('simple'))
--8<-- SYNC-1305 fts3_tokenizer in brackets
SELECT [fts3_tokenizer]('simple', x'4141414141414141')
--8<-- SYNC-1305 blob bomb
SELECT zeroblob(1000000000) FROM products
--8<-- SYNC-1305 blob bomb in hexadecimal
SELECT hex(ZeroBlob(500000000))
--8<-- SYNC-1305 blob bomb in quotes
SELECT "zeroblob"(1000000000)
--8<-- SYNC-1305 random blob bomb
SELECT randomblob(1000000000)
--8<-- SYNC-1305 pragma function with a schema
SELECT * FROM main.pragma_table_info('products')
--8<-- SYNC-1305 pragma function that opens the schema for writing
SELECT * FROM pragma_writable_schema(1)
--8<-- SYNC-1305 pragma function in backticks
SELECT * FROM `pragma_compile_options`
--8<-- SYNC-1305 pragma function in a join
SELECT p.id FROM products p, pragma_function_list f
--8<-- SYNC-1305 pragma function in a cte
WITH x AS (SELECT * FROM pragma_module_list) SELECT * FROM x
--8<-- SYNC-1305 pragma function aliased
SELECT x.name FROM pragma_database_list AS x
--8<-- SYNC-1304 pragma behind a select
SELECT 1 PRAGMA writable_schema = 1
--8<-- SYNC-1305 raw data of the pages
SELECT * FROM sqlite_dbdata WHERE schema = 'main'
--8<-- SYNC-1305 pointers of the pages
SELECT * FROM sqlite_dbptr
--8<-- SYNC-1305 raw pages with a schema
SELECT data FROM main.sqlite_dbpage('main')
--8<-- SYNC-1305 folders of the disk
SELECT name, data FROM fsdir('/etc', '.')
--8<-- SYNC-1305 file lister of the shell
SELECT * FROM fsdir AS f WHERE path = '/etc'
--8<-- SYNC-1305 archive of the shell
SELECT * FROM zipfile('/tmp/x.zip')
--8<-- SYNC-1305 table of a file
SELECT * FROM csv('/etc/passwd')
--8<-- SYNC-1305 shell command
SELECT shell('id')
--8<-- SYNC-1305 SQL as text
SELECT eval('DELETE FROM products', ';')
--8<-- SYNC-1305 log of the server
SELECT sqlite_log(1, 'x')
--8<-- SYNC-1303 second statement behind a semicolon in a comment
SELECT 1 /* ; */ ; UPDATE products SET price = 0
--8<-- SYNC-1303 attach behind a semicolon
SELECT 1; ATTACH '/tmp/shell.php' AS x
--8<-- SYNC-1303 attach, create and write
SELECT 1; ATTACH DATABASE '/tmp/x.php' AS x; CREATE TABLE x.p (d text); INSERT INTO x.p VALUES ('<?php')
--8<-- SYNC-1303 vacuum into a file behind a semicolon
SELECT 1; VACUUM INTO '/tmp/x.db'
--8<-- SYNC-1302 upsert
INSERT OR REPLACE INTO products (id) VALUES (1) ON CONFLICT DO NOTHING
--8<-- SYNC-1302 update or ignore
UPDATE OR IGNORE products SET price = 0
--8<-- SYNC-1302 create trigger
CREATE TRIGGER t AFTER INSERT ON products BEGIN DELETE FROM products; END
--8<-- SYNC-1302 virtual table
CREATE VIRTUAL TABLE x USING fts5(a)
--8<-- SYNC-1302 temporary table
CREATE TEMP TABLE x AS SELECT * FROM products
--8<-- SYNC-1302 release
RELEASE x
--8<-- SYNC-1302 end of the transaction
END TRANSACTION
--8<-- SYNC-1302 begin immediate
BEGIN IMMEDIATE
--8<-- SYNC-1302 rollback leaves the transaction
ROLLBACK
--8<-- SYNC-1302 optimize
PRAGMA optimize
--8<-- SYNC-1302 query_only switched off
PRAGMA query_only = 0
--8<-- SYNC-1302 explain of a write
EXPLAIN QUERY PLAN DELETE FROM products
--8<-- SYNC-1304 cte then update from
WITH x AS (SELECT 1 AS id) UPDATE products SET price = 0 FROM x WHERE products.id = x.id
--8<-- SYNC-1304 recursive cte then delete
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) DELETE FROM products WHERE id IN n
--8<-- SYNC-1304 delete returning behind a comma
WITH x AS (SELECT 1), y AS (DELETE FROM products RETURNING id) SELECT * FROM y
--8<-- SYNC-1307 leaves the wrapper with a line comment
SELECT * FROM products) AS q; DELETE FROM products --
--8<-- SYNC-1307 leaves the wrapper within brackets that are none
SELECT '[' FROM products) q; DELETE FROM products; --]'
--8<-- SYNC-1303 bracket hides no string
SELECT [a'] FROM products; DROP TABLE products --'
--8<-- SYNC-1303 backtick hides no string
SELECT `a'` FROM products; DROP TABLE products --'
--8<-- SYNC-1303 name in double quotes hides no string
SELECT "a'" FROM products; DROP TABLE products --'
--8<-- SYNC-1303 line comment ends at a carriage return
SELECT 1 -- x; DROP TABLE products
--8<-- SYNC-1301 blob literal left open
SELECT x'00
--8<-- SYNC-1301 open quotes
SELECT "a FROM products
--8<-- SYNC-1309 parameter with a number
SELECT * FROM products WHERE id = ?99
--8<-- SYNC-1309 parameter with a colon
SELECT * FROM products WHERE id = :1a
--8<-- SYNC-1309 parameter with an at sign
SELECT * FROM products WHERE id = @n
--8<-- SYNC-1309 the engine's own parameter
SELECT * FROM products WHERE id > @k0
--8<-- SYNC-1301 word joiner
SELECT⁠1
--8<-- SYNC-1301 byte order mark in the middle
SELECT ﻿1
--8<-- SYNC-1301 next line character
SELECT1
--8<-- SYNC-1301 curly quotes
SELECT ‘a’ FROM products; DROP TABLE products
--8<-- SYNC-1301 greek question mark for a semicolon
SELECT 1 ; DROP TABLE products
--8<-- SYNC-1301 full-width parentheses
SELECT load_extension（'x'）
--8<-- SYNC-1310 full-width letters
SELECT ｌｏａｄ_extension('x')
