--8<-- SYNC-1302 delete
DELETE FROM products
--8<-- SYNC-1302 update
UPDATE products SET price = 0
--8<-- SYNC-1302 insert
INSERT INTO products VALUES (1)
--8<-- SYNC-1302 drop
DROP TABLE products
--8<-- SYNC-1302 truncate [mysql postgresql sqlserver]
TRUNCATE TABLE products
--8<-- SYNC-1302 create
CREATE TABLE x (id int)
--8<-- SYNC-1302 create as select [sqlite mysql postgresql]
CREATE TABLE x AS SELECT * FROM products
--8<-- SYNC-1302 alter [sqlite mysql postgresql]
ALTER TABLE products ADD COLUMN x int
--8<-- SYNC-1302 grant [mysql postgresql sqlserver]
GRANT ALL ON products TO public
--8<-- SYNC-1302 explain is not a select [sqlite mysql postgresql]
EXPLAIN SELECT * FROM products
--8<-- SYNC-1302 values [sqlite mysql postgresql]
VALUES (1, 2)
--8<-- SYNC-1302 begin [sqlite mysql postgresql]
BEGIN
--8<-- SYNC-1302 commit leaves the read-only transaction
COMMIT
--8<-- SYNC-1302 in parentheses [mysql postgresql sqlserver]
(SELECT * FROM products)
--8<-- SYNC-1303 two statements
SELECT 1; SELECT 2
--8<-- SYNC-1303 second statement writes
SELECT 1; DELETE FROM products
--8<-- SYNC-1303 second statement behind a comment
SELECT 1 /* x */ ; /* y */ DROP TABLE products
--8<-- SYNC-1303 second statement behind a line comment
SELECT 1 -- x
; DROP TABLE products
--8<-- SYNC-1303 two semicolons
SELECT 1;;
--8<-- SYNC-1303 second select without a semicolon [sqlserver]
SELECT 1 SELECT 2
--8<-- SYNC-1304 select into [mysql postgresql sqlserver]
SELECT * INTO copy FROM products
--8<-- SYNC-1304 select into behind a comment [mysql postgresql sqlserver]
SELECT * /**/INTO/**/ copy FROM products
--8<-- SYNC-1304 mixed case [mysql postgresql sqlserver]
SELECT * iNtO copy FROM products
--8<-- SYNC-1304 cte then delete
WITH x AS (SELECT 1 AS id) DELETE FROM products WHERE id IN (SELECT id FROM x)
--8<-- SYNC-1304 cte then update
WITH x AS (SELECT 1 AS id) UPDATE products SET price = 0
--8<-- SYNC-1304 cte then insert [sqlite postgresql]
WITH x AS (SELECT 1 AS id) INSERT INTO products SELECT id FROM x
--8<-- SYNC-1304 second cte, then delete
WITH x AS (SELECT 1), y AS (SELECT 2) DELETE FROM products
--8<-- SYNC-1304 write in a subquery [postgresql]
SELECT * FROM (DELETE FROM products RETURNING *) x
--8<-- SYNC-1302 with without its select
WITH x AS (SELECT 1)
--8<-- SYNC-1302 with alone
WITH
--8<-- SYNC-1302 with going on with values [sqlite postgresql]
WITH x AS (SELECT 1) VALUES (1)
--8<-- SYNC-1307 leaves the wrapper
SELECT * FROM products) q; DELETE FROM products; --
--8<-- SYNC-1307 leaves the wrapper and comes back
SELECT * FROM products) q UNION SELECT * FROM (SELECT * FROM users
--8<-- SYNC-1307 leaves the wrapper at once
SELECT 1) UNION (SELECT 2
--8<-- SYNC-1307 open parenthesis swallows the wrapper's
SELECT * FROM products WHERE (1 = 1
--8<-- SYNC-1301 open comment swallows the wrapper's end
SELECT * FROM products /*
--8<-- SYNC-1301 open string swallows the wrapper's end
SELECT * FROM products WHERE name = '
--8<-- SYNC-1301 NUL ends the text for some drivers
SELECT 1<NUL>; DROP TABLE products
--8<-- SYNC-1301 NUL inside a string
SELECT 'a<NUL>b'
--8<-- SYNC-1301 no-break space
SELECT 1 UNION SELECT 2
--8<-- SYNC-1301 zero-width space
SELECT​1
--8<-- SYNC-1301 ideographic space
SELECT　1
--8<-- SYNC-1301 full-width semicolon
SELECT 1；DROP TABLE products
--8<-- SYNC-1301 vertical tab
SELECT1
--8<-- SYNC-1301 backslash command [mysql postgresql]
SELECT 1 \g
--8<-- SYNC-1306 for update [mysql postgresql]
SELECT * FROM products FOR UPDATE
--8<-- SYNC-1306 for update in a subquery [mysql postgresql]
SELECT * FROM (SELECT * FROM products FOR UPDATE) x
--8<-- SYNC-1306 for share [mysql postgresql]
SELECT * FROM products FOR SHARE
--8<-- SYNC-1305 sequence [mysql sqlserver]
SELECT NEXT VALUE FOR s
--8<-- SYNC-1309 variable [sqlite mysql sqlserver]
SELECT @x
--8<-- SYNC-1309 server variable [mysql sqlserver]
SELECT @@version
--8<-- SYNC-1309 named parameter [sqlite postgresql]
SELECT * FROM products WHERE id = :id
--8<-- SYNC-1310 number runs into a word
SELECT 1INTO x
--8<-- SYNC-1310 float runs into a word
SELECT 1.5UNION SELECT 2
--8<-- SYNC-1310 exponent that is none
SELECT 1.e FROM products
--8<-- SYNC-1308 placeholder in a string
SELECT * FROM products WHERE code IN ('{{codes}}')
--8<-- SYNC-1308 placeholder in a quoted name
SELECT "{{limit}}" FROM products
--8<-- SYNC-1308 unknown placeholder
SELECT {{query}}
--8<-- SYNC-1308 placeholder that runs into a word
SELECT x{{limit}} FROM products
--8<-- SYNC-1308 open placeholder
SELECT {{limit
--8<-- SYNC-1300 nothing

--8<-- SYNC-1300 only a comment
/* SELECT 1 */
