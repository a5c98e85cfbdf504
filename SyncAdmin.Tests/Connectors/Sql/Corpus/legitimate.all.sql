--8<-- plain
SELECT id, code, name, brand, price, updated_at FROM products
--8<-- star
SELECT * FROM products
--8<-- lower case
select id from products where price > 0
--8<-- trailing semicolon
SELECT id FROM products;
--8<-- trailing semicolon and comment
SELECT id FROM products ; -- all of them
--8<-- comments everywhere
/* head */ SELECT /* a */ id, -- the key
  name FROM products /* tail */
--8<-- forbidden words in a string
SELECT id FROM products WHERE note = 'DELETE FROM x; DROP TABLE y; -- INTO'
--8<-- forbidden words in a comment
SELECT id /* INTO OUTFILE; DELETE */ FROM products
--8<-- forbidden words inside of longer names
SELECT updated_at, inserted_by, deleted, into_stock, created, dropped, callback FROM products
--8<-- forbidden words as columns of a table [mysql postgresql]
SELECT p.update, p.delete, p.call FROM products p
--8<-- doubled quote
SELECT 'O''Brien' AS name FROM products
--8<-- semicolon in a string
SELECT ';' AS s FROM products
--8<-- comment signs in a string
SELECT '-- /* # */' AS s FROM products
--8<-- join
SELECT p.id, b.name FROM products p LEFT JOIN brands b ON b.id = p.brand_id WHERE p.stock > 1
--8<-- subquery
SELECT id FROM products WHERE brand_id IN (SELECT id FROM brands WHERE country = 'ES')
--8<-- derived table
SELECT x.id FROM (SELECT id FROM products WHERE price BETWEEN 1 AND 2) x
--8<-- group by
SELECT brand, COUNT(*) AS n, SUM(price) AS total FROM products GROUP BY brand HAVING COUNT(*) > 1
--8<-- distinct
SELECT DISTINCT brand FROM products
--8<-- union
SELECT id, name FROM products UNION ALL SELECT id, name FROM old_products
--8<-- except
SELECT id FROM products EXCEPT SELECT id FROM old_products
--8<-- order by
SELECT id FROM products ORDER BY name DESC, id
--8<-- case
SELECT id, CASE WHEN stock > 0 THEN 'yes' ELSE 'no' END AS available FROM products
--8<-- functions [sqlite mysql postgresql]
SELECT id, COALESCE(name, ''), UPPER(brand), REPLACE(name, 'a', 'b'), ROUND(price, 2) FROM products
--8<-- cast
SELECT CAST(id AS char(20)) AS id FROM products
--8<-- cte
WITH p AS (SELECT id, name FROM products) SELECT id, name FROM p
--8<-- several ctes
WITH a AS (SELECT 1 AS id), b AS (SELECT id FROM a) SELECT a.id FROM a JOIN b ON a.id = b.id
--8<-- cte with columns
WITH p (id, name) AS (SELECT id, name FROM products) SELECT * FROM p
--8<-- window
SELECT id, ROW_NUMBER() OVER (PARTITION BY brand ORDER BY price) AS rank FROM products
--8<-- exists
SELECT id FROM products p WHERE EXISTS (SELECT 1 FROM stock s WHERE s.id = p.id)
--8<-- negative and decimal numbers [sqlite mysql postgresql]
SELECT -1, 1.5, .5, 1e3, 1.5e-3 FROM products
--8<-- accents in names
SELECT código, descripción, año FROM catálogo
--8<-- emoji in a string
SELECT id FROM products WHERE name = '🔧 llave'
--8<-- placeholders for pages [sqlite mysql postgresql]
SELECT id FROM products ORDER BY id LIMIT {{limit}} OFFSET {{offset}}
--8<-- placeholder for changes
SELECT id FROM products WHERE updated_at > {{since}}
--8<-- placeholder for codes, with blanks and in upper case
SELECT id FROM products WHERE code IN ({{ CODES }})
--8<-- braces that are no placeholder in a string
SELECT id FROM products WHERE name LIKE '{{%'
--8<-- deep parentheses
SELECT ((((id)))) FROM products WHERE (((price > 0)) AND ((stock > 0)))
--8<-- quoted name [sqlite postgresql sqlserver]
SELECT "order", "into" FROM products
--8<-- Windows line ends
SELECT id,
  name
FROM products
--8<-- like
SELECT id FROM products WHERE name LIKE '%50\%%'
--8<-- schema
SELECT s.products.id FROM s.products
