--8<-- brackets
SELECT [id], [order] FROM [my products]
--8<-- backticks
SELECT `id`, `group` FROM `products`
--8<-- forbidden word in brackets
SELECT [delete], [into] FROM products
--8<-- blob
SELECT id, x'00ff' AS b FROM products
--8<-- concatenation
SELECT id || '-' || code AS key FROM products
--8<-- json operators
SELECT id, data->'$.name', data->>'$.name' FROM products
--8<-- json functions
SELECT json_extract(data, '$.a') FROM products
--8<-- json table
SELECT p.id, j.value FROM products p, json_each(p.tags) j
--8<-- glob
SELECT id FROM products WHERE name GLOB 'A*'
--8<-- date functions
SELECT id, datetime(updated_at, 'unixepoch') FROM products
--8<-- strftime
SELECT id, strftime('%Y-%m-%d', updated_at) AS d FROM products
--8<-- recursive cte
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10) SELECT i FROM n
--8<-- materialised cte
WITH p AS MATERIALIZED (SELECT id FROM products) SELECT id FROM p
--8<-- not materialised cte
WITH p AS NOT MATERIALIZED (SELECT id FROM products) SELECT id FROM p
--8<-- values in a cte
WITH v(a, b) AS (VALUES (1, 'x'), (2, 'y')) SELECT a, b FROM v
--8<-- row value
SELECT id FROM products WHERE (brand, code) > ('a', 'b')
--8<-- in values
SELECT id FROM products WHERE (brand, code) IN (VALUES ('a', 'b'))
--8<-- limit
SELECT id FROM products ORDER BY id LIMIT 100
--8<-- limit and offset
SELECT id FROM products LIMIT 100 OFFSET 5
--8<-- limit with a comma
SELECT id FROM products LIMIT 5, 100
--8<-- rowid
SELECT rowid, * FROM products
--8<-- collate
SELECT id FROM products ORDER BY name COLLATE NOCASE
--8<-- full text
SELECT rowid FROM products_fts WHERE products_fts MATCH 'taladro'
--8<-- replace function
SELECT replace(name, 'a', 'b') FROM products
--8<-- instr and substr
SELECT substr(name, 1, 3), instr(name, 'x') FROM products
--8<-- typeof
SELECT typeof(price) FROM products
--8<-- printf
SELECT printf('%05d', id) FROM products
--8<-- iif
SELECT iif(stock > 0, 1, 0) FROM products
--8<-- indexed by
SELECT id FROM products INDEXED BY ix WHERE code = 'a'
--8<-- hexadecimal
SELECT 0x1F FROM products
--8<-- shift and bits
SELECT id << 1, id & 3, id | 4, ~id FROM products
--8<-- equality with two signs
SELECT id FROM products WHERE code == 'a' AND name <> 'b' AND brand != 'c'
--8<-- is
SELECT id FROM products WHERE brand IS NOT NULL
--8<-- filter
SELECT COUNT(*) FILTER (WHERE stock > 0) FROM products
--8<-- named window
SELECT SUM(price) OVER w FROM products WINDOW w AS (ORDER BY id)
--8<-- attached schema
SELECT id FROM main.products
--8<-- schema table
SELECT name FROM sqlite_master WHERE type = 'table'
--8<-- minus minus in a string
SELECT '--' || name FROM products
--8<-- backslash at the end of a string
SELECT 'C:\' AS folder FROM products
--8<-- comment that does not nest
SELECT 1 /* /* */ FROM products
--8<-- group_concat
SELECT group_concat(name, ', ') FROM products GROUP BY brand
