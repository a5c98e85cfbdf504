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
