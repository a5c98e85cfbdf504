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
--8<-- json [not MariaDB]
SELECT data->'$.a', data->>'$.a', JSON_EXTRACT(data, '$.b') FROM products
--8<-- limit with a comma
SELECT id FROM products LIMIT 5, 100
--8<-- use index
SELECT id FROM products USE INDEX (ix_code) WHERE code = 'a'
--8<-- force index for
SELECT id FROM products FORCE INDEX FOR ORDER BY (PRIMARY) ORDER BY id
--8<-- partition
SELECT id FROM parts PARTITION (p0)
--8<-- straight join
SELECT STRAIGHT_JOIN p.id FROM products p JOIN brands b ON b.id = p.brand_id
--8<-- sql modifiers
SELECT SQL_SMALL_RESULT id FROM products
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
SELECT id FROM history FOR SYSTEM_TIME AS OF TIMESTAMP'2026-01-01 00:00:00'
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
--8<-- catalogue with its brand and category
SELECT p.id, p.code, p.name, b.name AS brand_name, c.name AS category
FROM products p
LEFT JOIN brands b ON b.id = p.brand_id
LEFT JOIN categories c ON c.id = p.category_id
WHERE p.active = 1
--8<-- stock summed over warehouses
SELECT p.id, p.code, p.name, IFNULL((SELECT SUM(s.quantity) FROM stock s WHERE s.product_id = p.id), 0) AS stock FROM products p
--8<-- price in force today
SELECT p.id, p.name, r.price FROM products p JOIN prices r ON r.product_id = p.id WHERE CURDATE() BETWEEN r.valid_from AND IFNULL(r.valid_to, '9999-12-31')
--8<-- latest price by a window
SELECT t.id, t.name, t.price FROM (
  SELECT p.id, p.name, r.price, ROW_NUMBER() OVER (PARTITION BY p.id ORDER BY r.valid_from DESC) AS rn
  FROM products p JOIN prices r ON r.product_id = p.id
) t WHERE t.rn = 1
--8<-- category path by recursion
WITH RECURSIVE path (id, name) AS (
  SELECT id, CAST(name AS CHAR(500)) FROM categories WHERE parent_id IS NULL
  UNION ALL
  SELECT c.id, CONCAT(path.name, ' > ', c.name) FROM categories c JOIN path ON path.id = c.parent_id
)
SELECT p.id, p.name, path.name AS category FROM products p LEFT JOIN path ON path.id = p.category_id
--8<-- running total
SELECT id, ordered_at, SUM(total) OVER (ORDER BY ordered_at, id ROWS UNBOUNDED PRECEDING) AS running FROM orders
--8<-- lag and lead
SELECT id, price, LAG(price) OVER w AS price_before, LEAD(price) OVER w AS price_after FROM products WINDOW w AS (PARTITION BY brand ORDER BY id)
--8<-- ntile and percent_rank
SELECT id, NTILE(4) OVER (ORDER BY price) AS quarter, PERCENT_RANK() OVER (ORDER BY price) AS share FROM products
--8<-- first value with a frame
SELECT id, FIRST_VALUE(price) OVER (PARTITION BY brand ORDER BY price RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS cheapest FROM products
--8<-- columns called like statements
SELECT `update`, `delete`, `insert`, `replace`, `select`, `call`, `handler` FROM `odd names`
--8<-- columns called like statements, behind their table
SELECT o.update AS updated, o.delete AS deleted, o.`insert` FROM `odd names` o
--8<-- table with accents
SELECT `código`, `año natural` FROM `artículos`
--8<-- unquoted Spanish names
SELECT a.código, a.descripción FROM artículos a WHERE a.descripción LIKE 'ñ%'
--8<-- alias with an emoji in a string
SELECT id, '🔧 llave' AS icon FROM products WHERE name <> '📦'
--8<-- alias in quotes
SELECT id, price AS 'precio (€)', name AS "descripción larga" FROM products
--8<-- drop table in a string
SELECT id FROM products WHERE name = 'Robert''); DROP TABLE students; -- '
--8<-- drop table in double quotes
SELECT id FROM products WHERE name = "x'; DROP TABLE products; -- "
--8<-- like with a semicolon
SELECT id FROM products WHERE note LIKE '%;%' OR note LIKE '%--%' OR note LIKE '%#%'
--8<-- like with another escape
SELECT id FROM products WHERE code LIKE '100|%' ESCAPE '|'
--8<-- comments in all places
SELECT/* 1 */id/* 2 */,/* 3 */name -- 4
/* 5 */FROM/* 6 */products # 7
WHERE/* 8 */price>/* 9 */0 -- 10
--8<-- comment with quotes
SELECT id /* it's "here" */ FROM products -- don't
--8<-- comment with a statement
SELECT id FROM products /* was: DELETE FROM products; */ WHERE active # DROP TABLE x;
--8<-- comment that begins with a plus
SELECT /*+ NO_INDEX_MERGE(products) */ id FROM products
--8<-- date arithmetic
SELECT id FROM products WHERE updated_at >= NOW() - INTERVAL 7 DAY
--8<-- date functions with units
SELECT id, DATE_ADD(created_at, INTERVAL 1 MONTH) AS due, TIMESTAMPDIFF(DAY, created_at, NOW()) AS age, DATEDIFF(NOW(), created_at) AS days FROM products
--8<-- compound interval
SELECT id FROM orders WHERE ordered_at > SUBDATE(NOW(), INTERVAL '1:30' HOUR_MINUTE)
--8<-- date literals
SELECT id FROM orders WHERE ordered_at BETWEEN DATE '2024-01-01' AND TIMESTAMP '2024-12-31 23:59:59'
--8<-- start of the month
SELECT id FROM orders WHERE ordered_at >= DATE_FORMAT(CURRENT_DATE, '%Y-%m-01')
--8<-- epoch
SELECT id, UNIX_TIMESTAMP(updated_at) AS epoch, FROM_UNIXTIME(1700000000) AS seen FROM products
--8<-- time zones
SELECT id, CONVERT_TZ(updated_at, '+00:00', '+02:00') AS madrid FROM products
--8<-- case with several branches
SELECT id, CASE WHEN stock <= 0 THEN 'agotado' WHEN stock < 5 THEN 'últimas unidades' ELSE 'disponible' END AS availability FROM products
--8<-- simple case
SELECT id, CASE country WHEN 'ES' THEN 'España' WHEN 'FR' THEN 'Francia' END AS pais FROM brands
--8<-- order by field
SELECT id FROM orders ORDER BY FIELD(status, 'new', 'paid', 'sent'), ordered_at
--8<-- union in a subquery
SELECT u.id, u.name FROM (SELECT id, name FROM products UNION SELECT id, name FROM old_products) AS u
--8<-- union of parts in parentheses
SELECT u.id FROM ((SELECT id FROM products ORDER BY price LIMIT 5) UNION ALL (SELECT id FROM old_products LIMIT 5)) u
--8<-- never ordered
SELECT id, name FROM products WHERE id NOT IN (SELECT product_id FROM order_lines WHERE product_id IS NOT NULL)
--8<-- never ordered, by a join
SELECT p.id, p.name FROM products p LEFT JOIN order_lines l ON l.product_id = p.id WHERE l.product_id IS NULL
--8<-- not exists
SELECT id FROM products p WHERE NOT EXISTS (SELECT 1 FROM stock s WHERE s.product_id = p.id AND s.quantity > 0)
--8<-- lateral [not MariaDB]
SELECT p.id, x.n FROM products p CROSS JOIN LATERAL (SELECT COUNT(*) AS n FROM stock s WHERE s.product_id = p.id) x
--8<-- JSON arrows [not MariaDB]
SELECT id, data->'$.brand' AS b, data->>'$.sizes[0].label' AS l FROM products WHERE data->>'$.active' = 'true'
--8<-- JSON value
SELECT id, JSON_UNQUOTE(JSON_EXTRACT(data, '$.sizes[0].label')) AS size, JSON_LENGTH(data, '$.sizes') AS n FROM products
--8<-- attributes as one JSON
SELECT p.id, JSON_OBJECT('brand', p.brand, 'price', p.price, 'tags', JSON_ARRAY(p.size, p.note)) AS doc FROM products p
--8<-- lines as a JSON array
SELECT o.id, (SELECT JSON_ARRAYAGG(l.product_id) FROM order_lines l WHERE l.order_id = o.id) AS line_products FROM orders o
--8<-- JSON contains
SELECT id FROM products WHERE JSON_CONTAINS(data, '"red"', '$.colours') AND JSON_VALID(data)
--8<-- json_table with nested columns
SELECT p.id, j.label, j.n FROM products p JOIN JSON_TABLE(p.data, '$.sizes[*]' COLUMNS (n FOR ORDINALITY, label VARCHAR(40) PATH '$.label' DEFAULT '"-"' ON EMPTY)) j
--8<-- group_concat with an order
SELECT brand, GROUP_CONCAT(DISTINCT code ORDER BY code DESC SEPARATOR '; ') AS codes FROM products GROUP BY brand
--8<-- text over many columns
SELECT id, TRIM(CONCAT_WS(' ', name, brand, NULLIF(note, ''))) AS text FROM products
--8<-- collate in a comparison
SELECT id FROM products WHERE name COLLATE utf8mb4_bin = 'Bosch' ORDER BY name COLLATE utf8mb4_unicode_ci
--8<-- binary comparison
SELECT id FROM products WHERE BINARY code = 'A1' OR code = BINARY 'b2'
--8<-- casts
SELECT id, CAST(price AS CHAR) AS price, CAST(code AS UNSIGNED) AS n, CONVERT(price, DECIMAL(10, 1)) AS d FROM products
--8<-- maths
SELECT id, ROUND(price * 1.21, 2) AS gross, GREATEST(price, cost) AS top, LEAST(price, cost) AS low, price DIV 2 AS half, MOD(id, 2) AS odd FROM products
--8<-- null handling
SELECT id, IFNULL(note, '') AS note, NULLIF(brand, '') AS brand, COALESCE(brand, code) AS any_of, ISNULL(note) AS empty FROM products
--8<-- having on an alias
SELECT brand, COUNT(*) AS n FROM products GROUP BY brand HAVING n > 1 AND SUM(stock) > 0
--8<-- several ctes that build on each other
WITH active AS (SELECT * FROM products WHERE active = 1), cheap AS (SELECT * FROM active WHERE price < 10) SELECT id, name FROM cheap
--8<-- self join
SELECT a.id, b.id AS sibling FROM products a JOIN products b ON b.parent_id = a.parent_id AND b.id <> a.id
--8<-- translations
SELECT p.id, COALESCE(es.name, p.name) AS name_es, COALESCE(en.name, p.name) AS name_en
FROM products p
LEFT JOIN translations es ON es.product_id = p.id AND es.lang = 'es'
LEFT JOIN translations en ON en.product_id = p.id AND en.lang = 'en'
--8<-- join with using
SELECT id, p.name, o.name AS old_name FROM products p INNER JOIN old_products o USING (id)
--8<-- cross join
SELECT p.id, l.lang FROM products p CROSS JOIN (SELECT 'es' AS lang UNION ALL SELECT 'en') l
--8<-- composite key in one column
SELECT CONCAT(order_id, '-', line) AS id, product_id, quantity FROM order_lines
--8<-- sounds like
SELECT id FROM products WHERE name SOUNDS LIKE 'taladro' OR SOUNDEX(name) = 'T436'
--8<-- regular expressions
SELECT id, REGEXP_REPLACE(name, '[^a-z0-9;]+', ' ') AS clean FROM products WHERE code RLIKE '^[A-Z]{2}-[0-9]+$'
--8<-- full text in natural language
SELECT id, MATCH (name) AGAINST ('taladro percutor') AS score FROM products WHERE MATCH (name) AGAINST ('+taladro -broca "sin cable"' IN BOOLEAN MODE)
--8<-- index hints
SELECT id FROM products USE INDEX FOR JOIN (ix_code) IGNORE INDEX (ix_brand) WHERE code = 'a'
--8<-- insert and replace as functions
SELECT id, INSERT(code, 1, 2, 'XX') AS masked, REPLACE(name, 'update', 'cambio') AS n, TRUNCATE(price, 0) AS p FROM products
--8<-- substring in all spellings
SELECT id, SUBSTRING(name, 2, 3) AS a, SUBSTRING_INDEX(code, '-', 1) AS b, LEFT(name, 3) AS c, MID(name, 1, 2) AS d, TRIM(LEADING '0' FROM code) AS e FROM products
--8<-- hexadecimal and bits
SELECT id, HEX(code) AS h, UNHEX('ff') AS u, x'41' AS x, 0x41 AS y, b'101' AS b, id & 0xFF AS low, 1 << 3 AS s FROM products
--8<-- xor and not
SELECT id FROM products WHERE (active XOR deleted) AND NOT (stock < 0) AND !deleted
--8<-- placeholders in a page of their own
SELECT id, name FROM products WHERE active = 1 ORDER BY updated_at DESC, id LIMIT {{limit}} OFFSET {{offset}}
--8<-- changes with since, in a cte
WITH c AS (SELECT product_id FROM prices WHERE valid_from > {{since}}) SELECT p.id, p.name FROM products p WHERE p.id IN (SELECT product_id FROM c)
--8<-- changes of several tables
SELECT p.id, p.name, GREATEST(p.updated_at, b.updated_at) AS changed FROM products p JOIN brands b ON b.id = p.brand_id WHERE GREATEST(p.updated_at, b.updated_at) > {{since}}
--8<-- codes in a join
SELECT p.id, p.code FROM products p JOIN brands b ON b.id = p.brand_id WHERE p.code IN ({{codes}}) OR p.parent_id IS NULL
--8<-- aggregate with rollup
SELECT IFNULL(brand, 'total') AS brand, SUM(price) AS price FROM products GROUP BY brand WITH ROLLUP
--8<-- any value, variance
SELECT brand, MIN(name) AS name, STDDEV(price) AS deviation, BIT_OR(active) AS any_active FROM products GROUP BY brand
--8<-- null-safe join
SELECT p.id FROM products p JOIN old_products o ON o.id = p.id AND NOT (o.name <=> p.name)
--8<-- information of the schema
SELECT table_name, table_rows FROM information_schema.tables WHERE table_schema = DATABASE()
--8<-- semicolons and comments at the end
SELECT id FROM products /* all */ ; # done
-- really
--8<-- line ends in a string
SELECT id, 'first
second; third' AS note FROM products
--8<-- escapes in strings
SELECT id, 'tab\there\\, line\nend, nul-less \% and \_' AS s FROM products
