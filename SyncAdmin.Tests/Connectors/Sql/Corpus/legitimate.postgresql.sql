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
SELECT xpath('/a/b', data) FROM products
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
