--8<-- quoted names
SELECT "Id", "into", "delete" FROM "Products"
--8<-- casts
SELECT id::text, price::numeric(10,2), '2026-01-01'::date FROM products
--8<-- dollar string
SELECT $$it's; DROP TABLE x$$ FROM products
--8<-- dollar string with a tag
SELECT $tag$ $$ DELETE $$ $tag$ FROM products
--8<-- escape string
SELECT E'a\'b\n' FROM products
--8<-- escape string in lower case
SELECT e'\\' FROM products
--8<-- bit and hexadecimal strings
SELECT B'101', X'1F' FROM products
--8<-- nested comment
SELECT id /* a /* b */ c */ FROM products
--8<-- distinct on
SELECT DISTINCT ON (brand) brand, id FROM products ORDER BY brand, id
--8<-- json operators
SELECT data->'a', data->>'b', data#>'{a,b}', data#>>'{a,b}' FROM products
--8<-- json containment
SELECT id FROM products WHERE data @> '{"a":1}' AND data ? 'a' AND data ?| ARRAY['b']
--8<-- absolute value
SELECT @ -5 FROM products
--8<-- arrays
SELECT tags[1], tags[1:2], ARRAY[1,2,3] FROM products
--8<-- any
SELECT id FROM products WHERE brand = ANY (ARRAY['a', 'b'])
--8<-- ilike
SELECT id FROM products WHERE name ILIKE '%x%' AND name ~* '^a' AND name !~ 'b'
--8<-- interval
SELECT id FROM products WHERE updated_at > now() - interval '1 day'
--8<-- at time zone
SELECT updated_at AT TIME ZONE 'UTC' FROM products
--8<-- extract and substring
SELECT extract(epoch FROM updated_at), substring(name FROM 1 FOR 3) FROM products
--8<-- string_agg
SELECT string_agg(name, ', ' ORDER BY name) FROM products GROUP BY brand
--8<-- filter
SELECT count(*) FILTER (WHERE stock > 0) FROM products
--8<-- within group
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY price) FROM products
--8<-- lateral
SELECT p.id, x.n FROM products p CROSS JOIN LATERAL (SELECT count(*) AS n FROM stock s WHERE s.id = p.id) x
--8<-- recursive cte
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10) SELECT i FROM n
--8<-- materialised ctes
WITH a AS MATERIALIZED (SELECT 1 AS id), b AS NOT MATERIALIZED (SELECT 2 AS id) SELECT * FROM a, b
--8<-- values
SELECT v.a FROM (VALUES (1, 'x'), (2, 'y')) AS v(a, b)
--8<-- generate_series
SELECT g FROM generate_series(1, 10) AS g
--8<-- unnest
SELECT unnest(tags) FROM products
--8<-- fetch first
SELECT id FROM products ORDER BY id FETCH FIRST 10 ROWS ONLY
--8<-- limit and offset
SELECT id FROM products ORDER BY id LIMIT 10 OFFSET 5
--8<-- nulls last
SELECT id FROM products ORDER BY price DESC NULLS LAST
--8<-- collate
SELECT id FROM products ORDER BY name COLLATE "C"
--8<-- grouping sets
SELECT brand, sum(price) FROM products GROUP BY GROUPING SETS ((brand), ())
--8<-- tablesample
SELECT id FROM products TABLESAMPLE SYSTEM (10)
--8<-- only
SELECT id FROM ONLY products
--8<-- full text
SELECT id FROM products WHERE to_tsvector('spanish', name) @@ plainto_tsquery('spanish', 'taladro')
--8<-- harmless catalogue function
SELECT pg_typeof(id), pg_size_pretty(pg_relation_size('products')) FROM products
--8<-- catalogue
SELECT relname FROM pg_catalog.pg_class
--8<-- row comparison
SELECT id FROM products WHERE (brand, code) > ('a', 'b')
--8<-- boolean
SELECT id FROM products WHERE active IS NOT TRUE
--8<-- xml
SELECT xpath('/a/b', doc) FROM products
--8<-- window
SELECT lag(price) OVER (PARTITION BY brand ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM products
--8<-- name with a dollar sign
SELECT a$b FROM products
--8<-- backslash in a plain string
SELECT 'C:\dir\file' FROM products
--8<-- placeholder beside a cast
SELECT id FROM products WHERE updated_at > {{since}}::timestamptz
--8<-- named argument
SELECT make_interval(days => 3) FROM products
--8<-- catalogue with its brand and category
SELECT p.id, p.code, p.name, b.name AS brand_name, c.name AS category
FROM products p
LEFT JOIN brands b ON b.id = p.brand_id
LEFT JOIN categories c ON c.id = p.category_id
WHERE p.active
--8<-- stock summed over warehouses
SELECT p.id, p.code, COALESCE(s.quantity, 0) AS stock
FROM products p
LEFT JOIN (SELECT product_id, sum(quantity) AS quantity FROM stock GROUP BY product_id) s ON s.product_id = p.id
--8<-- price in force today
SELECT p.id, p.name, r.price FROM products p JOIN prices r ON r.product_id = p.id AND daterange(r.valid_from, r.valid_to, '[)') @> current_date
--8<-- latest price by lateral
SELECT p.id, p.name, r.price FROM products p LEFT JOIN LATERAL (SELECT price FROM prices WHERE product_id = p.id ORDER BY valid_from DESC LIMIT 1) r ON true
--8<-- latest price by distinct on
SELECT DISTINCT ON (product_id) product_id AS id, price, valid_from FROM prices ORDER BY product_id, valid_from DESC
--8<-- category path by recursion
WITH RECURSIVE path AS (
  SELECT id, name::text AS name, 1 AS depth FROM categories WHERE parent_id IS NULL
  UNION ALL
  SELECT c.id, path.name || ' > ' || c.name, depth + 1 FROM categories c JOIN path ON path.id = c.parent_id WHERE depth < 20
)
SELECT p.id, p.name, path.name AS category FROM products p LEFT JOIN path ON path.id = p.category_id
--8<-- running total
SELECT id, ordered_at, sum(total) OVER (ORDER BY ordered_at, id ROWS UNBOUNDED PRECEDING) AS running FROM orders
--8<-- frame with exclude
SELECT id, avg(price) OVER (ORDER BY id GROUPS BETWEEN 2 PRECEDING AND 2 FOLLOWING EXCLUDE TIES) AS around FROM products
--8<-- range of an interval
SELECT id, sum(total) OVER (ORDER BY ordered_at RANGE BETWEEN interval '7 days' PRECEDING AND CURRENT ROW) AS week FROM orders
--8<-- window by name
SELECT id, rank() OVER w, dense_rank() OVER w AS dense, cume_dist() OVER w AS share FROM products WINDOW w AS (PARTITION BY brand ORDER BY price DESC)
--8<-- columns called like statements
SELECT "update", "delete", "insert", "select", "call", "execute" FROM "odd names"
--8<-- columns called like statements, behind their table
SELECT o.update AS updated, o.delete AS deleted, o."insert" FROM "odd names" o
--8<-- table with emoji and accents
SELECT "código", "año 📅" FROM "artículos 🔧"
--8<-- unquoted Spanish names
SELECT a.código, a.descripción FROM artículos a WHERE a.descripción ILIKE 'ñ%'
--8<-- aliases in Spanish
SELECT id, name AS descripción, price AS "precio (€)" FROM products
--8<-- drop table in a string
SELECT id FROM products WHERE name = 'Robert''); DROP TABLE students; --'
--8<-- like with a semicolon
SELECT id FROM products WHERE note LIKE '%;%' OR note LIKE '%--%' OR note NOT LIKE '%/*%'
--8<-- like with escape
SELECT id FROM products WHERE code LIKE '100!%' ESCAPE '!'
--8<-- comments in all places
SELECT/* 1 */id/* 2 */,/* 3 */name -- 4
/* 5 /* nested */ */FROM/* 6 */products -- 7
WHERE/* 8 */price>/* 9 */0 -- 10
--8<-- comment with quotes
SELECT id /* it's "here" $$ */ FROM products -- don't
--8<-- comment with a statement
SELECT id FROM products /* was: DELETE FROM products; */ WHERE active -- DROP TABLE x;
--8<-- date arithmetic
SELECT id FROM products WHERE updated_at >= now() - interval '7 days' AND created_at < current_date - 1
--8<-- interval in all spellings
SELECT id, ordered_at + interval '1 year 2 mons' AS a, ordered_at + '3 days'::interval AS b, ordered_at + make_interval(hours => 2) AS c, INTERVAL '1' DAY AS d FROM orders
--8<-- truncation and parts of dates
SELECT id, date_trunc('month', ordered_at) AS month, extract(dow FROM ordered_at) AS day, date_part('epoch', ordered_at) AS epoch FROM orders
--8<-- age and overlaps
SELECT id, age(ordered_at) AS age, (ordered_at, ordered_at) OVERLAPS (DATE '2024-01-01', DATE '2024-12-31') AS this_year FROM orders
--8<-- formats
SELECT id, to_char(price, 'FM999G990D00') AS price, to_char(updated_at, 'YYYY-MM-DD"T"HH24:MI:SS') AS changed FROM products
--8<-- time zones
SELECT id, updated_at AT TIME ZONE 'Europe/Madrid' AS madrid, timezone('UTC', updated_at) AS utc FROM products
--8<-- case with several branches
SELECT id, CASE WHEN stock <= 0 THEN 'agotado' WHEN stock < 5 THEN 'últimas unidades' ELSE 'disponible' END AS availability FROM products
--8<-- simple case
SELECT id, CASE country WHEN 'ES' THEN 'España' WHEN 'FR' THEN 'Francia' END AS pais FROM brands
--8<-- union in a subquery
SELECT u.id, u.name FROM (SELECT id, name FROM products UNION SELECT id, name FROM old_products) AS u
--8<-- intersect and except in a subquery
SELECT id FROM products WHERE id IN ((SELECT product_id FROM stock INTERSECT SELECT product_id FROM order_lines) EXCEPT SELECT id FROM old_products)
--8<-- never ordered
SELECT id, name FROM products p WHERE NOT EXISTS (SELECT FROM order_lines l WHERE l.product_id = p.id)
--8<-- never ordered, by a join
SELECT p.id, p.name FROM products p LEFT JOIN order_lines l ON l.product_id = p.id WHERE l.product_id IS NULL
--8<-- JSON paths
SELECT id, data #>> '{sizes,0,label}' AS size, data -> 'sizes' -> 0 AS first, data ->> 'brand' AS b FROM products WHERE data @? '$.sizes[*] ? (@.n > 1)'
--8<-- JSON path functions
SELECT id, jsonb_path_query_first(data, '$.sizes[0].label') AS size FROM products WHERE data @@ '$.active == true' AND jsonb_exists(data, 'brand')
--8<-- JSON keys
SELECT id FROM products WHERE data ?& array['a', 'b'] OR data ? 'c' OR data ?| array['d']
--8<-- JSON without a key
SELECT id, data - 'secret' AS d, data #- '{a,b}' AS e, data || '{"x": 1}' AS f FROM products
--8<-- attributes as one JSON
SELECT p.id, jsonb_build_object('brand', p.brand, 'price', p.price, 'tags', to_jsonb(p.tags)) AS doc, row_to_json(p) AS whole FROM products p
--8<-- lines as a JSON array
SELECT o.id, (SELECT json_agg(json_build_object('p', l.product_id, 'q', l.quantity) ORDER BY l.line) FROM order_lines l WHERE l.order_id = o.id) AS lines FROM orders o
--8<-- elements of a JSON array
SELECT p.id, e.value ->> 'label' AS label, e.ordinality FROM products p CROSS JOIN jsonb_array_elements(p.data -> 'sizes') WITH ORDINALITY AS e
--8<-- record of a JSON
SELECT p.id, r.label, r.n FROM products p, jsonb_to_recordset(p.data -> 'sizes') AS r(label text, n int)
--8<-- arrays
SELECT id, array_to_string(tags, ', ') AS tags, cardinality(tags) AS n, tags[1] AS first, 'a' = ANY (tags) AS has FROM products WHERE tags && ARRAY['a', 'b']::text[] OR tags @> '{c}'
--8<-- array of a subquery
SELECT o.id, ARRAY(SELECT l.product_id FROM order_lines l WHERE l.order_id = o.id ORDER BY 1) AS products FROM orders o
--8<-- string_agg with an order
SELECT brand, string_agg(DISTINCT code, '; ' ORDER BY code) AS codes FROM products GROUP BY brand
--8<-- ordered-set aggregates
SELECT brand, mode() WITHIN GROUP (ORDER BY size) AS size, percentile_disc(0.9) WITHIN GROUP (ORDER BY price) AS p90 FROM products GROUP BY brand
--8<-- grouping sets
SELECT brand, category_id, grouping(brand, category_id) AS level, count(*) AS n FROM products GROUP BY ROLLUP (brand, category_id)
--8<-- cube and filter
SELECT brand, sum(price) FILTER (WHERE active) AS active FROM products GROUP BY CUBE (brand)
--8<-- text over many columns
SELECT id, btrim(concat_ws(' ', name, brand, NULLIF(note, ''))) AS text FROM products
--8<-- collate
SELECT id FROM products WHERE name COLLATE "C" > 'a' ORDER BY name COLLATE "und-x-icu" NULLS FIRST
--8<-- regular expressions
SELECT id, regexp_replace(name, '[^a-z0-9;]+', ' ', 'gi') AS clean, (regexp_match(code, '^(\w+)-(\d+)$'))[2] AS number FROM products WHERE code ~ '^[A-Z]{2}-\d+$'
--8<-- similar to
SELECT id FROM products WHERE code SIMILAR TO '(A|B)-[0-9]+' AND name !~~* '%x%'
--8<-- full text with rank
SELECT id, ts_rank(to_tsvector('spanish', name), q) AS score FROM products, websearch_to_tsquery('spanish', 'taladro -broca') q WHERE to_tsvector('spanish', name) @@ q
--8<-- headline
SELECT id, ts_headline('spanish', note, plainto_tsquery('spanish', 'taladro')) AS shown FROM products
--8<-- maths and casts
SELECT id, round(price * 1.21, 2) AS gross, greatest(price, cost) AS top, price::text AS shown, CAST(code AS varchar(10)) AS short, 7 / 2.0 AS r, 2 ^ 3 AS c, |/ 16 AS root FROM products
--8<-- null handling
SELECT id, COALESCE(note, '') AS note, NULLIF(brand, '') AS brand FROM products WHERE name IS DISTINCT FROM code AND active IS NOT FALSE
--8<-- translations
SELECT p.id, COALESCE(es.name, p.name) AS name_es, COALESCE(en.name, p.name) AS name_en
FROM products p
LEFT JOIN translations es ON es.product_id = p.id AND es.lang = 'es'
LEFT JOIN translations en ON en.product_id = p.id AND en.lang = 'en'
--8<-- translations as columns
SELECT product_id AS id, max(name) FILTER (WHERE lang = 'es') AS es, max(name) FILTER (WHERE lang = 'en') AS en FROM translations GROUP BY product_id
--8<-- joins with using and natural
SELECT id, p.name FROM products p JOIN old_products o USING (id) AS j
--8<-- cross join of values
SELECT p.id, l.lang FROM products p CROSS JOIN (VALUES ('es'), ('en')) AS l(lang)
--8<-- composite key in one column
SELECT order_id || '-' || line AS id, product_id, quantity FROM order_lines
--8<-- format
SELECT id, format('%s-%s', code, lpad(id::text, 5, '0')) AS ref, quote_ident(name) AS quoted, left(name, 3) AS l FROM products
--8<-- dollar strings
SELECT id, $$it's "quoted"; really$$ AS a, $x$ $$ ; $x$ AS b FROM products
--8<-- escape strings
SELECT id, E'tab\there, quote\'s, ñ \u00f1' AS s FROM products
--8<-- line ends in a string
SELECT id, 'first
second; third' AS note FROM products
--8<-- calendar
SELECT d::date AS id, (SELECT count(*) FROM orders o WHERE o.ordered_at::date = d::date) AS orders FROM generate_series(DATE '2024-01-01', DATE '2024-12-31', interval '1 day') AS d
--8<-- rows from
SELECT * FROM ROWS FROM (generate_series(1, 3), unnest(ARRAY['a', 'b'])) AS t(n, s)
--8<-- placeholders in a page of their own
SELECT id, name FROM products WHERE active ORDER BY updated_at DESC, id LIMIT {{limit}} OFFSET {{offset}}
--8<-- changes with since, in a cte
WITH c AS (SELECT product_id FROM prices WHERE valid_from > {{since}}) SELECT p.id, p.name FROM products p WHERE p.id IN (SELECT product_id FROM c)
--8<-- changes of several tables
SELECT p.id, p.name, greatest(p.updated_at, b.updated_at) AS changed FROM products p JOIN brands b ON b.id = p.brand_id WHERE greatest(p.updated_at, b.updated_at) > {{since}}
--8<-- codes as an array
SELECT p.id, p.code FROM products p WHERE p.code = ANY (ARRAY[{{codes}}]::text[])
--8<-- search and cycle of a recursion
WITH RECURSIVE t AS (SELECT id, parent_id FROM categories UNION ALL SELECT c.id, c.parent_id FROM categories c JOIN t ON t.id = c.parent_id WHERE c.id < 100) SELECT id FROM t
--8<-- partitions of a table by their catalogue
SELECT c.oid::bigint AS id, c.relname AS name, pg_size_pretty(pg_total_relation_size(c.oid)) AS size FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public'
--8<-- row in a where
SELECT id FROM products WHERE (brand, code) IN (SELECT brand, code FROM old_products) AND (id, 1) < (100, 2)
--8<-- network types and ranges
SELECT id, '10.0.0.1'::inet AS ip, int4range(1, 5) @> id AS inside FROM products
--8<-- semicolons and comments at the end
SELECT id FROM products /* all */ ; /* done */ -- really
