CREATE TABLE products (id INTEGER PRIMARY KEY, code TEXT, name TEXT, brand TEXT, brand_id INT, category_id INT, parent_id INT, price NUMERIC, cost NUMERIC,
    stock INT, active INT, deleted INT, note TEXT, size TEXT, tags TEXT, data TEXT, created_at TEXT, updated_at TEXT,
    inserted_by TEXT, into_stock INT, created TEXT, dropped TEXT, callback TEXT, "update" TEXT, "delete" TEXT, "call" TEXT, "order" TEXT, "into" TEXT, "group" TEXT);
CREATE INDEX ix ON products (code);
CREATE TABLE old_products (id INTEGER PRIMARY KEY, code TEXT, name TEXT, brand TEXT);
CREATE TABLE "my products" (id INT, "order" INT);
CREATE TABLE brands (id INTEGER PRIMARY KEY, name TEXT, country TEXT, updated_at TEXT);
CREATE TABLE categories (id INTEGER PRIMARY KEY, name TEXT, parent_id INT);
CREATE TABLE stock (id INT, product_id INT, quantity INT);
CREATE TABLE prices (product_id INT, price NUMERIC, valid_from TEXT, valid_to TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, ordered_at TEXT, status TEXT, total NUMERIC);
CREATE TABLE order_lines (order_id INT, line INT, product_id INT, quantity INT);
CREATE TABLE translations (product_id INT, lang TEXT, name TEXT);
CREATE TABLE catálogo (código TEXT, descripción TEXT, año INT);
CREATE TABLE "artículos 🔧" ("código" TEXT, "año 📅" INT);
CREATE TABLE "odd names" ("update" INT, "delete" INT, "insert" INT, "replace" INT, "select" INT, "attach" INT, "pragma" INT);
CREATE VIRTUAL TABLE products_fts USING fts5(name);
ATTACH ':memory:' AS s;
CREATE TABLE s.products (id INTEGER PRIMARY KEY);
