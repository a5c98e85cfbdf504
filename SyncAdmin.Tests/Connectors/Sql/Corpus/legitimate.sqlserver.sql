--8<-- catalogue with its brand and category
SELECT p.id, p.code, p.name, b.name AS brand_name, c.name AS category
FROM dbo.products p
LEFT JOIN dbo.brands b ON b.id = p.brand_id
LEFT JOIN dbo.categories c ON c.id = p.category_id
WHERE p.active = 1
--8<-- brackets everywhere
SELECT [p].[id], [p].[name] FROM [dbo].[products] AS [p] WHERE [p].[active] = 1
--8<-- bracket that is doubled
SELECT [a]]b] FROM [odd]]name]
--8<-- names in double quotes
SELECT "id", "order" FROM "dbo"."products"
--8<-- database and schema
SELECT id FROM shop.dbo.products
--8<-- database without its schema
SELECT id FROM shop..products
--8<-- linked server
SELECT id FROM [ERP-SRV].shop.dbo.products
--8<-- national strings
SELECT id FROM products WHERE name = N'Llave inglesa ñ 🔧'
--8<-- top
SELECT TOP (100) id, name FROM products ORDER BY id
--8<-- top without parentheses
SELECT TOP 10 id, name FROM products ORDER BY price DESC
--8<-- top with ties and percent
SELECT TOP (5) PERCENT WITH TIES id FROM products ORDER BY price
--8<-- offset and fetch
SELECT id, name FROM products ORDER BY id OFFSET 10 ROWS FETCH NEXT 50 ROWS ONLY
--8<-- offset and fetch by placeholders
SELECT id, name FROM products ORDER BY id OFFSET {{offset}} ROWS FETCH NEXT {{limit}} ROWS ONLY
--8<-- nolock
SELECT id FROM dbo.products WITH (NOLOCK)
--8<-- nolock without with
SELECT id FROM dbo.products (NOLOCK)
--8<-- several harmless hints
SELECT p.id FROM dbo.products p WITH (NOLOCK, INDEX(ix_code), FORCESEEK) WHERE p.code = 'a'
--8<-- readpast and readcommitted
SELECT id FROM products WITH (READCOMMITTED, READPAST)
--8<-- snapshot
SELECT id FROM products WITH (SNAPSHOT)
--8<-- cross apply
SELECT p.id, r.price FROM products p CROSS APPLY (SELECT TOP (1) price FROM prices r WHERE r.product_id = p.id ORDER BY valid_from DESC) r
--8<-- outer apply
SELECT p.id, s.quantity FROM products p OUTER APPLY (SELECT SUM(quantity) AS quantity FROM stock s WHERE s.product_id = p.id) s
--8<-- apply of values
SELECT p.id, v.kind, v.price FROM products p CROSS APPLY (VALUES ('net', p.price), ('gross', p.price * 1.21)) v(kind, price)
--8<-- pivot
SELECT id, [es], [en] FROM (SELECT product_id AS id, lang, name FROM translations) t PIVOT (MAX(name) FOR lang IN ([es], [en])) AS x
--8<-- unpivot
SELECT id, field, value FROM (SELECT id, name, brand FROM products) t UNPIVOT (value FOR field IN (name, brand)) AS x
--8<-- string_agg
SELECT brand, STRING_AGG(code, ', ') AS codes FROM products GROUP BY brand
--8<-- string_agg in an order
SELECT brand, STRING_AGG(CAST(code AS nvarchar(max)), N'; ') WITHIN GROUP (ORDER BY code DESC) AS codes FROM products GROUP BY brand
--8<-- list by for xml path in a column
SELECT p.id, STUFF((SELECT ', ' + l.name FROM translations l WHERE l.product_id = p.id FOR XML PATH('')), 1, 2, '') AS names FROM products p
--8<-- list by for xml path with its type
SELECT p.id, (SELECT t.name AS [text()] FROM translations t WHERE t.product_id = p.id FOR XML PATH(''), TYPE).value('.', 'nvarchar(max)') AS names FROM products p
--8<-- for json in a column
SELECT o.id, (SELECT l.product_id, l.quantity FROM order_lines l WHERE l.order_id = o.id FOR JSON PATH) AS lines FROM orders o
--8<-- for json without a wrapper, in a column
SELECT p.id, (SELECT p.name, p.brand FOR JSON PATH, WITHOUT_ARRAY_WRAPPER) AS doc FROM products p
--8<-- openjson
SELECT p.id, j.[key], j.value FROM products p CROSS APPLY OPENJSON(p.data) j
--8<-- openjson with a schema
SELECT p.id, s.label, s.n FROM products p CROSS APPLY OPENJSON(p.data, '$.sizes') WITH (label nvarchar(40) '$.label', n int '$.n', rest nvarchar(max) '$' AS JSON) s
--8<-- json_value and json_query
SELECT id, JSON_VALUE(data, '$.brand') AS b, JSON_QUERY(data, '$.sizes') AS s FROM products WHERE ISJSON(data) = 1
--8<-- json_modify of a copy
SELECT id, JSON_MODIFY(data, '$.secret', NULL) AS d FROM products
--8<-- string_split
SELECT p.id, t.value AS tag FROM products p CROSS APPLY STRING_SPLIT(p.tags, ',') t
--8<-- XML nodes
SELECT p.id, n.x.value('(label/text())[1]', 'nvarchar(40)') AS label FROM products p CROSS APPLY p.doc.nodes('/sizes/size') AS n(x)
--8<-- XML query and exist
SELECT id, doc.query('/a/b') AS part FROM products WHERE doc.exist('/a[@b="1"]') = 1
--8<-- cte
WITH active AS (SELECT id, name FROM products WHERE active = 1) SELECT id, name FROM active
--8<-- several ctes that build on each other
WITH active AS (SELECT * FROM products WHERE active = 1), cheap AS (SELECT id, name FROM active WHERE price < 10) SELECT id, name FROM cheap
--8<-- category path by recursion
WITH path AS (
  SELECT id, CAST(name AS nvarchar(500)) AS name, 1 AS depth FROM categories WHERE parent_id IS NULL
  UNION ALL
  SELECT c.id, CAST(path.name + N' > ' + c.name AS nvarchar(500)), depth + 1 FROM categories c JOIN path ON path.id = c.parent_id
)
SELECT p.id, p.name, path.name AS category FROM products p LEFT JOIN path ON path.id = p.category_id
--8<-- cte with columns
WITH c (id, n) AS (SELECT product_id, COUNT(*) FROM order_lines GROUP BY product_id) SELECT id, n FROM c
--8<-- latest price by a window
SELECT t.id, t.price FROM (SELECT product_id AS id, price, ROW_NUMBER() OVER (PARTITION BY product_id ORDER BY valid_from DESC) AS rn FROM prices) t WHERE t.rn = 1
--8<-- running total
SELECT id, SUM(total) OVER (ORDER BY ordered_at, id ROWS UNBOUNDED PRECEDING) AS running FROM orders
--8<-- lag and lead
SELECT id, LAG(price, 1, 0) OVER (PARTITION BY brand ORDER BY id) AS before, LEAD(price) OVER (PARTITION BY brand ORDER BY id) AS after FROM products
--8<-- rank and ntile
SELECT id, RANK() OVER (ORDER BY price) AS r, DENSE_RANK() OVER (ORDER BY price) AS d, NTILE(4) OVER (ORDER BY price) AS q FROM products
--8<-- percentiles
SELECT DISTINCT brand, PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY price) OVER (PARTITION BY brand) AS median FROM products
--8<-- first and last value
SELECT id, FIRST_VALUE(price) OVER (PARTITION BY brand ORDER BY price) AS cheapest, LAST_VALUE(price) OVER (PARTITION BY brand ORDER BY price RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS dearest FROM products
--8<-- grouping sets
SELECT brand, category_id, GROUPING(brand) AS g, COUNT_BIG(*) AS n FROM products GROUP BY GROUPING SETS ((brand), (category_id), ())
--8<-- rollup and cube
SELECT brand, SUM(price) AS price FROM products GROUP BY ROLLUP (brand)
--8<-- having
SELECT brand, COUNT(*) AS n FROM products GROUP BY brand HAVING COUNT(*) > 1
--8<-- alias with an equals sign
SELECT id, label = name + ' ' + brand FROM products
--8<-- alias in a string
SELECT id, price AS 'precio (€)' FROM products
--8<-- aliases in Spanish
SELECT id, name AS descripción, price AS [precio (€)], code AS [código 📦] FROM products
--8<-- unquoted Spanish names
SELECT a.código, a.descripción FROM dbo.artículos a WHERE a.descripción LIKE N'ñ%'
--8<-- table with emoji
SELECT [id] FROM [dbo].[artículos 🔧]
--8<-- columns called like statements, in brackets
SELECT [update], [delete], [insert], [exec], [use], [go], [set], [if], [open], [close], [print], [return] FROM [odd names]
--8<-- columns called like statements, behind their table
SELECT o.[open], o.[close], o.load, o.status, o.go FROM [odd names] o
--8<-- words that only contain a statement
SELECT updated_at, is_deleted, created_by, settings, usage, opening, gone, executed_at, backup_code FROM [odd names]
--8<-- drop table in a string
SELECT id FROM products WHERE name = 'Robert''); DROP TABLE students; --'
--8<-- exec in a string
SELECT id FROM products WHERE note LIKE N'%EXEC xp_cmdshell ''dir''%'
--8<-- like with a semicolon
SELECT id FROM products WHERE note LIKE '%;%' OR note LIKE '%--%' OR note LIKE '%/*%'
--8<-- like with escape and classes
SELECT id FROM products WHERE code LIKE '[A-Z][^0-9]!_%' ESCAPE '!'
--8<-- comments in all places
SELECT/* 1 */id/* 2 */,/* 3 */name -- 4
/* 5 /* nested */ */FROM/* 6 */products -- 7
WHERE/* 8 */price>/* 9 */0 -- 10
--8<-- comment with a statement
SELECT id FROM products /* was: DROP TABLE products */ WHERE active = 1 -- GO
--8<-- comment with quotes
SELECT id /* it's "here" [ */ FROM products -- don't
--8<-- date arithmetic
SELECT id FROM products WHERE updated_at >= DATEADD(day, -7, SYSUTCDATETIME())
--8<-- date functions
SELECT id, DATEDIFF(day, created_at, GETDATE()) AS age, DATEPART(iso_week, created_at) AS week, EOMONTH(created_at) AS last_day, YEAR(created_at) AS y FROM products
--8<-- dates from parts
SELECT id FROM orders WHERE ordered_at >= DATEFROMPARTS(YEAR(GETDATE()), 1, 1)
--8<-- time zones
SELECT id, updated_at AT TIME ZONE 'UTC' AT TIME ZONE 'Romance Standard Time' AS madrid FROM products
--8<-- conversions
SELECT id, CONVERT(varchar(23), updated_at, 126) AS changed, TRY_CONVERT(int, code) AS n, CAST(price AS decimal(10, 2)) AS price, TRY_CAST(code AS uniqueidentifier) AS g FROM products
--8<-- parse and format
SELECT id, FORMAT(price, 'N2', 'es-ES') AS shown, TRY_PARSE('1,5' AS decimal(9, 2) USING 'es-ES') AS p FROM products
--8<-- case with several branches
SELECT id, CASE WHEN stock <= 0 THEN N'agotado' WHEN stock < 5 THEN N'últimas unidades' ELSE N'disponible' END AS availability FROM products
--8<-- iif and choose
SELECT id, IIF(stock > 0, 'yes', 'no') AS available, CHOOSE(active + 1, 'off', 'on') AS state FROM products
--8<-- null handling
SELECT id, ISNULL(note, '') AS note, NULLIF(brand, '') AS brand, COALESCE(brand, code, 'x') AS any_of FROM products
--8<-- text over many columns
SELECT id, LTRIM(RTRIM(CONCAT_WS(' ', name, brand, note))) AS text FROM products
--8<-- string functions
SELECT id, LEFT(name, 3) AS l, SUBSTRING(name, 2, 3) AS s, CHARINDEX('-', code) AS c, PATINDEX('%[0-9]%', code) AS p, REPLACE(name, 'a', 'b') AS r, REPLICATE('0', 3) AS z, TRANSLATE(code, '-/', '  ') AS t FROM products
--8<-- collate
SELECT id FROM products WHERE name COLLATE Modern_Spanish_CI_AI = N'camion' ORDER BY name COLLATE Latin1_General_BIN2
--8<-- union in a subquery
SELECT u.id, u.name FROM (SELECT id, name FROM products UNION ALL SELECT id, name FROM old_products) u
--8<-- except and intersect in a subquery
SELECT id FROM products WHERE id IN (SELECT product_id FROM stock INTERSECT SELECT product_id FROM order_lines EXCEPT SELECT id FROM old_products)
--8<-- differences by exists and except
SELECT p.id FROM products p JOIN old_products o ON o.id = p.id WHERE EXISTS (SELECT p.name, p.brand EXCEPT SELECT o.name, o.brand)
--8<-- never ordered
SELECT id FROM products p WHERE NOT EXISTS (SELECT 1 FROM order_lines l WHERE l.product_id = p.id)
--8<-- all and any
SELECT id FROM products WHERE price >= ALL (SELECT price FROM old_products) OR price = ANY (SELECT price FROM prices)
--8<-- full outer join
SELECT COALESCE(p.id, o.id) AS id FROM products p FULL OUTER JOIN old_products o ON o.id = p.id
--8<-- join hints
SELECT p.id FROM products p INNER HASH JOIN brands b ON b.id = p.brand_id
--8<-- self join
SELECT a.id, b.id AS sibling FROM products a JOIN products b ON b.parent_id = a.parent_id AND b.id <> a.id
--8<-- translations
SELECT p.id, COALESCE(es.name, p.name) AS name_es FROM products p LEFT JOIN translations es ON es.product_id = p.id AND es.lang = N'es'
--8<-- composite key in one column
SELECT CONCAT(order_id, '-', line) AS id, product_id, quantity FROM order_lines
--8<-- row version
SELECT id, name, CONVERT(bigint, rv) AS version FROM products
--8<-- row version as it is
SELECT id, name, rv FROM products WHERE rv > {{since}}
--8<-- lowest active row version
SELECT id, name, rv FROM products WHERE rv < MIN_ACTIVE_ROWVERSION()
--8<-- change tracking
SELECT c.id, c.SYS_CHANGE_VERSION AS version FROM CHANGETABLE(CHANGES dbo.products, 0) AS c
--8<-- history of a temporal table
SELECT id, name FROM products FOR SYSTEM_TIME AS OF '2024-01-01'
--8<-- history between two moments
SELECT id, name FROM products FOR SYSTEM_TIME BETWEEN '2024-01-01' AND '2024-02-01' AS p
--8<-- all of the history
SELECT p.id FROM products FOR SYSTEM_TIME ALL AS p
--8<-- temporary table
SELECT id FROM #x
--8<-- sample of a table
SELECT id FROM products TABLESAMPLE (10 PERCENT)
--8<-- full text
SELECT id FROM products WHERE CONTAINS(name, '"taladro" NEAR "broca"') OR FREETEXT(note, 'sin cable')
--8<-- full text with rank
SELECT p.id, k.[RANK] AS score FROM products p JOIN CONTAINSTABLE(products, name, N'taladro') k ON k.[KEY] = p.id
--8<-- geography
SELECT id, place.Lat AS lat, place.STDistance(geography::Point(40.4, -3.7, 4326)) AS metres FROM customers
--8<-- hierarchy
SELECT id, node.ToString() AS path, node.GetLevel() AS depth FROM categories WHERE node.IsDescendantOf(hierarchyid::GetRoot()) = 1
--8<-- generate_series
SELECT s.value AS id FROM GENERATE_SERIES(1, 10) s
--8<-- numbers of a catalogue
SELECT ROW_NUMBER() OVER (ORDER BY (SELECT NULL)) AS id FROM sys.all_objects
--8<-- catalogue
SELECT o.object_id AS id, o.name, SCHEMA_NAME(o.schema_id) AS [schema] FROM sys.objects o WHERE o.type = 'U'
--8<-- hexadecimal and bits
SELECT id, 0x00FF AS h, id & 255 AS low, id ^ 1 AS x, ~id AS n FROM products
--8<-- hashes
SELECT id, CONVERT(char(64), HASHBYTES('SHA2_256', name), 2) AS hash, CHECKSUM(name, brand) AS c FROM products
--8<-- changes of several tables
SELECT p.id, p.name, (SELECT MAX(v.d) FROM (VALUES (p.updated_at), (b.updated_at)) v(d)) AS changed FROM products p JOIN brands b ON b.id = p.brand_id WHERE p.updated_at > {{since}} OR b.updated_at > {{since}}
--8<-- codes
SELECT p.id, p.code FROM products p WHERE p.code IN ({{codes}})
--8<-- is distinct from
SELECT p.id FROM products p JOIN old_products o ON o.id = p.id WHERE p.name IS DISTINCT FROM o.name
--8<-- named window
SELECT id, SUM(price) OVER w AS s FROM products WINDOW w AS (PARTITION BY brand ORDER BY id)
--8<-- semicolon at the end
SELECT id FROM products; -- done
--8<-- leading semicolon is none
SELECT id, 'a;b' AS s FROM products;
--8<-- line ends in a string
SELECT id, 'first
second; third' AS note FROM products
--8<-- backslash at the end of a string
SELECT id, 'C:\dir\' AS folder FROM products
--8<-- nested cases and parentheses
SELECT id, (CASE WHEN (price > (SELECT AVG(price) FROM products)) THEN (CASE WHEN stock > 0 THEN 1 ELSE 2 END) ELSE 3 END) AS class FROM products
