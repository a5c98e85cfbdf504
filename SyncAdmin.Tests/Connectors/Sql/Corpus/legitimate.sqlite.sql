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
--8<-- catalogue with its brand and category
SELECT p.id, p.code, p.name, b.name AS brand_name, c.name AS category
FROM products p
LEFT JOIN brands b ON b.id = p.brand_id
LEFT JOIN categories c ON c.id = p.category_id
WHERE p.active = 1
--8<-- stock summed over warehouses
SELECT p.id, p.code, p.name, (SELECT COALESCE(SUM(s.quantity), 0) FROM stock s WHERE s.product_id = p.id) AS stock
FROM products p
--8<-- price in force today
SELECT p.id, p.name, r.price
FROM products p JOIN prices r ON r.product_id = p.id
WHERE date('now') BETWEEN r.valid_from AND COALESCE(r.valid_to, '9999-12-31')
--8<-- latest price by a window
SELECT id, name, price FROM (
  SELECT p.id, p.name, r.price, ROW_NUMBER() OVER (PARTITION BY p.id ORDER BY r.valid_from DESC) AS rn
  FROM products p JOIN prices r ON r.product_id = p.id
) WHERE rn = 1
--8<-- category path by recursion
WITH RECURSIVE path(id, name) AS (
  SELECT id, name FROM categories WHERE parent_id IS NULL
  UNION ALL
  SELECT c.id, path.name || ' > ' || c.name FROM categories c JOIN path ON path.id = c.parent_id
)
SELECT p.id, p.name, path.name AS category FROM products p LEFT JOIN path ON path.id = p.category_id
--8<-- calendar by recursion
WITH RECURSIVE days(d) AS (SELECT '2024-01-01' UNION ALL SELECT date(d, '+1 day') FROM days WHERE d < '2024-12-31')
SELECT d AS id, (SELECT COUNT(*) FROM orders o WHERE date(o.ordered_at) = d) AS orders FROM days
--8<-- running total
SELECT id, ordered_at, SUM(total) OVER (ORDER BY ordered_at, id ROWS UNBOUNDED PRECEDING) AS running FROM orders
--8<-- lag and lead
SELECT id, price, lag(price, 1, 0) OVER w AS before, lead(price) OVER w AS after FROM products WINDOW w AS (PARTITION BY brand ORDER BY id)
--8<-- frame with exclude
SELECT id, AVG(price) OVER (ORDER BY id GROUPS BETWEEN 2 PRECEDING AND 2 FOLLOWING EXCLUDE CURRENT ROW) AS around FROM products
--8<-- ntile and percent_rank
SELECT id, ntile(4) OVER (ORDER BY price) AS quarter, percent_rank() OVER (ORDER BY price) AS share FROM products
--8<-- columns called like statements, in quotes
SELECT "update", "delete", "insert", "replace", "select" FROM "odd names"
--8<-- columns called like statements, in brackets
SELECT [update] AS updated, [delete] AS deleted, [attach], [pragma] FROM [odd names]
--8<-- columns called like statements, behind their table
SELECT o.[update], o."insert" FROM [odd names] o
--8<-- table with emoji and accents
SELECT "código", "año 📅" FROM "artículos 🔧"
--8<-- unquoted Spanish names
SELECT artículo, precioÚltimo AS x FROM (SELECT 1 AS artículo, 2 AS precioÚltimo)
--8<-- aliases in Spanish
SELECT id, name AS descripción, price AS "precio (€)" FROM products
--8<-- drop table in a string
SELECT id FROM products WHERE name = 'Robert''); DROP TABLE students; --'
--8<-- like with a semicolon
SELECT id FROM products WHERE note LIKE '%;%' OR note LIKE '%--%'
--8<-- like with escape
SELECT id FROM products WHERE code LIKE '100\%' ESCAPE '\'
--8<-- comments in all places
SELECT/* 1 */id/* 2 */,/* 3 */name -- 4
/* 5 */FROM/* 6 */products -- 7
WHERE/* 8 */price>/* 9 */0 -- 10
--8<-- comment with quotes
SELECT id /* it's "here" */ FROM products -- don't
--8<-- comment with a statement
SELECT id FROM products /* was: DELETE FROM products; */ WHERE active -- DROP TABLE x;
--8<-- date arithmetic
SELECT id FROM products WHERE updated_at >= datetime('now', '-7 days', 'localtime')
--8<-- julian days
SELECT id, CAST(julianday('now') - julianday(created_at) AS INTEGER) AS age_days FROM products
--8<-- epoch to text
SELECT id, strftime('%Y-%m-%dT%H:%M:%fZ', 1700000000.123, 'unixepoch') AS seen FROM products
--8<-- start of the month
SELECT id FROM orders WHERE ordered_at >= date('now', 'start of month', '-1 month')
--8<-- case with several branches
SELECT id, CASE WHEN stock <= 0 THEN 'agotado' WHEN stock < 5 THEN 'últimas unidades' ELSE 'disponible' END AS availability FROM products
--8<-- simple case
SELECT id, CASE country WHEN 'ES' THEN 'España' WHEN 'FR' THEN 'Francia' END AS pais FROM brands
--8<-- case in order by
SELECT id FROM products ORDER BY CASE WHEN stock > 0 THEN 0 ELSE 1 END, name
--8<-- union in a subquery
SELECT u.id, u.name FROM (SELECT id, name FROM products UNION SELECT id, name FROM old_products) AS u
--8<-- intersect in a subquery
SELECT id FROM products WHERE id IN (SELECT product_id FROM stock INTERSECT SELECT product_id FROM order_lines)
--8<-- never ordered
SELECT id, name FROM products WHERE id NOT IN (SELECT product_id FROM order_lines WHERE product_id IS NOT NULL)
--8<-- never ordered, by a join
SELECT p.id, p.name FROM products p LEFT JOIN order_lines l ON l.product_id = p.id WHERE l.product_id IS NULL
--8<-- not exists
SELECT id FROM products p WHERE NOT EXISTS (SELECT 1 FROM stock s WHERE s.product_id = p.id AND s.quantity > 0)
--8<-- attributes as one JSON
SELECT p.id, json_object('brand', p.brand, 'price', p.price, 'tags', json(p.tags)) AS doc FROM products p
--8<-- lines as a JSON array
SELECT o.id, (SELECT json_group_array(json_object('p', l.product_id, 'q', l.quantity)) FROM order_lines l WHERE l.order_id = o.id) AS lines FROM orders o
--8<-- tree of JSON
SELECT p.id, t.fullkey, t.atom FROM products p, json_tree(p.data) AS t WHERE t.type = 'text'
--8<-- JSON with a path in brackets
SELECT id, json_extract(data, '$.sizes[0].label') AS size FROM products WHERE json_valid(data)
--8<-- JSON patch
SELECT id, json_patch(data, '{"a":null}') AS d, json_remove(data, '$.b') AS e FROM products
--8<-- group_concat with an order
SELECT brand, group_concat(DISTINCT category_id) AS categories FROM products GROUP BY brand
--8<-- text over many columns
SELECT id, trim(coalesce(name, '') || ' ' || coalesce(brand, '') || ' ' || coalesce(note, '')) AS text FROM products
--8<-- collate in a comparison
SELECT id FROM products WHERE name = 'BOSCH' COLLATE NOCASE ORDER BY name COLLATE RTRIM
--8<-- cast
SELECT id, CAST(price AS TEXT) AS price, CAST(code AS INTEGER) AS n FROM products
--8<-- format
SELECT format('%s-%04d', code, id) AS ref FROM products
--8<-- rounding and maths
SELECT id, round(price * 1.21, 2) AS gross, abs(-id) AS a, max(price, cost) AS top, min(price, cost) AS low FROM products
--8<-- null handling
SELECT id, ifnull(note, ''), nullif(brand, ''), coalesce(brand, code, 'x') FROM products
--8<-- between and in
SELECT id FROM products WHERE price BETWEEN 1 AND 99.5 AND brand IN ('Bosch', 'Makita', 'De''Walt')
--8<-- having
SELECT brand, COUNT(*) AS n FROM products GROUP BY brand HAVING COUNT(*) > 1 AND SUM(stock) > 0
--8<-- several ctes that build on each other
WITH active AS (SELECT * FROM products WHERE active = 1), cheap AS (SELECT * FROM active WHERE price < 10) SELECT id, name FROM cheap
--8<-- self join
SELECT a.id, b.id AS sibling FROM products a JOIN products b ON b.parent_id = a.parent_id AND b.id <> a.id
--8<-- natural join and using
SELECT id, name, old_name FROM products NATURAL JOIN (SELECT id, name AS old_name FROM old_products)
--8<-- full outer join
SELECT COALESCE(p.id, o.id) AS id FROM products p FULL OUTER JOIN old_products o USING (id)
--8<-- cross join
SELECT p.id, l.lang FROM products p CROSS JOIN (SELECT 'es' AS lang UNION ALL SELECT 'en') l
--8<-- translations
SELECT p.id, COALESCE(es.name, p.name) AS name_es, COALESCE(en.name, p.name) AS name_en
FROM products p
LEFT JOIN translations es ON es.product_id = p.id AND es.lang = 'es'
LEFT JOIN translations en ON en.product_id = p.id AND en.lang = 'en'
--8<-- composite key in one column
SELECT order_id || '-' || line AS id, product_id, quantity FROM order_lines
--8<-- order by with nulls last
SELECT id FROM products ORDER BY price DESC NULLS LAST, id LIMIT 10
--8<-- scalar comparison with rows
SELECT id FROM products WHERE (brand, code) = (SELECT brand, code FROM old_products LIMIT 1)
--8<-- is distinct from
SELECT p.id FROM products p JOIN old_products o ON o.id = p.id WHERE p.name IS DISTINCT FROM o.name
--8<-- regular expression as text
SELECT id FROM products WHERE code GLOB '[A-Z][0-9]*' AND code NOT GLOB '*-OLD'
--8<-- numbers with separators of thousands in text
SELECT id, replace(printf('%,d', price), ',', '.') AS shown FROM products
--8<-- line ends in a string
SELECT id, 'first
second; third' AS note FROM products
--8<-- changes with since, in a cte
WITH c AS (SELECT product_id FROM prices WHERE valid_from > {{since}}) SELECT p.id, p.name FROM products p WHERE p.id IN (SELECT product_id FROM c)
--8<-- changes of several tables
SELECT p.id, p.name, max(p.updated_at, b.updated_at) AS changed FROM products p JOIN brands b ON b.id = p.brand_id WHERE max(p.updated_at, b.updated_at) > {{since}}
--8<-- codes in a join
SELECT p.id, p.code FROM products p JOIN brands b ON b.id = p.brand_id WHERE p.code IN ({{codes}}) OR p.id IN (SELECT product_id FROM prices)
--8<-- values as a table
SELECT p.id, v.column2 AS label FROM products p JOIN (VALUES (1, 'nuevo'), (2, 'usado')) v ON v.column1 = p.active
--8<-- bits and hexadecimal
SELECT id, hex(code) AS h, unhex('ff') AS u, id & 0xFF AS low FROM products
--8<-- unicode and char
SELECT id, char(8364) || price AS shown, unicode(substr(name, 1, 1)) AS u FROM products
--8<-- semicolons and comments at the end
SELECT id FROM products /* all */ ; /* done */ -- really
