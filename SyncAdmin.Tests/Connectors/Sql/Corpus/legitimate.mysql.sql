--8<-- backticks
SELECT `id`, `order` FROM `products`
--8<-- forbidden word in backticks
SELECT `delete`, `into`, `call` FROM `update`
--8<-- doubled backtick
SELECT `a``b` FROM products
--8<-- database and table
SELECT `shop`.`products`.`id` FROM `shop`.`products`
--8<-- double-quoted string
SELECT id FROM products WHERE brand = "Bosch"
--8<-- apostrophe in double quotes
SELECT id FROM products WHERE brand = "O'Brien"
--8<-- double quotes in a string
SELECT id FROM products WHERE size = '3"'
--8<-- hash comment
SELECT id # the key
FROM products
--8<-- backslash escapes
SELECT 'a\tb\nc\\d' FROM products
--8<-- double backslash at the end
SELECT 'C:\\' AS folder FROM products
--8<-- optimizer hint is left out
SELECT /*+ MAX_EXECUTION_TIME(1000) */ id FROM products
--8<-- insert function
SELECT INSERT('abc', 1, 1, 'x') FROM products
--8<-- truncate function
SELECT TRUNCATE(price, 2) FROM products
--8<-- replace function
SELECT REPLACE(name, 'a', 'b') FROM products
--8<-- concat
SELECT CONCAT(brand, ' ', name), CONCAT_WS('-', a, b) FROM products
--8<-- group_concat
SELECT GROUP_CONCAT(name ORDER BY name SEPARATOR ', ') FROM products GROUP BY brand
--8<-- if
SELECT IF(stock > 0, 'yes', 'no'), IFNULL(name, '') FROM products
--8<-- date functions
SELECT DATE_FORMAT(updated_at, '%Y-%m-%d'), NOW() - INTERVAL 1 DAY FROM products
--8<-- convert
SELECT CONVERT(name USING utf8mb4) FROM products
--8<-- charset introducer
SELECT _utf8mb4'abc' COLLATE utf8mb4_bin FROM products
--8<-- national string
SELECT N'abc' FROM products
--8<-- hexadecimal
SELECT 0xFF, x'00ff', b'01' FROM products
--8<-- json
SELECT data->'$.a', data->>'$.a', JSON_EXTRACT(data, '$.b') FROM products
--8<-- limit with a comma
SELECT id FROM products LIMIT 5, 100
--8<-- use index
SELECT id FROM products USE INDEX (ix_code) WHERE code = 'a'
--8<-- force index for
SELECT id FROM products FORCE INDEX FOR ORDER BY (PRIMARY) ORDER BY id
--8<-- partition
SELECT id FROM products PARTITION (p0)
--8<-- straight join
SELECT STRAIGHT_JOIN p.id FROM products p JOIN brands b ON b.id = p.brand_id
--8<-- sql modifiers
SELECT SQL_NO_CACHE id FROM products
--8<-- regexp
SELECT id FROM products WHERE name REGEXP '^[a-z]+$'
--8<-- null-safe equality
SELECT id FROM products WHERE brand <=> NULL
--8<-- and, or, not as signs
SELECT id FROM products WHERE stock > 0 && price > 0 || !deleted
--8<-- div and mod
SELECT id DIV 2, id MOD 2, id % 2 FROM products
--8<-- match against
SELECT id FROM products WHERE MATCH(name) AGAINST('taladro' IN BOOLEAN MODE)
--8<-- recursive cte
WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 10) SELECT i FROM n
--8<-- window
SELECT id, RANK() OVER (ORDER BY price) FROM products
--8<-- with rollup
SELECT brand, SUM(price) FROM products GROUP BY brand WITH ROLLUP
--8<-- system time
SELECT id FROM products FOR SYSTEM_TIME AS OF TIMESTAMP'2026-01-01 00:00:00'
--8<-- json_table
SELECT j.a FROM products p, JSON_TABLE(p.data, '$[*]' COLUMNS (a INT PATH '$.a')) AS j
--8<-- row value
SELECT id FROM products WHERE (brand, code) IN (('a', 'b'), ('c', 'd'))
--8<-- subtraction with a blank
SELECT 5 - -3 FROM products
--8<-- name with a dollar sign
SELECT price$ FROM products
--8<-- extract value
SELECT EXTRACT(YEAR FROM updated_at), SUBSTRING(name FROM 1 FOR 3) FROM products
